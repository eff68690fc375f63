select
    dump_id,
    path,
    feed,
    format,
    bytes,
    modified_ns,
    sha256,
    state,
    reason,
    load_no,
    count_in,
    count_new,
    count_changed,
    count_unchanged,
    count_quarantined,
    code_version
from {{ source('staging', 'dumps') }}
