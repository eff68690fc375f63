select
    mention_id,
    article_id,
    version_id,
    outlet_id,
    entity_id,
    label,
    text,
    char_start,
    char_end,
    canonical,
    confidence,
    extractor
from {{ ref('int_mentions_current') }}
