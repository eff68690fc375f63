select
    dump_id,
    record_no,
    member,
    step,
    reason_code,
    message,
    excerpt,
    attempts
from {{ source('staging', 'quarantine') }}
