-- Names that stand for other names by a person's decision, followed to the end of the chain.
with recursive merged as (
    select distinct
        {{ name_key('exact') }} as name_key,
        correction
    from {{ ref('int_decisions') }}
    where action = 'merge_names' and status = 'applied'
),

followed (name_key, correction, steps) as (
    select
        name_key,
        correction,
        1
    from merged
    union
    select
        followed.name_key,
        merged.correction,
        followed.steps + 1
    from followed
    inner join merged on merged.name_key = {{ name_key('followed.correction') }} and followed.steps < 20
)

select
    name_key,
    arg_max(correction, steps) as correction
from followed
group by name_key
