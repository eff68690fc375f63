{{ config(materialized='view') }}

-- Quotes of current versions as they were extracted, before people's decisions.
select
    -- null in rows of an older version, until `ingest reextract`
    quotes.* replace (coalesce(quotes.cue_stance, 'none') as cue_stance),
    articles.outlet_id,
    articles.published_at
from {{ ref('stg_quotes') }} as quotes
inner join {{ ref('int_articles_current') }} as articles on quotes.version_id = articles.version_id
where articles.text_policy <> 'hash_only'
