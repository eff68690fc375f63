-- Begun after the quotes, whose chain of models is the longest, so that none waits for it:
-- depends_on: {{ ref('int_quote_wordings') }}

-- The runs of five words (shingles) of each article's running text, in order, hashed, and a fixed quarter of them as its sketch.
-- Two texts that share passages share the same quarter of those passages, so that a join on sketches finds copies and excerpts alike.
with prose as (
    select
        articles.article_id,
        articles.outlet_id,
        string_agg(
            substring(articles.text, blocks.char_start + 1, blocks.char_end - blocks.char_start), ' '
            order by blocks.char_start
        ) as text
    from {{ ref('int_articles_current') }} as articles
    inner join {{ ref('stg_blocks') }} as blocks on articles.version_id = blocks.version_id
    where blocks.kind in ('paragraph', 'list', 'quote_box')
    group by all
),

worded as (
    select
        article_id,
        outlet_id,
        -- a word is hashed once, not once in each of five runs
        list_transform({{ words('text') }}, lambda word: hash(word)) as words,
        list_distinct(regexp_extract_all(text, '[\p{L}\p{N}]*\d[\p{L}\p{N}]*')) as numbers
    from prose
),

runs as (
    select
        article_id,
        outlet_id,
        numbers,
        list_transform(
            generate_series(1, greatest(len(words) - 4, 1)),
            lambda i: hash(words[i], words[i + 1], words[i + 2], words[i + 3], words[i + 4])
        ) as runs
    from worded
)

select
    article_id,
    outlet_id,
    runs,
    numbers,
    list_distinct(list_filter(runs, lambda shingle: shingle % 4 = 0)) as sketch
from runs
