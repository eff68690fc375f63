-- Roles as printed beside the name, each with the days between which it was seen, and a quote to prove it.
select
    speaker_id,
    mode(role_text order by role_text) as role_text,
    count(*) as count_quotes,
    count(distinct outlet_id) as count_outlets,
    min(published_at)::date as observed_from,
    max(published_at)::date as observed_to,
    arg_min(quote_id, (published_at is null, published_at, quote_id)) as evidence_quote_id
from {{ ref('int_quotes_current') }}
where speaker_id is not null and role_text is not null and speaker_kind in ('named', 'institution')
group by speaker_id, {{ name_key('role_text') }}
