select
    outlet_id,
    -- the spelling used most
    mode(outlet_name order by outlet_name) as outlet_name,
    count(*) as count_articles,
    min(published_at) as first_published_at,
    max(published_at) as last_published_at
from {{ ref('int_articles_current') }}
group by outlet_id
