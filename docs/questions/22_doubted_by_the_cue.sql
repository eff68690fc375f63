-- Which outlets doubt whom? The share of a speaker's quotes that an outlet reports as claimed, alleged or insisted. One word is a
-- choice of one day: read it where the quotes are many. Wire copy has the agency's words, and counts once (is_copy_lead).
SELECT outlet_name, speaker, count(*) AS quotes, count(*) FILTER (cue_stance = 'doubting') AS doubted,
  round(avg((cue_stance = 'doubting')::INT), 3) AS doubting_share, round(avg((cue_stance = 'endorsing')::INT), 3) AS endorsing_share
FROM rpt_quotes
WHERE cue_stance <> 'none' AND NOT is_repeat AND is_copy_lead
GROUP BY outlet_name, speaker
HAVING doubted > 0
ORDER BY doubting_share DESC, quotes DESC, outlet_name, speaker;
