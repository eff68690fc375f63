-- Which utterances were printed in different words, and what exactly differs?
SELECT s.speaker_name, o.outlet_name, v.alteration, v.wording, v.base_wording, v.changes, v.is_text_trusted
FROM marts.fct_quote_variants v
JOIN marts.dim_utterances u USING (utterance_id)
JOIN marts.dim_outlets o USING (outlet_id)
LEFT JOIN marts.dim_speakers s ON u.speaker_id = s.speaker_id
WHERE v.alteration NOT IN ('base', 'identical', 'paraphrase')
ORDER BY u.utterance_id, o.outlet_name, v.wording;
