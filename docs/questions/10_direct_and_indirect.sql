-- Direct, indirect and mixed quotes: the share of each by outlet.
WITH counted AS (
  SELECT outlet_name, quote_kind, count(*) AS quotes FROM rpt_quotes WHERE NOT is_repeat GROUP BY ALL
)
SELECT outlet_name, quote_kind, quotes, round(quotes / sum(quotes) OVER (PARTITION BY outlet_name), 3) AS share
FROM counted
ORDER BY outlet_name, quote_kind;
