-- What did Conrad Vey say about Tobias Renner?
SELECT q.outlet_name, q.content
FROM rpt_quotes q
JOIN marts.bridge_quote_entities b ON q.quote_id = b.quote_id AND b.relation = 'about'
JOIN marts.dim_entities e ON b.entity_id = e.entity_id
WHERE q.speaker = 'Conrad Vey' AND e.entity_name = 'Tobias Renner'
ORDER BY q.outlet_name, q.content;
