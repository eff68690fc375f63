{{ config(alias='articles') }}

select
    articles.article_id,
    articles.published_at,
    articles.published_precision,
    outlets.outlet_name,
    articles.headline,
    articles.agency,
    articles.authors,
    articles.url,
    articles.count_words,
    articles.integrity_flags,
    articles.is_text_trusted,
    articles.count_versions,
    articles.copy_group_id,
    articles.count_copies,
    articles.is_copy_lead,
    articles.dump_path,
    articles.member,
    articles.record_no
from {{ ref('dim_articles') }} as articles
inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
