-- Pairs of wordings that are one utterance. Words in quotation marks must largely agree, and agree longer where the speakers
-- differ; reported speech is tied to the one wording of its speaker that it shares most with.
with compared as (
    select
        candidates.* exclude (wording, other_wording),
        comparisons.* exclude (wording_id, other_wording_id),
        comparisons.count_same / greatest(comparisons.count_shorter, 1) as share_of_shorter
    from {{ ref('int_wording_candidates') }} as candidates
    inner join {{ ref('int_wording_comparisons') }} as comparisons
        on
            candidates.wording_id = comparisons.wording_id
            and candidates.other_wording_id = comparisons.other_wording_id
),

verbatim as (
    select
        wording_id,
        other_wording_id,
        'verbatim' as basis
    from compared
    where
        is_verbatim
        and is_other_verbatim
        and count_same_content >= 2
        and case
            -- a fragment of three or four words must be there whole
            when is_same_speaker then count_same >= 3 and share_of_shorter >= case when count_shorter < 5 then 1 else 0.7 end
            when is_same_article then count_same >= 4 and share_of_shorter >= 0.8
            else count_same >= 8 and share_of_shorter >= 0.7
        end
),

reported as (
    select
        wording_id as reported_id,
        other_wording_id as told_id,
        share_of_stems,
        count_shared_stems
    from compared
    where not is_verbatim and count_shared_stems >= 4 and share_of_stems >= 0.5
    union all
    select
        other_wording_id,
        wording_id,
        share_of_stems,
        count_shared_stems
    from compared
    where not is_other_verbatim and count_shared_stems >= 4 and share_of_stems >= 0.5
)

select *
from verbatim
union all
select
    reported_id,
    told_id,
    'reported' as basis
from reported
qualify row_number() over (
    partition by reported_id
    order by share_of_stems desc, count_shared_stems desc, told_id asc
) = 1
