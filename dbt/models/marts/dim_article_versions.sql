select
    version_id,
    article_id,
    version_no,
    is_current,
    headline,
    published_at,
    modified_at,
    integrity_flags,
    dump_id,
    record_no,
    sha256(text) as text_sha256
from {{ ref('int_article_versions_ranked') }}
