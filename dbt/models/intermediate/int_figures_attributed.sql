-- Figures of current versions, each with the quote that gives it: the shortest one around it.
select
    figures.*,
    quotes.quote_id,
    quotes.speaker_id
from {{ ref('int_figures_current') }} as figures
left join {{ ref('int_quotes_current') }} as quotes
    on
        figures.version_id = quotes.version_id
        and figures.char_start >= quotes.char_start
        and figures.char_end <= quotes.char_end
qualify row_number() over (
    partition by figures.figure_id
    order by quotes.char_end - quotes.char_start asc nulls last, quotes.quote_id asc
) = 1
