-- Begun after the quotes, see int_article_shingles:
-- depends_on: {{ ref('int_quotes_current') }}

-- Plain figures of running text in sound articles, with the words of what they measure, and the period that their sentence names.
with dates as (
    select
        version_id,
        char_start,
        char_end,
        iso_value
    from {{ ref('int_figures_current') }}
    where kind = 'date' and iso_value is not null
),

figures as (
    select
        figures.figure_id,
        figures.article_id,
        figures.version_id,
        figures.kind,
        figures.unit,
        figures.value,
        figures.qualifier,
        figures.measure,
        figures.is_forecast,
        figures.char_start,
        figures.char_end,
        articles.outlet_id,
        articles.published_on
    from {{ ref('int_figures_current') }} as figures
    inner join {{ ref('int_articles_current') }} as articles on figures.version_id = articles.version_id
    where
        figures.kind in ('money', 'percent', 'quantity', 'count')
        and figures.value is not null
        and figures.measure is not null
        and articles.published_on is not null
        and not list_has_any(articles.integrity_flags, ['machine_translated', 'truncated', 'paywall_stub'])
),

-- the nearest date of the same sentence
periods as (
    select
        figures.figure_id,
        arg_min(dates.iso_value, least(abs(dates.char_start - figures.char_end), abs(figures.char_start - dates.char_end))) as period
    from figures
    inner join dates
        on
            figures.version_id = dates.version_id
            and abs(dates.char_start - figures.char_start) < 200
    inner join {{ ref('int_articles_current') }} as articles
        on
            figures.version_id = articles.version_id
            and not regexp_matches(
                substring(
                    articles.text,
                    least(figures.char_end, dates.char_end) + 1,
                    greatest(figures.char_start, dates.char_start) - least(figures.char_end, dates.char_end)
                ),
                '[.!?]["”’)]*\s'
            )
    group by figures.figure_id
),

-- what is measured, and values, come up again and again
measures as (
    select
        measure,
        list_distinct(list_transform(
            list_filter(
                {{ words('measure') }},
                lambda word: len(word) > 2 and not regexp_matches(word, '\d') and word not in (
                    'the', 'and', 'that', 'this', 'had', 'has', 'have', 'was', 'were', 'are', 'been', 'for', 'with', 'from',
                    'its', 'his', 'her', 'their', 'they', 'she', 'who', 'will', 'would', 'could', 'said', 'says', 'not',
                    'still', 'all', 'over', 'after', 'into', 'than', 'which', 'when', 'also', 'now', 'there'
                )
            ),
            lambda word: {{ stem('word') }}
        )) as measure_stems
    from (select distinct measure from figures) as distinct_measures
),

steps as (
    select
        value,
        {{ last_step('value') }} as last_step
    from (select distinct value from figures) as distinct_values
)

select
    figures.*,
    periods.period,
    steps.last_step,
    measures.measure_stems
from figures
inner join measures on figures.measure = measures.measure
inner join steps on figures.value = steps.value
left join periods on figures.figure_id = periods.figure_id
