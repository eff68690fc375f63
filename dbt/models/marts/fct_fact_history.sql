-- Quotes and figures with the time for which their article carried them; a fact that went and came back has two rows.
with rejected as (
    select distinct target_id as fact_id
    from {{ ref('int_decisions') }}
    where status = 'applied' and action in ('reject_quote', 'reject_figure')
),

extracted as (
    select
        'quote' as fact_kind,
        quote_id as fact_id,
        version_id,
        text
    from {{ ref('stg_quotes') }}
    union all
    select
        'figure' as fact_kind,
        figure_id as fact_id,
        version_id,
        text
    from {{ ref('stg_figures') }}
),

facts as (
    select
        extracted.fact_kind,
        extracted.fact_id,
        extracted.text,
        versions.article_id,
        versions.version_no,
        versions.is_current,
        versions.valid_from,
        versions.valid_to,
        articles.count_versions
    from extracted
    inner join {{ ref('dim_article_versions') }} as versions on extracted.version_id = versions.version_id
    inner join {{ ref('int_articles_current') }} as articles on versions.article_id = articles.article_id
    left join rejected on extracted.fact_id = rejected.fact_id
    where articles.text_policy <> 'hash_only' and rejected.fact_id is null
),

stretches as (
    select
        *,
        -- the same number for versions in an unbroken row
        version_no - row_number() over (partition by fact_kind, fact_id order by version_no) as stretch
    from facts
    where count_versions > 1
)

-- most articles have one version, and their facts one row already
select
    fact_kind,
    fact_id,
    article_id,
    version_no as first_version_no,
    version_no as last_version_no,
    valid_from,
    valid_to,
    is_current,
    text
from facts
where count_versions = 1
union all
select
    fact_kind,
    fact_id,
    article_id,
    min(version_no) as first_version_no,
    max(version_no) as last_version_no,
    arg_min_null(valid_from, version_no) as valid_from,
    arg_max_null(valid_to, version_no) as valid_to,
    bool_or(is_current) as is_current,
    arg_max(text, version_no) as text
from stretches
group by fact_kind, fact_id, article_id, stretch
