-- What did the tables say on a day? Every snapshot stays queryable: `ingest sql --snapshot 2026-03-01 "…"`.
-- This is the query to run there; it names the snapshot, so that an answer can be cited.
SELECT s.snapshot_id, s.published_at AS data_as_of, s.code_version, (SELECT count(*) FROM rpt_quotes) AS quotes
FROM snapshot s;
