-- Articles that are copies of each other, directly or through a third, under the smallest of their ids. Excerpts bind nothing:
-- a round-up may quote two stories that have nothing to do with each other.
with recursive edges as ( -- noqa: PRS, as sqlfluff does not know "using key"
    select
        article_id,
        other_article_id
    from {{ ref('int_article_copies') }}
    where kind <> 'excerpt'
    union all
    select
        other_article_id,
        article_id
    from {{ ref('int_article_copies') }}
    where kind <> 'excerpt'
),

reached (article_id, copy_group_id) using key (article_id) as (
    select distinct
        article_id,
        article_id
    from edges
    union
    select
        edges.article_id,
        min(reached.copy_group_id)
    from reached
    inner join edges on reached.article_id = edges.other_article_id
    inner join recurring.reached as known on edges.article_id = known.article_id
    where reached.copy_group_id < known.copy_group_id
    group by edges.article_id
)

select
    article_id,
    copy_group_id
from reached
