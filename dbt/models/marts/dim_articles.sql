-- apart, so that no text goes through the windows
with grouped as (
    select
        articles.article_id,
        coalesce(copies.copy_group_id, articles.article_id) as copy_group_id,
        articles.published_at,
        length(articles.text) as count_characters
    from {{ ref('int_articles_current') }} as articles
    left join {{ ref('int_copy_groups') }} as copies on articles.article_id = copies.article_id
),

led as (
    select
        article_id,
        copy_group_id,
        count(*) over (partition by copy_group_id) as count_copies,
        row_number() over (
            partition by copy_group_id
            order by published_at asc nulls last, count_characters desc, article_id asc
        ) = 1 as is_copy_lead
    from grouped
)

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
    {{ count_words('articles.text') }} as count_words,
    articles.integrity_flags,
    led.copy_group_id,
    led.count_copies,
    led.is_copy_lead,
    not list_has_any(articles.integrity_flags, ['machine_translated', 'truncated', 'paywall_stub']) as is_text_trusted,
    dumps.path as dump_path,
    articles.member,
    articles.record_no
from {{ ref('int_articles_current') }} as articles
inner join {{ ref('stg_dumps') }} as dumps on articles.dump_id = dumps.dump_id
inner join led on articles.article_id = led.article_id
