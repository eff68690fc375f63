with hops as (
    select
        quote_id,
        article_id,
        version_id,
        unnest(chain) as hop,
        generate_subscripts(chain, 1) as hop_no
    from {{ ref('int_quotes_current') }}
)

select
    quote_id,
    hop_no,
    article_id,
    version_id,
    hop.text as text,
    hop.char_start as char_start,
    hop.char_end as char_end,
    hop.canonical as attributor,
    hop.kind as attributor_kind,
    hop.cue_text as cue_text,
    hop.cue_start as cue_start,
    hop.cue_end as cue_end
from hops
