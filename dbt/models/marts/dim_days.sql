-- Every day from the first to the last publication: the time axis of the metrics.
select unnest(generate_series(
    coalesce(min(published_on), date '2000-01-01'), coalesce(max(published_on), date '2000-01-01'), interval 1 day
))::date as day
from {{ ref('int_articles_current') }}
