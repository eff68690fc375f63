-- Who has the most words, each utterance counted once? (Gender and country are not inferred: join your own list by name.)
SELECT heard_or_named, speaker_kind, count_utterances, count_words_spoken, count_mentions
FROM rpt_voice
WHERE count_utterances > 0
ORDER BY count_words_spoken DESC, heard_or_named;
