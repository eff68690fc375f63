-- Each outlet beside its own past: a day beside the eight same weekdays before it.
-- The middle of a past and its middle deviation (MAD) are not moved by one odd day; chance alone gives the least spread that counts.
with past as (
    select
        *,
        median(observed) over same_weekdays as usual,
        mad(observed) over same_weekdays as deviation,
        count(observed) over same_weekdays as count_days
    from {{ ref('int_outlet_indicators') }}
    window same_weekdays as (
        partition by outlet_name, indicator, dayofweek(published_on)
        order by published_on
        rows between 8 preceding and 1 preceding
    )
),

spread as (
    select
        *,
        greatest(
            1.4826 * deviation,
            case
                when indicator like '%_share' then sqrt(greatest(usual * (1 - usual), 0.02) / base)
                else sqrt(greatest(usual, 1) / base)
            end
        ) as usual_spread
    from past
    where count_days > 0 and published_on > watched_since
)

select
    outlet_name,
    published_on,
    indicator,
    observed,
    usual,
    usual_spread,
    count_days,
    count_days >= 4 and abs(observed - usual) > 4 * usual_spread as is_unusual,
    published_on = max(published_on) over (partition by outlet_name, indicator) as is_latest
from spread
