select
    version_id,
    article_id,
    version_no,
    is_current,
    case when text_policy <> 'hash_only' then headline end as headline,
    published_at,
    modified_at,
    stated_at as valid_from,
    lead(stated_at) over (partition by article_id order by version_no) as valid_to,
    integrity_flags,
    dump_id,
    record_no,
    sha256(text) as text_sha256
from {{ ref('int_article_versions_ranked') }}
