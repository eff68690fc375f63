-- What became of each decision. Two that contradict each other are both set aside until somebody removes one.
with recursive targets as (
    select
        decision_id,
        any_value(target_kind) as target_kind,
        min(target_id) as target_id,
        count(distinct target_id) as count_targets,
        any_value(confidence) as confidence
    from {{ ref('int_decision_targets') }}
    group by decision_id
),

decided as (
    select
        decisions.*,
        decisions.file || ':' || decisions.line_no as decision_id,
        targets.target_kind,
        targets.target_id,
        coalesce(targets.count_targets, 0) as count_targets,
        targets.confidence as model_confidence,
        -- decisions that answer the same question
        concat_ws('|', targets.target_id, case decisions.action
            when 'accept_quote' then 'verdict'
            when 'reject_quote' then 'verdict'
            else decisions.action
        end) as question,
        concat_ws(
            '|', case when decisions.action in ('accept_quote', 'reject_quote') then decisions.action end, decisions.correction
        ) as answer
    from {{ ref('stg_decisions') }} as decisions
    left join targets on decisions.file || ':' || decisions.line_no = targets.decision_id
),

compared as (
    select
        *,
        count(distinct answer) filter (where fault is null and count_targets = 1) over (partition by question) as count_answers
    from decided
),

-- names that are merged into each other in a circle: each is reached from itself
chains (start_key, name_key, steps) as (
    select
        {{ name_key('exact') }},
        {{ name_key('correction') }},
        1
    from compared
    where action = 'merge_names' and fault is null
    union
    select
        chains.start_key,
        {{ name_key('further.correction') }},
        chains.steps + 1
    from chains
    inner join compared as further
        on
            further.action = 'merge_names'
            and further.fault is null
            and chains.name_key = {{ name_key('further.exact') }}
            and chains.steps < 20
),

circles as (
    select distinct start_key
    from chains
    where start_key = name_key
)

select
    compared.* exclude (question, answer, count_answers),
    case
        when compared.fault is not null then 'invalid'
        when compared.count_targets = 0 then 'orphaned'
        when compared.count_targets > 1 then 'ambiguous'
        when compared.count_answers > 1 or circles.start_key is not null then 'conflicting'
        else 'applied'
    end as status,
    case status
        when 'invalid' then compared.fault
        when 'orphaned' then 'no current article has these words as such a fact; the decision waits'
        when 'ambiguous' then 'the words stand there more than once; give prefix or suffix'
        when 'conflicting' then 'another line decides otherwise; remove one of them'
    end as message
from compared
left join circles on compared.action = 'merge_names' and circles.start_key = {{ name_key('compared.exact') }}
