-- How much of what an outlet quotes it has from others, and from whom.
with quotes as (
    select
        outlet_id,
        count(*) as count_quotes,
        count(*) filter (where count_hops > 0) as count_second_hand
    from {{ ref('fct_quotes') }}
    where not is_repeat
    group by outlet_id
),

hops as (
    select
        quotes.outlet_id,
        coalesce(hops.attributor, hops.text) as via,
        count(*) as count_via
    from {{ ref('fct_attribution_hops') }} as hops
    inner join {{ ref('fct_quotes') }} as quotes on hops.quote_id = quotes.quote_id
    where not quotes.is_repeat
    group by quotes.outlet_id, coalesce(hops.attributor, hops.text)
)

select
    outlets.outlet_name,
    hops.via,
    coalesce(hops.count_via, 0)::bigint as count_via,
    quotes.count_quotes,
    quotes.count_second_hand,
    quotes.count_second_hand / quotes.count_quotes as second_hand_share
from quotes
inner join {{ ref('dim_outlets') }} as outlets on quotes.outlet_id = outlets.outlet_id
left join hops on quotes.outlet_id = hops.outlet_id
