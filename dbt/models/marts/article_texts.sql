{{ config(schema='restricted') }}

select
    version_id,
    article_id,
    text
from {{ ref('int_article_versions_ranked') }}
where text_policy = 'full'
