select
    speakers.speaker_id,
    speakers.speaker_name as speaker,
    speakers.speaker_kind,
    speakers.count_quotes,
    speakers.count_articles,
    speakers.count_outlets,
    speakers.first_published_at,
    speakers.last_published_at,
    coalesce(entities.count_mentions, 0) as count_mentions
from {{ ref('dim_speakers') }} as speakers
left join {{ ref('dim_entities') }} as entities on speakers.entity_id = entities.entity_id
