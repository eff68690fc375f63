-- Versions of each article in the order in which the publisher made them: by the time it gives, else by arrival.
select
    articles.*,
    coalesce(policies.text_policy, 'full') as text_policy,
    coalesce(articles.modified_at, articles.published_at) as stated_at,
    row_number() over by_age as version_no,
    row_number() over by_age = count(*) over (partition by articles.article_id) as is_current,
    count(*) over (partition by articles.article_id) as count_versions
from {{ ref('stg_articles') }} as articles
inner join {{ ref('stg_dumps') }} as dumps on articles.dump_id = dumps.dump_id
left join {{ ref('stg_text_policies') }} as policies
    on {{ name_key("coalesce(articles.outlet, 'unknown')") }} = {{ name_key('policies.outlet') }}
window by_age as (
    partition by articles.article_id
    order by
        coalesce(articles.modified_at, articles.published_at) asc nulls first,
        dumps.load_no asc,
        articles.record_no asc
)
