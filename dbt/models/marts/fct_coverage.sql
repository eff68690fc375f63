-- By outlet and day: what the tables rest on, and what is missing from them.
with quotes as (
    select
        version_id,
        count(*) as count_quotes,
        count(*) filter (where speaker_kind = 'unresolved') as count_unresolved,
        count(*) filter (where is_repeat) as count_repeats
    from {{ ref('fct_quotes') }}
    group by version_id
),

rejected as (
    select
        quotes.version_id,
        count(distinct quotes.quote_id) as count_rejected
    from {{ ref('int_quotes_found') }} as quotes
    inner join {{ ref('int_decisions') }} as decisions
        on quotes.quote_id = decisions.target_id and decisions.status = 'applied' and decisions.action = 'reject_quote'
    group by quotes.version_id
),

articles as (
    select
        outlets.outlet_name,
        articles.published_on,
        count(*) as count_articles,
        count(*) filter (where articles.published_at is null) as count_undated,
        count(*) filter (where not articles.is_text_trusted) as count_text_not_trusted,
        count(*) filter (where not articles.is_copy_lead) as count_copies,
        count(*) filter (where list_contains(articles.integrity_flags, 'unsupported_language')) as count_unsupported_language,
        count(*) filter (where articles.text_policy <> 'full') as count_text_withheld,
        count(*) filter (where quotes.version_id is null) as count_without_quotes,
        coalesce(sum(quotes.count_quotes), 0)::bigint as count_quotes,
        coalesce(sum(quotes.count_unresolved), 0)::bigint as count_quotes_unresolved,
        coalesce(sum(quotes.count_repeats), 0)::bigint as count_quotes_repeated,
        coalesce(sum(rejected.count_rejected), 0)::bigint as count_quotes_rejected
    from {{ ref('dim_articles') }} as articles
    inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
    left join quotes on articles.version_id = quotes.version_id
    left join rejected on articles.version_id = rejected.version_id
    group by outlets.outlet_name, articles.published_on
),

unread as (
    select
        outlet_name,
        published_on,
        sum(count_quarantined)::bigint as count_quarantined,
        sum(count_dumps_skipped)::bigint as count_dumps_skipped
    from {{ ref('int_dump_origins') }}
    group by outlet_name, published_on
    having sum(count_quarantined) + sum(count_dumps_skipped) > 0
)

select
    coalesce(articles.outlet_name, unread.outlet_name) as outlet_name,
    coalesce(articles.published_on, unread.published_on) as published_on,
    coalesce(articles.count_articles, 0) as count_articles,
    coalesce(articles.count_undated, 0) as count_undated,
    coalesce(articles.count_text_not_trusted, 0) as count_text_not_trusted,
    coalesce(articles.count_copies, 0) as count_copies,
    coalesce(articles.count_unsupported_language, 0) as count_unsupported_language,
    coalesce(articles.count_text_withheld, 0) as count_text_withheld,
    coalesce(articles.count_without_quotes, 0) as count_without_quotes,
    coalesce(articles.count_quotes, 0) as count_quotes,
    coalesce(articles.count_quotes_unresolved, 0) as count_quotes_unresolved,
    coalesce(articles.count_quotes_repeated, 0) as count_quotes_repeated,
    coalesce(articles.count_quotes_rejected, 0) as count_quotes_rejected,
    coalesce(unread.count_quarantined, 0) as count_quarantined,
    coalesce(unread.count_dumps_skipped, 0) as count_dumps_skipped
from articles
full join unread
    on
        articles.outlet_name = unread.outlet_name
        and articles.published_on is not distinct from unread.published_on
