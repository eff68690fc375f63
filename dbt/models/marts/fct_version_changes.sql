-- Quotes that one version of an article has and the next one does not, or the other way round.
with versions as (
    select
        version_id,
        article_id,
        version_no,
        stated_at,
        lead(version_id) over (partition by article_id order by version_no) as next_version_id,
        lead(stated_at) over (partition by article_id order by version_no) as next_stated_at
    from {{ ref('int_article_versions_ranked') }}
    where text_policy <> 'hash_only'
),

steps as (
    select
        article_id,
        version_no + 1 as version_no,
        version_id as old_version_id,
        next_version_id as new_version_id,
        next_stated_at as changed_at
    from versions
    where next_version_id is not null
),

old_quotes as (
    select
        steps.*,
        quotes.quote_id,
        quotes.text
    from steps
    inner join {{ ref('stg_quotes') }} as quotes on steps.old_version_id = quotes.version_id
),

new_quotes as (
    select
        steps.*,
        quotes.quote_id,
        quotes.text
    from steps
    inner join {{ ref('stg_quotes') }} as quotes on steps.new_version_id = quotes.version_id
)

select
    coalesce(old_quotes.article_id, new_quotes.article_id) as article_id,
    coalesce(old_quotes.version_no, new_quotes.version_no) as version_no,
    coalesce(old_quotes.old_version_id, new_quotes.old_version_id) as old_version_id,
    coalesce(old_quotes.new_version_id, new_quotes.new_version_id) as new_version_id,
    coalesce(old_quotes.changed_at, new_quotes.changed_at) as changed_at,
    case when old_quotes.quote_id is null then 'added' else 'removed' end as quote_change,
    coalesce(old_quotes.quote_id, new_quotes.quote_id) as quote_id,
    coalesce(old_quotes.text, new_quotes.text) as text
from old_quotes
full join new_quotes
    on
        old_quotes.new_version_id = new_quotes.new_version_id
        and old_quotes.quote_id = new_quotes.quote_id
where old_quotes.quote_id is null or new_quotes.quote_id is null
