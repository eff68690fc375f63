select
    decision_id,
    file,
    line_no,
    action,
    article_id,
    exact,
    prefix,
    suffix,
    correction,
    reviewer,
    try_cast(decided_on as date) as decided_on,
    reason,
    status,
    message,
    target_kind,
    target_id,
    model_confidence
from {{ ref('int_decisions') }}
