-- What changed in the facts since the snapshot before this one, and why?
SELECT cause, fact, change, field, count(*) AS changes
FROM ops.ops_fact_changes
GROUP BY ALL
ORDER BY changes DESC, cause, fact, change, field;
