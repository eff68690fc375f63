-- After a takedown: does anything remain? (A person's name is not kept: ask for it yourself.)
SELECT t.takedown_id, t.scope, t.reason, t.count_articles,
  (SELECT count(*) FROM marts.dim_articles a WHERE a.article_id = t.target) AS articles_left,
  (SELECT count(*) FROM marts.fct_quotes q WHERE q.article_id = t.target) AS quotes_left,
  (SELECT count(*) FROM restricted.article_texts x WHERE x.article_id = t.target) AS texts_left
FROM ops.ops_takedowns t
ORDER BY t.requested_on, t.takedown_id;
