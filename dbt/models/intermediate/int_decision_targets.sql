-- What each usable decision is about: quotes and figures by their words and the words around them, names by their spelling.
with usable as (
    select
        *,
        file || ':' || line_no as decision_id
    from {{ ref('stg_decisions') }}
    where fault is null
),

facts as (
    select
        'quote' as target_kind,
        quote_id as target_id,
        version_id,
        char_start,
        char_end,
        text,
        confidence
    from {{ ref('int_quotes_found') }}
    union all
    select
        'figure' as target_kind,
        figures.figure_id,
        figures.version_id,
        figures.char_start,
        figures.char_end,
        figures.text,
        null as confidence
    from {{ ref('stg_figures') }} as figures
    inner join {{ ref('int_articles_current') }} as articles on figures.version_id = articles.version_id
),

names as (
    select
        article_id,
        {{ name_key('speaker_canonical') }} as name_key
    from {{ ref('int_quotes_found') }}
    where speaker_canonical is not null
    union
    select
        article_id,
        {{ name_key('canonical') }} as name_key
    from {{ ref('stg_mentions') }}
)

select
    usable.decision_id,
    facts.target_kind,
    facts.target_id,
    facts.confidence
from usable
inner join {{ ref('int_articles_current') }} as articles on usable.article_id = articles.article_id
inner join facts
    on
        articles.version_id = facts.version_id
        and usable.exact = facts.text
        and facts.target_kind = case when usable.action in ('set_value', 'reject_figure') then 'figure' else 'quote' end
where
    usable.action in ('accept_quote', 'reject_quote', 'set_speaker', 'set_value', 'reject_figure')
    and ends_with(substring(articles.text, 1, facts.char_start), coalesce(usable.prefix, ''))
    and starts_with(substring(articles.text, facts.char_end + 1), coalesce(usable.suffix, ''))
union all
select distinct
    usable.decision_id,
    'name' as target_kind,
    concat_ws('|', case when usable.action = 'split_name' then usable.article_id end, names.name_key) as target_id,
    null as confidence
from usable
inner join names on names.name_key = {{ name_key('usable.exact') }}
where
    usable.action in ('merge_names', 'split_name')
    and (usable.action = 'merge_names' or usable.article_id = names.article_id)
