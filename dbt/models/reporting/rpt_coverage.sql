with quotes as (
    select
        version_id,
        count(*) as count_quotes,
        count(*) filter (where speaker_kind = 'unresolved') as count_unresolved
    from {{ ref('fct_quotes') }}
    group by version_id
)

select
    outlets.outlet_name,
    articles.published_on,
    count(*) as count_articles,
    count(*) filter (where articles.published_at is null) as count_undated,
    count(*) filter (where not articles.is_text_trusted) as count_text_not_trusted,
    count(*) filter (where not articles.is_copy_lead) as count_copies,
    count(*) filter (where list_contains(articles.integrity_flags, 'unsupported_language')) as count_unsupported_language,
    count(*) filter (where quotes.version_id is null) as count_without_quotes,
    coalesce(sum(quotes.count_quotes), 0)::bigint as count_quotes,
    coalesce(sum(quotes.count_unresolved), 0)::bigint as count_quotes_unresolved
from {{ ref('dim_articles') }} as articles
inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
left join quotes on articles.version_id = quotes.version_id
group by outlets.outlet_name, articles.published_on
