-- Who is talked about but never heard?
SELECT heard_or_named, count_mentions, count_articles_naming
FROM rpt_voice
WHERE is_never_heard AND label = 'PERSON'
ORDER BY count_mentions DESC, heard_or_named;
