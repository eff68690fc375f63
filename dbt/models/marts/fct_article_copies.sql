select
    copies.article_id,
    copies.other_article_id,
    copies.kind,
    copies.share_of_shorter,
    copies.share_of_longer,
    articles.outlet_id = other_articles.outlet_id as is_same_outlet,
    coalesce(articles.agency, other_articles.agency) as agency
from {{ ref('int_article_copies') }} as copies
inner join {{ ref('dim_articles') }} as articles on copies.article_id = articles.article_id
inner join {{ ref('dim_articles') }} as other_articles on copies.other_article_id = other_articles.article_id
