-- Speakers who may be one person, for people to decide on (`ingest review apply merge_names`). Nobody is merged on a surname.
with people as (
    select
        speaker_id,
        speaker_name,
        string_split({{ name_key('speaker_name') }}, ' ') as name_parts
    from {{ ref('dim_speakers') }}
    where speaker_kind = 'named'
),

pairs as (
    select
        one.speaker_id,
        other.speaker_id as candidate_speaker_id,
        len(one.name_parts) = 1 as is_surname_only,
        levenshtein(one.name_parts[1], other.name_parts[1]) as count_letters_apart
    from people as one
    inner join people as other on one.name_parts[-1] = other.name_parts[-1] and one.speaker_id <> other.speaker_id
    where
        len(other.name_parts) > 1
        -- a bare surname, or a first name that is spelt in two ways ('Sergey', 'Sergei')
        and (
            len(one.name_parts) = 1
            or (
                len(one.name_parts) = len(other.name_parts)
                and one.name_parts[2:] = other.name_parts[2:]
                and levenshtein(one.name_parts[1], other.name_parts[1]) = 1
                and length(one.name_parts[1]) > 3
            )
        )
),

printed as (
    select distinct
        speaker_id,
        article_id,
        {{ name_key('role_text') }} as role_key
    from {{ ref('int_quotes_current') }}
    where speaker_id is not null
),

supported as (
    select
        pairs.speaker_id,
        pairs.candidate_speaker_id,
        coalesce(bool_or(one.role_key = other.role_key), false) as has_same_role,
        coalesce(bool_or(stories.article_id is not null), false) as has_same_story
    from pairs
    inner join printed as one on pairs.speaker_id = one.speaker_id
    inner join printed as other on pairs.candidate_speaker_id = other.speaker_id
    left join {{ ref('int_article_copies') }} as stories
        on
            least(one.article_id, other.article_id) = stories.article_id
            and greatest(one.article_id, other.article_id) = stories.other_article_id
    group by all
)

select
    pairs.speaker_id,
    pairs.candidate_speaker_id,
    case when pairs.is_surname_only then 'surname' else 'spelling' end as likeness,
    supported.has_same_role,
    supported.has_same_story,
    count(*) over (partition by pairs.speaker_id) as count_candidates
from pairs
inner join supported on pairs.speaker_id = supported.speaker_id and pairs.candidate_speaker_id = supported.candidate_speaker_id
