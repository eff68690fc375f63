select
    entity_id,
    text as alias,
    count(*) as count_mentions
from {{ ref('int_mentions_current') }}
group by entity_id, text
