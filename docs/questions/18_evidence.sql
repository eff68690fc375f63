-- Show the evidence: each quote inside its words, and the proof that its place is right.
SELECT q.quote_id,
  '…' || substring(t.text, greatest(q.char_start - 60, 0) + 1, least(q.char_start, 60)) || '[[' || q.text || ']]'
    || substring(t.text, q.char_end + 1, 60) || '…' AS evidence,
  substring(t.text, q.char_start + 1, q.char_end - q.char_start) = q.text AS is_verified
FROM marts.fct_quotes q JOIN restricted.article_texts t USING (version_id)
ORDER BY q.quote_id;
