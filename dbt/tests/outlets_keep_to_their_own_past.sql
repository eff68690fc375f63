-- A warning, not an error: news is not even, but a feed that breaks looks just so. `rpt_drift` has the numbers.
{{ config(severity='warn') }}

select
    outlet_name,
    published_on,
    indicator
from {{ ref('fct_outlet_drift') }}
where is_latest and is_unusual
