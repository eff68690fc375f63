-- Pairs of wordings worth a comparison word by word. Verbatim ones share a run of three words; of each the six rarest runs are
-- looked up, so that the work grows with the number of wordings. Reported ones share rare words of the same speaker.
with worded as (
    select
        wording_id,
        speaker_id,
        is_verbatim,
        string_split(words_key, ' ') as words
    from {{ ref('int_wording_nodes') }}
),

runs as (
    select
        wording_id,
        unnest(list_distinct(list_transform(
            generate_series(1, len(words) - 2), lambda i: hash(words[i], words[i + 1], words[i + 2])
        ))) as feature
    from worded
    where is_verbatim
),

stems as (
    select
        wording_id,
        unnest(list_distinct(list_transform(
            list_filter(words, lambda word: len(word) > 3 or regexp_matches(word, '\d')),
            lambda word: hash(speaker_id, regexp_replace(word, '(ing|ed|es|s|e)$', ''))
        ))) as feature
    from worded
    where speaker_id is not null
),

features as (
    select
        *,
        true as is_run
    from runs
    union all
    select
        *,
        false as is_run
    from stems
),

-- A run that thirty wordings share is a phrase of the language, not of one utterance.
ranked as (
    select
        *,
        row_number() over (partition by wording_id, is_run order by count_wordings asc, feature asc) as rarity
    from (
        select
            *,
            count(*) over (partition by feature, is_run) as count_wordings
        from features
    ) as counted
    where count_wordings between 2 and 30
),

found as (
    select
        rare.wording_id as wording_id,
        other.wording_id as other_wording_id,
        rare.is_run,
        count(*) as count_shared
    from ranked as rare
    inner join ranked as other
        on
            rare.feature = other.feature
            and rare.is_run = other.is_run
            and rare.wording_id <> other.wording_id
    where rare.rarity <= case when rare.is_run then 6 else 8 end
    group by all
    having rare.is_run or count(*) >= 2
),

-- of reported speech only the best match counts, which is among the three that share most rare words
paired as (
    select
        least(wording_id, other_wording_id) as wording_id,
        greatest(wording_id, other_wording_id) as other_wording_id,
        bool_or(is_run) as shares_run
    from (
        select *
        from found
        qualify is_run or row_number() over (
            partition by wording_id, is_run
            order by count_shared desc, other_wording_id asc
        ) <= 3
    ) as best
    group by 1, 2
)

select
    a.wording_id,
    b.wording_id as other_wording_id,
    a.is_verbatim,
    b.is_verbatim as is_other_verbatim,
    coalesce(a.speaker_id = b.speaker_id, false) as is_same_speaker,
    list_has_any(a.article_ids, b.article_ids) as is_same_article,
    a.wording,
    b.wording as other_wording
from paired
inner join {{ ref('int_wording_nodes') }} as a on paired.wording_id = a.wording_id
inner join {{ ref('int_wording_nodes') }} as b on paired.other_wording_id = b.wording_id
-- Printed within a week of each other; an unknown date forbids nothing.
where
    coalesce(a.first_on - b.last_on <= 7 and b.first_on - a.last_on <= 7, true)
    and case when a.is_verbatim and b.is_verbatim then paired.shares_run else a.speaker_id = b.speaker_id end
