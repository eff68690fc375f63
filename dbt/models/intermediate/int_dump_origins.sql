-- The outlet and day of a dump's records that could not be read: what its other articles have in common, if they do.
with origins as (
    select
        articles.dump_id,
        min(articles.outlet_name) as first_outlet,
        max(articles.outlet_name) as last_outlet,
        min(articles.published_on) as first_day,
        max(articles.published_on) as last_day,
        bool_and(articles.published_on is not null) as is_dated
    from {{ ref('int_articles_current') }} as articles
    group by articles.dump_id
)

select
    dumps.dump_id,
    case when origins.first_outlet = origins.last_outlet then origins.first_outlet else 'unknown' end as outlet_name,
    case
        when origins.is_dated and origins.first_outlet = origins.last_outlet and origins.first_day = origins.last_day
            then origins.first_day
    end as published_on,
    dumps.count_quarantined,
    coalesce(dumps.state = 'skipped' and not list_contains({{ no_content() }}, dumps.reason), false)::integer as count_dumps_skipped
from {{ ref('stg_dumps') }} as dumps
left join origins on dumps.dump_id = origins.dump_id
