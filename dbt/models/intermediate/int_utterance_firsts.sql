-- Which outlet printed an utterance first: known only if every outlet's article is dated to the day at least, the first one's text
-- is sound, and no other outlet has the same day (or the same moment, where the times of day are known).
with per_outlet as (
    select
        utterance_id,
        outlet_id,
        min(published_on) as first_on,
        min(published_at) as first_at,
        bool_and(published_on is not null and published_precision in ('second', 'minute', 'day')) as is_dated,
        bool_and(published_precision in ('second', 'minute')) as is_timed,
        bool_and(is_text_trusted) as is_text_trusted
    from {{ ref('int_utterance_quotes') }}
    group by utterance_id, outlet_id
),

ranked as (
    select
        *,
        count(*) over utterance as count_outlets,
        bool_and(is_dated) over utterance as all_dated,
        bool_and(is_timed) over same_day as all_timed_that_day,
        row_number() over (partition by utterance_id order by first_on asc, first_at asc, outlet_id asc) as place,
        count(*) over same_day as count_same_day,
        count(*) over (partition by utterance_id, first_on, first_at) as count_same_moment
    from per_outlet
    window
        utterance as (partition by utterance_id),
        same_day as (partition by utterance_id, first_on)
)

select
    utterance_id,
    case
        when count_outlets = 1 then 'single_outlet'
        when not all_dated then 'undated'
        when not is_text_trusted then 'text_not_trusted'
        when count_same_day > 1 and not (all_timed_that_day and count_same_moment = 1) then 'same_day'
        else 'dated'
    end as first_basis,
    case when first_basis = 'dated' then outlet_id end as first_outlet_id
from ranked
where place = 1
