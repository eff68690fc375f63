{{ config(schema='ops') }}

select
    takedown_id,
    scope,
    target,
    requested_on,
    reason,
    count_articles
from {{ ref('stg_takedowns') }}
