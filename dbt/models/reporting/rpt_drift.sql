select
    outlet_name,
    published_on,
    indicator,
    observed,
    usual,
    usual_spread,
    count_days,
    is_unusual,
    is_latest
from {{ ref('fct_outlet_drift') }}
