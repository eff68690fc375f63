-- Every day from the first to the last publication: the time axis of the metrics.
with bounds as (
    select
        coalesce(min(published_on), date '2000-01-01') as first_on,
        coalesce(max(published_on), date '2000-01-01') as last_on
    from {{ ref('int_articles_current') }}
)

select unnest(generate_series(first_on, last_on, interval 1 day))::date as calendar_day
from bounds
