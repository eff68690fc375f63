-- A value that is the other one rounded, or that the other's "more than" and "about" allow for, is no conflict.
with pairs as (
    select
        pairs.figure_id,
        pairs.other_figure_id,
        a.outlet_id,
        b.outlet_id as other_outlet_id,
        a.kind,
        a.unit,
        coalesce(a.period, b.period) as period,
        a.is_forecast,
        a.measure,
        b.measure as other_measure,
        a.value,
        b.value as other_value,
        a.qualifier,
        b.qualifier as other_qualifier,
        abs(a.published_on - b.published_on) as days_apart,
        abs(a.value - b.value) / greatest(abs(a.value), abs(b.value)) as spread,
        -- 250 is no 300 rounded to the hundred: who writes 300 may well have counted tens
        abs(a.value - b.value) <= 0.5 * greatest(a.last_step, b.last_step) and spread <= 0.15 as is_rounding,
        copies.article_id is not null as is_copy
    from {{ ref('int_figure_pairs') }} as pairs
    inner join {{ ref('int_figures_measured') }} as a on pairs.figure_id = a.figure_id
    inner join {{ ref('int_figures_measured') }} as b on pairs.other_figure_id = b.figure_id
    left join {{ ref('int_article_copies') }} as copies
        on
            copies.article_id = least(a.article_id, b.article_id)
            and copies.other_article_id = greatest(a.article_id, b.article_id)
    where a.value <> b.value
)

select * exclude (is_rounding, is_copy)
from pairs
where
    not is_rounding
    and not is_copy
    and not coalesce(value < other_value and qualifier in ('more than', 'at least', 'over', 'no fewer than', 'no less than'), false)
    and not coalesce(value > other_value and other_qualifier in ('more than', 'at least', 'over', 'no fewer than', 'no less than'), false)
    and not coalesce(value > other_value and qualifier in ('up to', 'at most', 'less than', 'fewer than', 'under', 'no more than'), false)
    and not coalesce(
        value < other_value and other_qualifier in ('up to', 'at most', 'less than', 'fewer than', 'under', 'no more than'), false
    )
    -- two that are both said to be rough may differ by a tenth
    and not coalesce(
        spread <= 0.1 and (qualifier is not null or other_qualifier is not null), false
    )
