-- Names in current versions, each with the key of the entity it stands for: same label, same full name, or a name that a person
-- merged with it. Where one article takes a thing for something else than most do, it is what most take it for: "Arden Line" is no
-- railway. Persons with a full name keep apart from what is called after them, and a single word stays what its article makes of it
-- unless that is a person without a further name.
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
),

keyed as (
    select
        *,
        {{ name_key('canonical') }} as name_key
    from named
),

labels as (
    select
        name_key,
        label,
        count(distinct article_id) as count_articles
    from keyed
    where label <> 'PERSON' or not contains(name_key, ' ')
    group by name_key, label
    qualify
        count_articles >= if(contains(name_key, ' '), 2, 3)
        and 3 * count_articles >= 2 * sum(count_articles) over (partition by name_key)
)

select
    keyed.* exclude (label, name_key),
    coalesce(labels.label, keyed.label) as label, -- noqa: RF04
    {{ name_id('coalesce(labels.label, keyed.label)', 'keyed.name_key') }} as entity_id
from keyed
left join labels on keyed.name_key = labels.name_key and contains(keyed.name_key, ' ') = (keyed.label <> 'PERSON')
