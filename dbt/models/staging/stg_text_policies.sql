select
    outlet,
    text_policy
from {{ source('staging', 'text_policies') }}
