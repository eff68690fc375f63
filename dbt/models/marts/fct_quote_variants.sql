select
    quotes.utterance_id,
    quotes.quote_id,
    quotes.base_quote_id,
    quotes.article_id,
    quotes.outlet_id,
    quotes.wording,
    base.wording as base_wording,
    case
        when quotes.quote_id = quotes.base_quote_id then 'base'
        when quotes.wording = base.wording then 'identical'
        when not (quotes.is_verbatim and base.is_verbatim) then 'paraphrase'
        when
            differences.alteration not in ('identical', 'punctuation')
            and list_contains(quotes.integrity_flags || base.integrity_flags, 'machine_translated') then 'translation'
        else differences.alteration
    end as alteration,
    differences.is_marked,
    differences.count_base_words,
    differences.count_words,
    differences.count_same_words,
    differences.edit_ratio,
    coalesce(differences.changes, []) as changes,
    quotes.is_repeat,
    quotes.is_text_trusted and base.is_text_trusted as is_text_trusted,
    coalesce(
        quotes.is_text_trusted and base.is_text_trusted and quotes.article_id <> base.article_id
        and (alteration = 'substitution' or (alteration = 'elision' and not differences.is_marked)),
        false
    ) as is_charged
from {{ ref('int_utterance_quotes') }} as quotes
inner join {{ ref('int_utterance_quotes') }} as base on quotes.base_quote_id = base.quote_id
left join {{ ref('int_wording_differences') }} as differences
    on
        quotes.wording = differences.wording
        and base.wording = differences.base_wording
where quotes.utterance_id in (
    select printed.utterance_id
    from {{ ref('int_utterance_quotes') }} as printed
    group by printed.utterance_id
    having count(*) > 1
)
