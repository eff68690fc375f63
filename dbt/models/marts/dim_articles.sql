select
    articles.article_id,
    articles.version_id,
    articles.outlet_id,
    case when articles.text_policy <> 'hash_only' then articles.headline end as headline,
    case when articles.text_policy <> 'hash_only' then articles.standfirst end as standfirst,
    case when articles.text_policy <> 'hash_only' then articles.byline end as byline,
    case when articles.text_policy <> 'hash_only' then articles.authors else [] end as authors,
    articles.agency,
    articles.url,
    articles.section,
    case when articles.text_policy <> 'hash_only' then articles.tags else [] end as tags,
    articles.language,
    case when articles.text_policy <> 'hash_only' then articles.dateline end as dateline,
    articles.dateline_on,
    articles.published_at,
    articles.published_on,
    articles.published_precision,
    articles.published_basis,
    articles.modified_at,
    articles.fetched_at,
    articles.count_versions,
    articles.text_policy,
    sha256(articles.text) as text_sha256,
    array_length(string_split_regex(trim(articles.text), '\s+')) as count_words,
    articles.integrity_flags,
    coalesce(copies.copy_group_id, articles.article_id) as copy_group_id,
    count(*) over (partition by coalesce(copies.copy_group_id, articles.article_id)) as count_copies,
    row_number() over (
        partition by coalesce(copies.copy_group_id, articles.article_id)
        order by articles.published_at asc nulls last, length(articles.text) desc, articles.article_id asc
    ) = 1 as is_copy_lead,
    not list_has_any(articles.integrity_flags, ['machine_translated', 'truncated', 'paywall_stub']) as is_text_trusted,
    dumps.path as dump_path,
    articles.member,
    articles.record_no
from {{ ref('int_articles_current') }} as articles
inner join {{ ref('stg_dumps') }} as dumps on articles.dump_id = dumps.dump_id
left join {{ ref('int_copy_groups') }} as copies on articles.article_id = copies.article_id
