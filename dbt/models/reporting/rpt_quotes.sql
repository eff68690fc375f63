select
    quotes.quote_id,
    articles.published_at,
    outlets.outlet_name,
    articles.headline,
    coalesce(speakers.speaker_name, quotes.speaker_canonical, 'unresolved') as speaker,
    quotes.speaker_kind,
    quotes.role_text as role_as_printed,
    quotes.kind as quote_kind,
    quotes.content,
    quotes.text as quote_text,
    quotes.cue_text as cue,
    quotes.addressee_text as addressee,
    quotes.count_hops,
    quotes.polarity,
    quotes.block_kind,
    quotes.is_unclosed,
    quotes.confidence,
    quotes.review_status,
    quotes.utterance_id,
    quotes.is_repeat,
    articles.is_text_trusted,
    articles.is_copy_lead,
    articles.url,
    articles.article_id,
    quotes.version_id,
    quotes.char_start,
    quotes.char_end,
    articles.dump_path,
    articles.record_no
from {{ ref('fct_quotes') }} as quotes
inner join {{ ref('dim_articles') }} as articles on quotes.version_id = articles.version_id
inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
left join {{ ref('dim_speakers') }} as speakers on quotes.speaker_id = speakers.speaker_id
