-- Pairs of articles that are, word for word, largely the same: found by their sketches, then compared whole.
-- Long runs, of sixteen words, and the numbers tell a copy from a form that is filled in anew each day (weather, shares, results).
with sketched as (
    select
        article_id,
        outlet_id,
        unnest(sketch) as shingle
    from {{ ref('int_article_shingles') }}
),

-- What an outlet prints under everything ('Sign up for …') tells nothing. Fifty is far beyond what is copied within one outlet.
counted as (
    select
        shingle,
        count(*) as count_articles
    from sketched
    group by shingle
    having count(*) > 1
),

telling as (
    select shingle
    from counted
    where count_articles <= 50
    union all
    select counted.shingle
    from counted
    inner join sketched on counted.shingle = sketched.shingle
    where counted.count_articles > 50
    group by counted.shingle
    having count(*) <= 50 * count(distinct sketched.outlet_id)
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

-- few articles have anything in common with another
whole as materialized (
    select
        article_id,
        numbers,
        list_distinct(runs) as shingles,
        -- sixteen words are the runs that begin at their first, sixth, eleventh and twelfth word
        list_distinct(list_transform(
            generate_series(1, greatest(len(runs) - 11, 1)), lambda i: hash(runs[i], runs[i + 5], runs[i + 10], runs[i + 11])
        )) as long_runs
    from {{ ref('int_article_shingles') }}
    where
        article_id in (select article_id from found)
        or article_id in (select other_article_id from found)
),

shared as materialized (
    select
        found.article_id,
        found.other_article_id,
        len(list_intersect(a.shingles, b.shingles)) as count_shared,
        count_shared / least(len(a.shingles), len(b.shingles)) as share_of_shorter,
        count_shared / greatest(len(a.shingles), len(b.shingles)) as share_of_longer
    from found
    inner join whole as a on found.article_id = a.article_id
    inner join whole as b on found.other_article_id = b.article_id
),

-- Half of the shorter text, and ten runs of words at least, which is more than a shared quote or a boilerplate line.
close as materialized (
    select *
    from shared
    where
        count_shared >= 10
        and (share_of_shorter >= 0.8 or (share_of_shorter >= 0.5 and share_of_longer >= 0.25))
)

select
    close.article_id,
    close.other_article_id,
    close.share_of_shorter,
    close.share_of_longer,
    case
        when close.share_of_longer = 1 then 'identical'
        when close.share_of_longer >= 0.25 then 'copy'
        else 'excerpt'
    end as kind
from close
inner join whole as a on close.article_id = a.article_id
inner join whole as b on close.other_article_id = b.article_id
-- A form shares its short runs, but few long ones, and has other numbers. (Without numbers the share is null.)
where
    len(list_intersect(a.long_runs, b.long_runs)) / least(len(a.long_runs), len(b.long_runs)) >= 0.1
    and coalesce(len(list_intersect(a.numbers, b.numbers)) / least(len(a.numbers), len(b.numbers)) >= 0.6, true)
