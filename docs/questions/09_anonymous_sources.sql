-- What share of an outlet's quotes comes from unnamed and collective speakers, by month?
SELECT outlet_name, date_trunc('month', published_at)::DATE AS month, count(*) AS quotes,
  round(avg((speaker_kind = 'anonymous')::INT), 3) AS anonymous_share,
  round(avg((speaker_kind IN ('institution', 'collective'))::INT), 3) AS institutional_share,
  round(avg((speaker_kind = 'unresolved')::INT), 3) AS unresolved_share
FROM rpt_quotes
WHERE NOT is_repeat
GROUP BY ALL
ORDER BY outlet_name, month NULLS LAST;
