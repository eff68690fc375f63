-- Quotes of current versions, each with the key of its speaker. Two speakers are one only if kind group and full name agree:
-- a bare surname stays its own speaker, since it may be anybody's.
select
    quotes.*,
    articles.outlet_id,
    articles.published_at,
    case
        when quotes.speaker_canonical is null or quotes.speaker_kind = 'unresolved' then null
        when quotes.speaker_kind = 'named' then {{ name_id("'person'", name_key('quotes.speaker_canonical')) }}
        when quotes.speaker_kind = 'institution' then {{ name_id("'institution'", name_key('quotes.speaker_canonical')) }}
        -- 'unnamed officials' of two articles are not the same people
        else {{ name_id("'unnamed'", "articles.article_id || " ~ name_key('quotes.speaker_canonical')) }}
    end as speaker_id
from {{ ref('stg_quotes') }} as quotes
inner join {{ ref('int_articles_current') }} as articles on quotes.version_id = articles.version_id
