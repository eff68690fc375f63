with counted as (
    select
        utterance_id,
        any_value(base_quote_id) as base_quote_id,
        count(*) as count_quotes,
        count(distinct article_id) as count_articles,
        count(distinct outlet_id) as count_outlets,
        count(distinct wording) filter (where is_verbatim) as count_wordings,
        count(distinct speaker_id) as count_speakers,
        min(published_at) as first_published_at
    from {{ ref('int_utterance_quotes') }}
    group by utterance_id
)

select
    counted.utterance_id,
    base.speaker_id,
    counted.base_quote_id,
    base.wording,
    base.is_verbatim,
    counted.count_quotes,
    counted.count_articles,
    counted.count_outlets,
    counted.count_wordings,
    counted.count_speakers,
    counted.first_published_at,
    firsts.first_outlet_id,
    firsts.first_basis
from counted
inner join {{ ref('int_utterance_quotes') }} as base on counted.base_quote_id = base.quote_id
inner join {{ ref('int_utterance_firsts') }} as firsts on counted.utterance_id = firsts.utterance_id
