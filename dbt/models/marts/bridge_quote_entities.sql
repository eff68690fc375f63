-- What a quote is about: the names inside its content. Whom it was said to: the name inside the addressee.
with quotes as (
    select
        quote_id,
        version_id,
        addressee_start,
        addressee_end,
        unnest(parts) as part
    from {{ ref('int_quotes_current') }}
),

named as (
    select
        quotes.quote_id,
        mentions.entity_id,
        'about' as relation,
        mentions.mention_id
    from quotes
    inner join {{ ref('int_mentions_current') }} as mentions
        on
            quotes.version_id = mentions.version_id
            and quotes.part.char_start <= mentions.char_start
            and quotes.part.char_end >= mentions.char_end
    union
    select
        quotes.quote_id,
        mentions.entity_id,
        'addressee' as relation,
        mentions.mention_id
    from quotes
    inner join {{ ref('int_mentions_current') }} as mentions
        on
            quotes.version_id = mentions.version_id
            and quotes.addressee_start <= mentions.char_start
            and quotes.addressee_end >= mentions.char_end
)

select
    quote_id,
    entity_id,
    relation,
    count(*) as count_mentions
from named
group by quote_id, entity_id, relation
