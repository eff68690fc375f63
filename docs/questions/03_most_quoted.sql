-- Who is quoted most? An utterance counts once, however many outlets print it.
SELECT s.speaker_name, count(DISTINCT q.utterance_id) AS utterances, count(*) AS printings, count(DISTINCT q.outlet_id) AS outlets
FROM marts.fct_quotes q JOIN marts.dim_speakers s USING (speaker_id)
GROUP BY s.speaker_id, s.speaker_name
ORDER BY utterances DESC, printings DESC, s.speaker_name;
