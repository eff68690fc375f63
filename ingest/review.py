"""The facts that most need a person's eye, and decisions about them: names of rows in, text anchors in the decisions file out."""

from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import duckdb

from ingest import decisions
from ingest.decisions import ACTIONS, Added
from ingest.errors import QueryError, UsageError
from ingest.settings import Settings
from ingest.warehouse import connect

CONTEXT = 60  # characters shown on each side of a fact
ANCHOR = 20  # characters of context that an anchor keeps
# No speaker first, then what the extractor is least sure of; printings that repeat another are left out.
DOUBTFUL = """
SELECT q.quote_id, q.article_id, o.outlet_name, a.headline, q.kind, q.text,
  coalesce(s.speaker_name, 'unresolved') AS speaker, q.cue_text, round(q.confidence, 2) AS confidence,
  substring(t.text, greatest(q.char_start - $context, 0) + 1, least(q.char_start, $context)) AS before,
  substring(t.text, q.char_end + 1, $context) AS after
FROM marts.fct_quotes q JOIN marts.dim_articles a USING (version_id) JOIN marts.dim_outlets o ON o.outlet_id = q.outlet_id
  LEFT JOIN marts.dim_speakers s USING (speaker_id) LEFT JOIN restricted.article_texts t USING (version_id)
WHERE q.review_status = 'unreviewed' AND NOT q.is_repeat AND a.is_copy_lead
ORDER BY q.speaker_id IS NOT NULL, q.confidence, q.quote_id LIMIT $limit
"""
FACT = """
SELECT f.article_id, f.text, substring(t.text, greatest(f.char_start - {n}, 0) + 1, least(f.char_start, {n})),
  substring(t.text, f.char_end + 1, {n})
FROM marts.{table} f LEFT JOIN restricted.article_texts t USING (version_id) WHERE f.{key} = $1
"""
TABLES = {
    "accept_quote": ("fct_quotes", "quote_id"),
    "reject_quote": ("fct_quotes", "quote_id"),
    "set_speaker": ("fct_quotes", "quote_id"),
    "set_value": ("fct_figures", "figure_id"),
    "reject_figure": ("fct_figures", "figure_id"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A quote to look at; `before` and `after` are the words around it in the article."""

    quote_id: str
    article_id: str
    outlet_name: str
    headline: str | None
    kind: str
    text: str
    speaker: str
    cue_text: str | None
    confidence: float
    before: str | None
    after: str | None


def doubtful(settings: Settings, limit: int) -> list[Doubt]:
    """The quotes that most need a look, in order. Raises QueryError if nothing is published."""
    return [Doubt(*row) for row in _ask(settings, DOUBTFUL, {"context": CONTEXT, "limit": limit})]


def decide(
    settings: Settings,
    action: str,
    target: str,
    correction: str | None,
    article_id: str | None,
    reviewer: str,
    reason: str | None,
) -> Added:
    """Write one decision. `target` is a quote_id or figure_id, or a name for merge_names and split_name.

    Raises UsageError if the action does not exist, lacks a correction, or nothing published bears that id.
    """
    if action not in ACTIONS:
        raise UsageError(f"unknown action {action!r}; the actions are {', '.join(ACTIONS)}")
    said: dict[str, str | None] = {
        "action": action,
        "correction": correction,
        "reviewer": reviewer,
        "decided_on": f"{datetime.now(timezone.utc):%Y-%m-%d}",
        "reason": reason,
    }
    if action in TABLES:
        return decisions.add(settings.decisions, said | _anchor(settings, action, target))
    return decisions.add(settings.decisions, said | {"exact": target, "article_id": article_id})


def _anchor(settings: Settings, action: str, target: str) -> dict[str, str | None]:
    """The article, the exact words, and the words around them."""
    table, key = TABLES[action]
    found = _ask(settings, FACT.format(table=table, key=key, n=ANCHOR), [target])
    if not found:
        raise UsageError(f"no {key} {target!r} is published; `ingest review next` lists quotes with their ids")
    article_id, exact, before, after = found[0]
    # of the same line only, so that a line of the file stays a line
    return {
        "article_id": article_id,
        "exact": exact,
        "prefix": (before or "").rpartition("\n")[2],
        "suffix": (after or "").partition("\n")[0],
    }


def reviews(published: Path) -> list[dict[str, Any]]:
    """Every decision with what became of it, those in need of attention first."""
    with connect(published, read_only=True) as db:
        found = db.execute("SELECT * FROM marts.fct_reviews ORDER BY status = 'applied', file, line_no")
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _ask(settings: Settings, sql: str, values: Any) -> list[tuple[Any, ...]]:
    published = settings.published / "current.duckdb"
    if not published.is_file():
        raise QueryError(f"nothing is published yet at {published}; run `ingest run LANDING` first")
    try:
        with connect(published, read_only=True) as db:
            return db.execute(sql, values).fetchall()
    except duckdb.Error as error:
        raise QueryError(f"{published} cannot be asked: {' '.join(str(error).split())}") from None
