-- What was denied, and by whom?
SELECT speaker, content, cue, outlet_name
FROM rpt_quotes
WHERE polarity = 'deny' AND NOT is_repeat
ORDER BY speaker, content, outlet_name;
