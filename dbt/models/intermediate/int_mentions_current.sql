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

-- names come up again and again, and to fold one takes longer than to look it up
keys as (
    select
        canonical,
        {{ name_key('canonical') }} as name_key
    from (select distinct canonical from {{ ref('stg_mentions') }})
),

named as (
    select
        mentions.* exclude (canonical),
        articles.outlet_id,
        articles.published_at,
        coalesce(splits.correction, merged.correction, mentions.canonical) as canonical,
        coalesce({{ name_key('splits.correction') }}, {{ name_key('merged.correction') }}, keys.name_key) as name_key
    from {{ ref('stg_mentions') }} as mentions
    inner join {{ ref('int_articles_current') }} as articles on mentions.version_id = articles.version_id
    inner join keys on mentions.canonical = keys.canonical
    left join splits on mentions.article_id = splits.article_id and keys.name_key = splits.name_key
    left join {{ ref('int_name_merges') }} as merged on keys.name_key = merged.name_key
    where articles.text_policy <> 'hash_only'
),

doubtful as (
    select name_key
    from named
    group by name_key
    having min(label) <> max(label)
),

labels as (
    select
        named.name_key,
        named.label,
        count(distinct named.article_id) as count_articles
    from named
    inner join doubtful on named.name_key = doubtful.name_key
    where named.label <> 'PERSON' or not contains(named.name_key, ' ')
    group by named.name_key, named.label
    qualify
        count_articles >= if(contains(named.name_key, ' '), 2, 3)
        and 3 * count_articles >= 2 * sum(count_articles) over (partition by named.name_key)
)

select
    named.* exclude (label, name_key),
    coalesce(labels.label, named.label) as label, -- noqa: RF04
    {{ name_id('coalesce(labels.label, named.label)', 'named.name_key') }} as entity_id
from named
left join labels
    -- one equality, which can be looked up: with the condition beside it each name would be compared with each
    on labels.name_key = case when contains(named.name_key, ' ') = (named.label <> 'PERSON') then named.name_key end
