with speakers as (
    select
        speaker_id,
        mode(speaker_canonical order by speaker_canonical) as speaker_name,
        mode(speaker_kind order by speaker_kind) as speaker_kind,
        count(*) as count_quotes,
        count(distinct article_id) as count_articles,
        count(distinct outlet_id) as count_outlets,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at
    from {{ ref('int_quotes_current') }}
    where speaker_id is not null
    group by speaker_id
),

-- the key is null for those that no entity can stand for: as a condition of the join it would make DuckDB compare all with all
keyed as (
    select
        *,
        case when speaker_kind in ('named', 'institution') then {{ name_key('speaker_name') }} end as name_key
    from speakers
),

-- the entity of the same full name, if there is exactly one that can speak
named as (
    select
        {{ name_key('canonical') }} as name_key,
        min(entity_id) as entity_id
    from {{ ref('int_mentions_current') }}
    where label in ('PERSON', 'ORG', 'GPE')
    group by 1
    having count(distinct entity_id) = 1
)

select
    speakers.speaker_id,
    speakers.speaker_name,
    speakers.speaker_kind,
    named.entity_id,
    speakers.count_quotes,
    speakers.count_articles,
    speakers.count_outlets,
    speakers.first_published_at,
    speakers.last_published_at
from keyed as speakers
left join named on speakers.name_key = named.name_key
