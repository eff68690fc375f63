-- Figures of two outlets that measure the same thing in the same story, whatever their values. Looked up by two words of the measure,
-- or by the noun that is counted, among what was printed within two days; words that fifty figures of a day share find nothing.
with features as (
    select
        figure_id,
        is_forecast,
        published_on,
        unnest(list_distinct(flatten(list_transform(
            measure_stems,
            lambda a: list_transform(list_filter(measure_stems, lambda b: b > a), lambda b: hash(kind, unit, a, b))
        )))) as feature
    from {{ ref('int_figures_measured') }}
    union all
    select
        figure_id,
        is_forecast,
        published_on,
        hash('counted', unit) as feature
    from {{ ref('int_figures_measured') }}
    where kind = 'count' and unit <> 'person'
),

telling as (
    select *
    from features
    qualify count(*) over (partition by feature, published_on) <= 50
),

days as (
    select
        *,
        unnest([published_on - 1, published_on, published_on + 1]) as near
    from telling
),

found as (
    select distinct
        days.figure_id,
        telling.figure_id as other_figure_id
    from days
    inner join telling
        on
            days.near = telling.published_on
            and days.feature = telling.feature
            and days.is_forecast = telling.is_forecast
            and days.figure_id < telling.figure_id
),

-- two articles are of one story if they name three of the same people, bodies or places
named as (
    select distinct
        article_id,
        entity_id
    from {{ ref('int_mentions_current') }}
),

pairs as (
    select
        a.figure_id,
        b.figure_id as other_figure_id,
        a.article_id,
        b.article_id as other_article_id,
        len(list_intersect(a.measure_stems, b.measure_stems)) as count_shared_words,
        least(len(a.measure_stems), len(b.measure_stems)) as count_words
    from found
    inner join {{ ref('int_figures_measured') }} as a on found.figure_id = a.figure_id
    inner join {{ ref('int_figures_measured') }} as b on found.other_figure_id = b.figure_id
    where
        a.outlet_id <> b.outlet_id
        and (a.period = b.period or a.period is null or b.period is null)
),

stories as (
    select
        pairs.article_id,
        pairs.other_article_id
    from (
        select distinct
            article_id,
            other_article_id
        from pairs
    ) as pairs
    inner join named as one on pairs.article_id = one.article_id
    inner join named as other on pairs.other_article_id = other.article_id and one.entity_id = other.entity_id
    group by all
    having count(*) >= 3
)

select
    pairs.figure_id,
    pairs.other_figure_id
from pairs
inner join stories on pairs.article_id = stories.article_id and pairs.other_article_id = stories.other_article_id
where pairs.count_shared_words >= 0.6 * pairs.count_words
