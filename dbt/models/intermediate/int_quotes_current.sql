-- Quotes of current versions after people's decisions, each with the key of its speaker. Two speakers are one only if kind group and
-- full name agree, or a person merged them: a bare surname stays its own speaker, since it may be anybody's.
with verdicts as (
    select
        target_id as quote_id,
        bool_or(action = 'reject_quote') as is_rejected,
        bool_or(action = 'accept_quote') as is_accepted,
        max(correction) filter (where action = 'set_speaker') as speaker
    from {{ ref('int_decisions') }}
    where status = 'applied' and target_kind = 'quote'
    group by target_id
),

splits as (
    select
        article_id,
        {{ name_key('exact') }} as name_key,
        min(correction) as correction
    from {{ ref('int_decisions') }}
    where status = 'applied' and action = 'split_name'
    group by 1, 2
),

-- speakers come up again and again, and to fold a name takes longer than to look it up
keys as (
    select
        speaker_canonical,
        {{ name_key('speaker_canonical') }} as name_key
    from (select distinct speaker_canonical from {{ ref('int_quotes_found') }}) as spelt
),

-- what kind of speaker a name is, where it speaks elsewhere
kinds as (
    select
        keys.name_key,
        mode(found.speaker_kind order by found.speaker_kind) as speaker_kind
    from {{ ref('int_quotes_found') }} as found
    inner join keys on found.speaker_canonical = keys.speaker_canonical
    where found.speaker_kind in ('named', 'institution')
    group by keys.name_key
),

decided as (
    select
        found.* exclude (speaker_canonical, speaker_kind, speaker_basis),
        coalesce(verdicts.speaker, splits.correction, merged.correction, found.speaker_canonical) as speaker_canonical,
        coalesce(
            {{ name_key('coalesce(verdicts.speaker, splits.correction, merged.correction)') }}, keys.name_key
        ) as name_key,
        case
            when verdicts.speaker is null then found.speaker_kind
            else coalesce(kinds.speaker_kind, 'named')
        end as speaker_kind,
        case
            when coalesce(verdicts.speaker, splits.correction, merged.correction) is null then found.speaker_basis
            else 'review'
        end as speaker_basis,
        case
            when verdicts.speaker is not null then 'corrected'
            when verdicts.is_accepted then 'accepted'
            else 'unreviewed'
        end as review_status
    from {{ ref('int_quotes_found') }} as found
    left join keys on found.speaker_canonical = keys.speaker_canonical
    left join verdicts on found.quote_id = verdicts.quote_id
    left join splits on found.article_id = splits.article_id and keys.name_key = splits.name_key
    left join {{ ref('int_name_merges') }} as merged on keys.name_key = merged.name_key
    left join kinds on kinds.name_key = {{ name_key('verdicts.speaker') }}
    where not coalesce(verdicts.is_rejected, false)
)

select
    * exclude (name_key),
    case
        when speaker_canonical is null or speaker_kind = 'unresolved' then null
        when speaker_kind = 'named' then {{ name_id("'person'", 'name_key') }}
        when speaker_kind = 'institution' then {{ name_id("'institution'", 'name_key') }}
        -- 'unnamed officials' of two articles are not the same people
        else {{ name_id("'unnamed'", 'article_id || name_key') }}
    end as speaker_id
from decided
