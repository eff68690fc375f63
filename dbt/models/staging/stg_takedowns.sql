select
    takedown_id,
    scope,
    target,
    requested_on,
    reason,
    count_articles
from {{ source('staging', 'takedowns') }}
