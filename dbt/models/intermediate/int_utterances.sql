-- Every quote with its utterance: quotes of the same words, directly or through a third wording. The utterance bears the smallest
-- quote_id of its quotes, so that it keeps its name while that quote stands.
with recursive edges as ( -- noqa: PRS, as sqlfluff does not know "using key"
    select
        wording_id,
        other_wording_id
    from {{ ref('int_utterance_links') }}
    union
    select
        other_wording_id,
        wording_id
    from {{ ref('int_utterance_links') }}
),

reached (wording_id, group_id) using key (wording_id) as (
    select distinct
        wording_id,
        wording_id
    from edges
    union
    select
        edges.wording_id,
        min(reached.group_id)
    from reached
    inner join edges on reached.wording_id = edges.other_wording_id
    inner join recurring.reached as known on edges.wording_id = known.wording_id
    where reached.group_id < known.group_id
    group by edges.wording_id
)

select
    quotes.quote_id,
    quotes.wording_id,
    quotes.wording,
    quotes.is_verbatim,
    min(quotes.quote_id) over (partition by coalesce(reached.group_id, quotes.wording_id)) as utterance_id
from {{ ref('int_quote_wordings') }} as quotes
left join reached on quotes.wording_id = reached.wording_id
