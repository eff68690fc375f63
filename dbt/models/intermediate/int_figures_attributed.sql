{{ config(materialized='view') }}

-- Figures of current versions, each with the quote that gives it: the shortest one around it.
with given as (
    select
        figures.figure_id,
        arg_min(
            struct_pack(quote_id := quotes.quote_id, speaker_id := quotes.speaker_id),
            (quotes.char_end - quotes.char_start, quotes.quote_id)
        ) as around
    from {{ ref('int_figures_current') }} as figures
    inner join {{ ref('int_quotes_current') }} as quotes
        on
            figures.version_id = quotes.version_id
            and figures.char_start >= quotes.char_start
            and figures.char_end <= quotes.char_end
    group by figures.figure_id
)

select
    figures.*,
    given.around.quote_id,
    given.around.speaker_id
from {{ ref('int_figures_current') }} as figures
left join given on figures.figure_id = given.figure_id
