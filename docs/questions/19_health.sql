-- Is the pipeline healthy: articles by outlet, records set aside and why, decisions that do not apply.
SELECT 'articles' AS what, outlet_name AS which, count(*) AS n FROM articles GROUP BY ALL
UNION ALL SELECT 'quarantine', reason_code, count(*) FROM ops.ops_quarantine GROUP BY ALL
UNION ALL SELECT 'decisions', status, count(*) FROM marts.fct_reviews GROUP BY ALL
ORDER BY what, n DESC, which;
