select
    outlet_name,
    published_on,
    count_articles,
    count_undated,
    count_text_not_trusted,
    count_copies,
    count_unsupported_language,
    count_text_withheld,
    count_without_quotes,
    count_quotes,
    count_quotes_unresolved,
    count_quotes_repeated,
    count_quotes_rejected,
    count_quarantined,
    count_dumps_skipped
from {{ ref('fct_coverage') }}
