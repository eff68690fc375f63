-- What is watched of each outlet, by calendar day: a day without articles counts, so that an outlet that falls silent is seen.
-- 90 days of the tables, and the eight weeks before them that the first of them are held against.
with days as (
    select
        outlet_name,
        published_on,
        count_articles,
        count_quotes,
        count_quotes_unresolved,
        count_text_not_trusted
    from {{ ref('fct_coverage') }}
    where published_on is not null and count_articles > 0
),

outlets as (
    select
        outlet_name,
        min(published_on) as first_day,
        max(max(published_on)) over () as last_day
    from days
    group by outlet_name
),

calendar as (
    select
        outlet_name,
        last_day - 90 as watched_since,
        unnest(generate_series(greatest(first_day, last_day - 90 - 56), last_day, interval 1 day))::date as published_on
    from outlets
),

counted as (
    select
        calendar.*,
        coalesce(days.count_articles, 0) as count_articles,
        days.count_quotes,
        days.count_quotes_unresolved,
        days.count_text_not_trusted
    from calendar
    left join days on calendar.outlet_name = days.outlet_name and calendar.published_on = days.published_on
),

indicators as (
    select
        outlet_name,
        published_on,
        watched_since,
        unnest(['articles', 'quotes_per_article', 'unresolved_share', 'untrusted_share']) as indicator,
        unnest([
            count_articles,
            count_quotes / nullif(count_articles, 0),
            count_quotes_unresolved / nullif(count_quotes, 0),
            count_text_not_trusted / nullif(count_articles, 0)
        ]) as observed,
        unnest([1, count_articles, count_quotes, count_articles]) as base
    from counted
)

select *
from indicators
where observed is not null
