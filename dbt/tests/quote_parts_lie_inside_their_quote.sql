-- Parts are in order, do not overlap, and each equals its slice of the text.
with parts as (
    select
        quote_id,
        version_id,
        char_end as quote_end,
        unnest(parts) as part,
        -- where the part before ends; the quote begins for the first
        unnest(list_prepend(char_start, list_slice([part.char_end for part in parts], 1, len(parts) - 1))) as previous_end
    from {{ ref('fct_quotes') }}
)

select parts.quote_id
from parts
left join {{ ref('int_article_versions_ranked') }} as texts on parts.version_id = texts.version_id
where
    parts.part.char_start < parts.previous_end
    or parts.part.char_end > parts.quote_end
    or parts.part.text is distinct from substring(
        texts.text, parts.part.char_start + 1, parts.part.char_end - parts.part.char_start
    )
