-- Parts are in order, do not overlap, and each equals its slice of the text.
with parts as (
    select
        quote_id,
        version_id,
        char_start as quote_start,
        char_end as quote_end,
        unnest(parts) as part,
        generate_subscripts(parts, 1) as part_no
    from {{ ref('fct_quotes') }}
),

ordered as (
    select
        parts.*,
        lag(part.char_end, 1, quote_start) over (partition by quote_id order by part_no) as previous_end
    from parts
)

select ordered.quote_id
from ordered
left join {{ ref('int_article_versions_ranked') }} as texts on ordered.version_id = texts.version_id
where
    ordered.part.char_start < ordered.previous_end
    or ordered.part.char_end > ordered.quote_end
    or ordered.part.text is distinct from substring(
        texts.text, ordered.part.char_start + 1, ordered.part.char_end - ordered.part.char_start
    )
