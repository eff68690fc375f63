{{ config(materialized='view') }}

-- Figures of current versions after people's decisions.
with verdicts as (
    select
        target_id as figure_id,
        bool_or(action = 'reject_figure') as is_rejected,
        max(correction::double) filter (where action = 'set_value') as value
    from {{ ref('int_decisions') }}
    where status = 'applied' and target_kind = 'figure'
    group by target_id
)

select
    figures.* exclude (value),
    coalesce(verdicts.value, figures.value) as value,
    case when verdicts.value is null then 'unreviewed' else 'corrected' end as review_status
from {{ ref('stg_figures') }} as figures
inner join {{ ref('int_articles_current') }} as articles on figures.version_id = articles.version_id
left join verdicts on figures.figure_id = verdicts.figure_id
where not coalesce(verdicts.is_rejected, false) and articles.text_policy <> 'hash_only'
