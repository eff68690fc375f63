-- Every article, quote, quarantined record and skipped file is counted in exactly one row of the coverage.
with counted as (
    select
        sum(count_articles) as count_articles,
        sum(count_quotes) as count_quotes,
        sum(count_quarantined) as count_quarantined,
        sum(count_dumps_skipped) as count_dumps_skipped
    from {{ ref('fct_coverage') }}
)

select *
from counted
where
    count_articles <> (select count(*) from {{ ref('dim_articles') }})
    or count_quotes <> (select count(*) from {{ ref('fct_quotes') }})
    or count_quarantined <> (select count(*) from {{ ref('stg_quarantine') }})
    or count_dumps_skipped <> (
        select count(*)
        from {{ ref('stg_dumps') }}
        where state = 'skipped' and not list_contains({{ no_content() }}, reason)
    )
