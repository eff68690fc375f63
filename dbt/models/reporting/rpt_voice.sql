-- Words spoken beside times named. An utterance counts once, however many outlets print it; copies of a text count once.
with printings as (
    select
        speaker_id,
        count_words,
        row_number() over (partition by utterance_id order by count_words desc, quote_id asc) as place
    from {{ ref('fct_quotes') }}
    where speaker_id is not null
),

spoken as (
    select
        speaker_id,
        count(*) as count_utterances,
        sum(count_words) as count_words
    from printings
    where place = 1
    group by speaker_id
),

named as (
    select
        mentions.entity_id,
        count(*) as count_mentions,
        count(distinct mentions.article_id) as count_articles
    from {{ ref('fct_entity_mentions') }} as mentions
    inner join {{ ref('dim_articles') }} as articles on mentions.version_id = articles.version_id and articles.is_copy_lead
    where mentions.label in ('PERSON', 'ORG', 'GPE')
    group by mentions.entity_id
),

entities as (
    select
        entities.entity_id,
        entities.entity_name,
        entities.label,
        named.count_mentions,
        named.count_articles
    from {{ ref('dim_entities') }} as entities
    inner join named on entities.entity_id = named.entity_id
)

select
    coalesce(speakers.speaker_name, entities.entity_name) as heard_or_named,
    speakers.speaker_kind,
    entities.label,
    coalesce(spoken.count_utterances, 0)::bigint as count_utterances,
    coalesce(spoken.count_words, 0)::bigint as count_words_spoken,
    coalesce(entities.count_mentions, 0)::bigint as count_mentions,
    coalesce(entities.count_articles, 0)::bigint as count_articles_naming,
    coalesce(spoken.count_utterances, 0) = 0 as is_never_heard,
    speakers.speaker_id,
    entities.entity_id
from {{ ref('dim_speakers') }} as speakers
inner join spoken on speakers.speaker_id = spoken.speaker_id
full join entities on speakers.entity_id = entities.entity_id
where coalesce(speakers.speaker_kind, 'named') in ('named', 'institution')
