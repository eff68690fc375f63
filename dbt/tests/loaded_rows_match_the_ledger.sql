-- in = new + changed + unchanged + quarantined holds by the ledger; here the ledger is held against the rows themselves.
with articles as (
    select
        dump_id,
        count(*) as count_rows
    from {{ ref('stg_articles') }}
    group by dump_id
),

quarantined as (
    select
        dump_id,
        count(*) as count_rows
    from {{ ref('stg_quarantine') }}
    group by dump_id
)

select dumps.path
from {{ ref('stg_dumps') }} as dumps
left join articles on dumps.dump_id = articles.dump_id
left join quarantined on dumps.dump_id = quarantined.dump_id
where
    coalesce(articles.count_rows, 0) <> dumps.count_new + dumps.count_changed
    or coalesce(quarantined.count_rows, 0) <> dumps.count_quarantined
