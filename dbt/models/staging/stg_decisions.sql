select
    file,
    line_no,
    action,
    article_id,
    exact,
    prefix,
    suffix,
    correction,
    reviewer,
    decided_on,
    reason,
    fault
from {{ source('staging', 'decisions') }}
