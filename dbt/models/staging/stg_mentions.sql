select
    mention_id,
    article_id,
    version_id,
    dump_id,
    extractor,
    char_start,
    char_end,
    text,
    label,
    canonical,
    confidence
from {{ source('staging', 'mentions') }}
