"""Articles that were taken down: found, removed from staging with all their facts, and kept out at every later load.

What is left is a tombstone: scope, reason, how many articles; for a person the hash of the name, never the name. Each record that
falls becomes a quarantine row without excerpt, so that the ledger still adds up.
"""

import duckdb

from ingest.schema import BY_NAME

FACT_TABLES = ("blocks", "mentions", "quotes", "figures")
SCOPES = {
    "article": "one article, by its article_id or web address",
    "outlet": "every article of an outlet, by its name",
    "person": "every article that names a person, by the full name",
}

# The same folding as the dbt macro name_key.
MACRO = r"""
CREATE OR REPLACE TEMP MACRO name_key(name) AS trim(regexp_replace(lower(strip_accents(name)), '[^\p{L}\p{N}]+', ' ', 'g'))
"""

# (takedown_id, article_id) of everything in staging that a tombstone names
DOOMED = """
CREATE OR REPLACE TEMP TABLE doomed AS
SELECT t.takedown_id, a.article_id FROM staging.articles a
  JOIN staging.takedowns t ON t.scope = 'article' AND a.article_id = t.target
UNION SELECT t.takedown_id, a.article_id FROM staging.articles a
  JOIN staging.takedowns t ON t.scope = 'outlet' AND name_key(a.outlet) = t.target
UNION SELECT t.takedown_id, n.article_id FROM (
    SELECT article_id, canonical AS name FROM staging.mentions
    UNION SELECT article_id, speaker_canonical FROM staging.quotes
    UNION SELECT article_id, unnest(authors) FROM staging.articles) n
  JOIN staging.takedowns t ON t.scope = 'person' AND sha256(name_key(n.name)) = t.target
"""

FALLING = """
CREATE OR REPLACE TEMP TABLE falling AS
SELECT a.dump_id, a.record_no, a.member, a.article_id,
  row_number() OVER (PARTITION BY a.article_id ORDER BY d.load_no, a.record_no) = 1 AS is_first
FROM staging.articles a JOIN staging.dumps d USING (dump_id) WHERE a.article_id IN (SELECT article_id FROM doomed)
"""

SET_ASIDE = """
INSERT INTO staging.quarantine BY NAME
SELECT dump_id, record_no, member, 'takedown' AS step, 'taken_down' AS reason_code, $1 AS message, NULL AS excerpt, 1 AS attempts
FROM falling ORDER BY dump_id, record_no
"""

RECOUNT = """
UPDATE staging.dumps SET count_new = count_new - f.new, count_changed = count_changed - f.changed,
  count_quarantined = count_quarantined + f.new + f.changed
FROM (SELECT dump_id, count(*) FILTER (is_first) AS new, count(*) FILTER (NOT is_first) AS changed FROM falling GROUP BY dump_id) f
WHERE staging.dumps.dump_id = f.dump_id
"""

COUNT = """
UPDATE staging.takedowns SET count_articles = count_articles + f.n
FROM (SELECT takedown_id, count(DISTINCT article_id) AS n FROM doomed GROUP BY takedown_id) f
WHERE staging.takedowns.takedown_id = f.takedown_id
"""

# Articles in which a name stands in the text, found as a name or not; outlets and addresses as people write them.
MATCHES = {
    "article": "SELECT article_id FROM staging.articles WHERE article_id = $1 OR url = $1",
    "outlet": "SELECT article_id FROM staging.articles WHERE name_key(outlet) = name_key($1)",
    "person": """
      SELECT article_id FROM staging.articles
      WHERE contains(
        ' ' || name_key(concat_ws(' ', text, headline, byline, array_to_string(authors, ' '))) || ' ', ' ' || name_key($1) || ' ')
      UNION SELECT article_id FROM staging.mentions WHERE name_key(canonical) = name_key($1)
      UNION SELECT article_id FROM staging.quotes WHERE name_key(speaker_canonical) = name_key($1)""",
}


def matches(db: duckdb.DuckDBPyConnection, scope: str, target: str) -> list[str]:
    """Ids of the staged articles that a takedown would remove, sorted."""
    db.execute(MACRO)
    return sorted({row[0] for row in db.execute(MATCHES[scope], [target]).fetchall()})


def tombstone_target(db: duckdb.DuckDBPyConnection, scope: str, target: str, found: list[str]) -> str:
    """What the tombstone keeps to know the target again."""
    db.execute(MACRO)
    sql = {"article": "SELECT $1", "outlet": "SELECT name_key($1)", "person": "SELECT sha256(name_key($1))"}[scope]
    known = found[0] if scope == "article" and found else target
    return str((db.execute(sql, [known]).fetchone() or ("",))[0])


def enforce(db: duckdb.DuckDBPyConnection, also: list[tuple[str, str]] | None = None) -> list[str]:
    """Remove what tombstones name, in the caller's transaction; returns the dumps that lost a row.

    `also`: (takedown_id, article_id) found by other means.
    """
    db.execute(MACRO)
    db.execute(DOOMED)
    if also:
        db.executemany("INSERT INTO doomed VALUES ($1, $2)", also)
    db.execute(FALLING)
    dumps = [row[0] for row in db.execute("SELECT DISTINCT dump_id FROM falling ORDER BY 1").fetchall()]
    if dumps:
        db.execute(SET_ASIDE, ["The article was taken down; see ops.ops_takedowns. Remove it from its dump as well."])
        db.execute(RECOUNT)
        db.execute(COUNT)
        for table in ("articles", *FACT_TABLES):
            assert "article_id" in {column.name for column in BY_NAME[table].columns}
            db.execute(f"DELETE FROM staging.{table} WHERE article_id IN (SELECT article_id FROM falling)")
    return dumps
