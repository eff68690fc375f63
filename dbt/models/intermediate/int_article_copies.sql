-- Pairs of articles that are, word for word, largely the same: found by their sketches, then compared whole.
with sketched as (
    select
        article_id,
        outlet_id,
        unnest(sketch) as shingle
    from {{ ref('int_article_shingles') }}
),

-- What an outlet prints under everything ('Sign up for …') tells nothing. Fifty is far beyond what is copied within one outlet.
telling as (
    select shingle
    from sketched
    group by shingle
    having count(*) > 1 and count(*) <= 50 * count(distinct outlet_id)
),

found as (
    select
        a.article_id,
        b.article_id as other_article_id
    from telling
    inner join sketched as a on telling.shingle = a.shingle
    inner join sketched as b on telling.shingle = b.shingle and a.article_id < b.article_id
    group by all
    having count(*) > 1
),

compared as (
    select
        found.article_id,
        found.other_article_id,
        len(list_intersect(a.shingles, b.shingles)) as count_shared,
        count_shared / least(len(a.shingles), len(b.shingles)) as share_of_shorter,
        count_shared / greatest(len(a.shingles), len(b.shingles)) as share_of_longer,
        len(list_intersect(a.long_runs, b.long_runs)) / least(len(a.long_runs), len(b.long_runs)) as share_of_long_runs,
        len(list_intersect(a.numbers, b.numbers)) / least(len(a.numbers), len(b.numbers)) as share_of_numbers
    from found
    inner join {{ ref('int_article_shingles') }} as a on found.article_id = a.article_id
    inner join {{ ref('int_article_shingles') }} as b on found.other_article_id = b.article_id
)

select
    article_id,
    other_article_id,
    share_of_shorter,
    share_of_longer,
    case
        when share_of_longer = 1 then 'identical'
        when share_of_longer >= 0.25 then 'copy'
        else 'excerpt'
    end as kind
from compared
-- Half of the shorter text, and ten runs of words at least, which is more than a shared quote or a boilerplate line.
-- A form shares its short runs, but few long ones, and has other numbers. (Without numbers the share is null.)
where
    count_shared >= 10
    and share_of_long_runs >= 0.1
    and coalesce(share_of_numbers >= 0.6, true)
    and (share_of_shorter >= 0.8 or (share_of_shorter >= 0.5 and share_of_longer >= 0.25))
