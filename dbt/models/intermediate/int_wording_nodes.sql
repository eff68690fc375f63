-- One row a wording: who said it, when it was printed, its words (set apart by spaces) for the search for other wordings of the same.
select
    wording_id,
    any_value(speaker_id) as speaker_id,
    arg_min(wording, quote_id) as wording,
    bool_or(is_verbatim) as is_verbatim,
    min(published_on) as first_on,
    max(published_on) as last_on,
    list_sort(list_distinct(list(article_id))) as article_ids,
    any_value(words_key) as words_key
from {{ ref('int_quote_wordings') }}
group by wording_id
