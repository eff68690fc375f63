select
    quotes.utterance_id,
    base.speaker_id,
    quotes.base_quote_id,
    base.wording,
    base.is_verbatim,
    count(*) as count_quotes,
    count(distinct quotes.article_id) as count_articles,
    count(distinct quotes.outlet_id) as count_outlets,
    count(distinct quotes.wording) filter (where quotes.is_verbatim) as count_wordings,
    count(distinct quotes.speaker_id) as count_speakers,
    min(quotes.published_at) as first_published_at,
    firsts.first_outlet_id,
    firsts.first_basis
from {{ ref('int_utterance_quotes') }} as quotes
inner join {{ ref('int_utterance_quotes') }} as base on quotes.base_quote_id = base.quote_id
inner join {{ ref('int_utterance_firsts') }} as firsts on quotes.utterance_id = firsts.utterance_id
group by all
