{{ config(schema='ops') }}

select
    quarantine.dump_id,
    dumps.path as dump_path,
    quarantine.record_no,
    quarantine.member,
    quarantine.step,
    quarantine.reason_code,
    quarantine.message,
    quarantine.excerpt,
    quarantine.attempts
from {{ ref('stg_quarantine') }} as quarantine
inner join {{ ref('stg_dumps') }} as dumps on quarantine.dump_id = dumps.dump_id
