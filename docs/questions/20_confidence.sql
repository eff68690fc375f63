-- Can the confidence be trusted? What people accepted and rejected, by what the extractor claimed.
SELECT round(model_confidence, 1) AS claimed, count(*) AS reviewed,
  round(avg((action = 'accept_quote')::INT), 3) AS found_right
FROM marts.fct_reviews
WHERE status = 'applied' AND action IN ('accept_quote', 'reject_quote')
GROUP BY ALL
ORDER BY claimed;
