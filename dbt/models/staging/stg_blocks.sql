select
    block_id,
    article_id,
    version_id,
    dump_id,
    extractor,
    kind,
    char_start,
    char_end
from {{ source('staging', 'blocks') }}
