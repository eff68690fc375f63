-- Every quote with its utterance, its base (the printing that stands for the utterance) and whether its article prints it before.
with quotes as (
    select
        utterances.*,
        quotes.article_id,
        quotes.outlet_id,
        quotes.speaker_id,
        quotes.kind,
        quotes.block_kind,
        quotes.char_start,
        quotes.published_at,
        articles.published_on,
        articles.published_precision,
        articles.integrity_flags,
        not list_has_any(articles.integrity_flags, ['machine_translated', 'truncated', 'paywall_stub']) as is_text_trusted
    from {{ ref('int_utterances') }} as utterances
    inner join {{ ref('int_quotes_current') }} as quotes on utterances.quote_id = quotes.quote_id
    inner join {{ ref('int_articles_current') }} as articles on quotes.version_id = articles.version_id
)

select
    *,
    -- sound text first, then the fullest wording inside quotation marks, then the earliest
    first_value(quote_id) over (
        partition by utterance_id
        order by
            is_verbatim desc, is_text_trusted desc, kind = 'direct' desc, length(wording) desc,
            published_at asc nulls last, quote_id asc
    ) as base_quote_id,
    -- the running text counts; key points, captions and quote boxes repeat it
    row_number() over (
        partition by utterance_id, article_id
        order by block_kind = 'paragraph' desc, is_verbatim desc, char_start asc, quote_id asc
    ) > 1 as is_repeat
from quotes
