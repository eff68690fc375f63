-- Names in current versions, each with the key of the entity it stands for: same label, same full name.
select
    mentions.*,
    articles.outlet_id,
    articles.published_at,
    {{ name_id('mentions.label', name_key('mentions.canonical')) }} as entity_id
from {{ ref('stg_mentions') }} as mentions
inner join {{ ref('int_articles_current') }} as articles on mentions.version_id = articles.version_id
