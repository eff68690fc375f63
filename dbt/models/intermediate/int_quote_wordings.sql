-- What each quote prints inside quotation marks: all of a direct quote, the marked stretches of a mixed one, nothing of an indirect one.
-- A wording, said by one speaker within one stretch of time, is one node, however many outlets print it.
with quotes as (
    select
        quotes.quote_id,
        quotes.article_id,
        quotes.outlet_id,
        quotes.speaker_id,
        quotes.kind,
        quotes.text,
        articles.published_on,
        case quotes.kind
            when 'direct' then array_to_string([part.text for part in quotes.parts], ' ')
            when 'mixed' then array_to_string(
                -- one character more on both sides: the marks at the ends are outside of the content
                regexp_extract_all(
                    substring(
                        articles.text,
                        greatest(quotes.char_start, 1),
                        quotes.char_end - quotes.char_start + 2
                    ),
                    '[“"«„]([^“”"«»„]+)[“”"»]?', 1
                ),
                ' … '
            )
        end as printed
    from {{ ref('int_quotes_current') }} as quotes
    inner join {{ ref('int_articles_current') }} as articles on quotes.version_id = articles.version_id
),

worded as (
    select
        *,
        case when kind = 'indirect' then [] else {{ words('printed') }} end as printed_words
    from quotes
),

timed as (
    select
        * exclude (printed_words),
        len(printed_words) as count_printed,
        array_to_string(case when len(printed_words) >= 3 then printed_words else {{ words('text') }} end, ' ') as words_key,
        coalesce(len(printed_words) >= 3, false) as is_verbatim
    from worded
),

-- The same words again after more than a week are said again, not copied.
gaps as (
    select
        *,
        published_on - lag(published_on) over same_words > 7 as is_new_run
    from timed
    window same_words as (
        partition by speaker_id, is_verbatim, hash(words_key)
        order by published_on asc nulls last, quote_id asc
    )
),

runs as (
    select
        *,
        coalesce(sum(is_new_run::int) over (
            partition by speaker_id, is_verbatim, hash(words_key)
            order by published_on asc nulls last, quote_id asc
        ), 0) as run_no
    from gaps
)

select
    quote_id,
    article_id,
    outlet_id,
    speaker_id,
    kind,
    published_on,
    is_verbatim,
    case when is_verbatim then printed else text end as wording,
    words_key,
    -- an unnamed speaker's words are tied to their article, unless they are long enough to be known again
    left(sha256(concat_ws(
        '|', coalesce(speaker_id, case when is_verbatim and count_printed >= 8 then 'unknown' else article_id end),
        is_verbatim, run_no, words_key
    )), 20) as wording_id
from runs
