-- Who said what, when, in which outlet?
SELECT outlet_name, published_at::DATE AS day, speaker, role_as_printed, quote_kind, content, url, char_start, char_end
FROM rpt_quotes
ORDER BY day NULLS LAST, outlet_name, article_id, char_start;
