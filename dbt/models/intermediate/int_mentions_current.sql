-- Names in current versions, each with the key of the entity it stands for: same label, same full name, or a name that a person
-- merged with it.
with splits as (
    select
        article_id,
        {{ name_key('exact') }} as name_key,
        min(correction) as correction
    from {{ ref('int_decisions') }}
    where status = 'applied' and action = 'split_name'
    group by 1, 2
),

named as (
    select
        mentions.* exclude (canonical),
        articles.outlet_id,
        articles.published_at,
        coalesce(splits.correction, merged.correction, mentions.canonical) as canonical
    from {{ ref('stg_mentions') }} as mentions
    inner join {{ ref('int_articles_current') }} as articles on mentions.version_id = articles.version_id
    left join splits on mentions.article_id = splits.article_id and splits.name_key = {{ name_key('mentions.canonical') }}
    left join {{ ref('int_name_merges') }} as merged on merged.name_key = {{ name_key('mentions.canonical') }}
    where articles.text_policy <> 'hash_only'
)

select
    *,
    {{ name_id('label', name_key('canonical')) }} as entity_id
from named
