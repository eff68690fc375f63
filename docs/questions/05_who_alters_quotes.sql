-- Which outlets print other words than the fullest sound printing? Machine-translated and cut texts stand apart: nothing is charged to them.
SELECT o.outlet_name, v.is_text_trusted, count(*) AS shared_quotes, count(*) FILTER (v.is_charged) AS altered,
  round(avg(v.edit_ratio), 3) AS mean_edit_ratio
FROM marts.fct_quote_variants v
JOIN marts.dim_utterances u USING (utterance_id)
JOIN marts.dim_outlets o USING (outlet_id)
WHERE u.count_outlets > 1 AND u.is_verbatim
GROUP BY ALL
ORDER BY altered DESC, o.outlet_name, v.is_text_trusted;
