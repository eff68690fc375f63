select
    entity_id,
    mode(canonical order by canonical) as entity_name,
    label,
    count(*) as count_mentions,
    count(distinct article_id) as count_articles,
    count(distinct outlet_id) as count_outlets
from {{ ref('int_mentions_current') }}
group by entity_id, label
