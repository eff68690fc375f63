-- Which quotes came or went between the versions of an article?
SELECT a.headline, c.version_no, c.changed_at, c.quote_change, c.text
FROM marts.fct_version_changes c JOIN marts.dim_articles a USING (article_id)
ORDER BY a.headline, c.version_no, c.quote_change, c.text;
