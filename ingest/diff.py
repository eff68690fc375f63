"""Two states of the marts compared, fact by fact: what appeared, went or changed, and why."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from ingest.errors import QueryError
from ingest.warehouse import connect

Cause = Literal["new_article", "removed_article", "takedown", "article_version", "review", "extractor", "resolution"]
COLUMNS = ("fact", "fact_id", "article_id", "change", "field", "old_value", "new_value", "cause")

# fact -> (table, id, {field: expression}); speakers by name, since their ids are hashes of the name
FACTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "quote": (
        "fct_quotes LEFT JOIN (SELECT speaker_id, speaker_name FROM {db}.marts.dim_speakers) USING (speaker_id)",
        "quote_id",
        {
            name: name
            for name in (
                "kind",
                "speaker_name",
                "speaker_kind",
                "cue_text",
                "cue_stance",
                "addressee_text",
                "polarity",
                "review_status",
            )
        }
        | {"text": "text"},
    ),
    "figure": (
        "fct_figures",
        "figure_id",
        {
            name: name
            for name in ("value", "iso_value", "unit", "qualifier", "measure", "is_forecast", "review_status", "text")
        },
    ),
    "mention": ("fct_entity_mentions", "mention_id", {"canonical": "canonical", "label": "label", "text": "text"}),
}

# Why a fact of an article is another: the gravest change of what it rests on decides.
CAUSES = """
CREATE TEMP TABLE articles AS
SELECT article_id, a.version_id AS old_version, b.version_id AS new_version,
  ea.extractor AS old_extractor, eb.extractor AS new_extractor
FROM a.marts.dim_articles a FULL JOIN b.marts.dim_articles b USING (article_id)
LEFT JOIN (SELECT article_id, max(extractor) AS extractor FROM ({of_a}) GROUP BY 1) ea USING (article_id)
LEFT JOIN (SELECT article_id, max(extractor) AS extractor FROM ({of_b}) GROUP BY 1) eb USING (article_id);
CREATE TEMP TABLE reviewed AS
SELECT target_id FROM a.marts.fct_reviews WHERE status = 'applied' AND target_kind <> 'name'
UNION SELECT target_id FROM b.marts.fct_reviews WHERE status = 'applied' AND target_kind <> 'name';
CREATE TEMP TABLE takedowns AS
SELECT (SELECT coalesce(sum(count_articles), 0) FROM b.ops.ops_takedowns)
  > (SELECT coalesce(sum(count_articles), 0) FROM a.ops.ops_takedowns) AS grown;
CREATE TABLE changes ({columns});
"""
EXTRACTORS = " UNION ALL ".join(
    f"SELECT article_id, extractor FROM {{db}}.marts.{table}"
    for table in ("fct_quotes", "fct_figures", "fct_entity_mentions")
)

CHANGES = """
INSERT INTO changes
WITH old AS (SELECT {key} AS fact_id, article_id, {fields} FROM a.marts.{of_a}),
new AS (SELECT {key} AS fact_id, article_id, {fields} FROM b.marts.{of_b}),
pairs AS (
  SELECT fact_id, coalesce(old.article_id, new.article_id) AS article_id,
    CASE WHEN old.fact_id IS NULL THEN 'appeared' WHEN new.fact_id IS NULL THEN 'went' ELSE 'changed' END AS change,
    unnest([{triples}]) AS field
  FROM old FULL JOIN new USING (fact_id)
)
SELECT '{fact}', fact_id, article_id, change, CASE WHEN change = 'changed' THEN field.name END,
  -- of an article that is gone no word is kept: it may have been taken down
  CASE WHEN articles.new_version IS NOT NULL THEN field.old END, field.new, CASE
    WHEN articles.old_version IS NULL THEN 'new_article'
    WHEN articles.new_version IS NULL THEN CASE WHEN takedowns.grown THEN 'takedown' ELSE 'removed_article' END
    WHEN articles.old_version <> articles.new_version THEN 'article_version'
    WHEN fact_id IN (SELECT target_id FROM reviewed) OR field.name = 'review_status' THEN 'review'
    WHEN articles.old_extractor IS DISTINCT FROM articles.new_extractor THEN 'extractor'
    ELSE 'resolution' END
FROM pairs JOIN articles USING (article_id), takedowns
WHERE CASE WHEN change = 'changed' THEN field.old IS DISTINCT FROM field.new ELSE field.name = 'text' END
"""


# Neither the article nor a person changed these.
UNEXPLAINED = "cause IN ('extractor', 'resolution', 'removed_article') AND change <> 'appeared'"


@dataclass(frozen=True, slots=True)
class Diff:
    """Table `changes` of the DuckDB file `path` (COLUMNS), summed up.

    `counts`: (fact, change, cause) -> facts; a fact of which two fields changed counts once. `moved`: facts that changed or went
    though neither their article nor a person changed.
    """

    path: Path
    counts: dict[tuple[str, str, str], int]
    moved: int
    facts_before: int
    facts_after: int

    @property
    def moved_share(self) -> float:
        """`moved` of all facts before, 0 to 1."""
        return self.moved / self.facts_before if self.facts_before else 0.0

    def rows(self) -> list[dict[str, Any]]:
        """Every change, in a fixed order."""
        with connect(self.path, read_only=True) as db:
            found = db.execute("SELECT * FROM changes ORDER BY ALL").fetchall()
            return [dict(zip(COLUMNS, row, strict=True)) for row in found]


def compare(before: Path, after: Path, out: Path) -> Diff:
    """What differs between two files of marts, written to a new DuckDB file. Raises QueryError if one is of an older layout."""
    try:
        with connect(out) as db:
            for name, path in (("a", before), ("b", after)):
                literal = "'" + str(path).replace("'", "''") + "'"
                db.execute(f"ATTACH {literal} AS {name} (READ_ONLY)")
            _prepare(db)
            for fact in FACTS:
                _compare_facts(db, fact)
            sums = "SELECT fact, change, cause, count(DISTINCT fact_id) FROM changes GROUP BY ALL ORDER BY ALL"
            counts = {row[:3]: row[3] for row in db.execute(sums).fetchall()}
            moved = db.execute(f"SELECT count(DISTINCT fact || fact_id) FROM changes WHERE {UNEXPLAINED}").fetchone()
            return Diff(out, counts, moved[0] if moved else 0, _count(db, "a"), _count(db, "b"))
    except duckdb.Error as error:
        raise QueryError(f"{before} and {after} cannot be compared: {' '.join(str(error).split())[:300]}") from None


def _prepare(db: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(f"{name} VARCHAR" for name in COLUMNS)
    db.execute(CAUSES.format(columns=columns, of_a=EXTRACTORS.format(db="a"), of_b=EXTRACTORS.format(db="b")))


def _compare_facts(db: duckdb.DuckDBPyConnection, fact: str) -> None:
    table, key, fields = FACTS[fact]
    triples = ", ".join(f"{{'name': '{n}', 'old': old.{n}::VARCHAR, 'new': new.{n}::VARCHAR}}" for n in fields)
    listed = ", ".join(f"{expression} AS {name}" for name, expression in fields.items())
    of_a, of_b = table.format(db="a"), table.format(db="b")
    db.execute(CHANGES.format(fact=fact, key=key, fields=listed, triples=triples, of_a=of_a, of_b=of_b))


def _count(db: duckdb.DuckDBPyConnection, name: str) -> int:
    tables = [table.split()[0] for table, _, _ in FACTS.values()]
    counted = " + ".join(f"(SELECT count(*) FROM {name}.marts.{table})" for table in tables)
    return int((db.execute(f"SELECT {counted}").fetchone() or (0,))[0])
