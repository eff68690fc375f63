-- Who printed an utterance first, and how late were the others? Only where the dates allow an answer.
SELECT u.wording, f.outlet_name AS first_outlet, o.outlet_name, min(a.published_on) - u.first_published_at::DATE AS days_later
FROM marts.dim_utterances u
JOIN marts.dim_outlets f ON u.first_outlet_id = f.outlet_id
JOIN marts.fct_quotes q USING (utterance_id)
JOIN marts.dim_articles a ON q.version_id = a.version_id
JOIN marts.dim_outlets o ON q.outlet_id = o.outlet_id
WHERE u.first_basis = 'dated' AND q.outlet_id <> u.first_outlet_id
GROUP BY u.utterance_id, u.wording, f.outlet_name, o.outlet_name, u.first_published_at
ORDER BY u.wording, days_later, o.outlet_name;
