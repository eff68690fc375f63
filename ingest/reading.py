"""Reading the published file: any SQL, and the few rows that a person sees first."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ingest.errors import QueryError
from ingest.warehouse import connect

TOP_SPEAKERS = """
SELECT speaker, count_quotes, count_outlets FROM rpt_speakers WHERE speaker_kind IN ('named', 'institution')
ORDER BY count_quotes DESC, count_outlets DESC, speaker LIMIT 5
"""
# One quote a speaker, of a length that can be read at a glance, the speakers most heard first.
QUOTES = """
SELECT content, speaker, outlet_name, published_at FROM rpt_quotes JOIN rpt_speakers USING (speaker)
WHERE quote_kind = 'direct' AND rpt_quotes.speaker_kind = 'named' AND block_kind = 'paragraph'
  AND is_text_trusted AND NOT is_unclosed AND length(content) BETWEEN 40 AND 160
QUALIFY row_number() OVER (PARTITION BY speaker ORDER BY confidence DESC, length(content) DESC, quote_id) = 1
ORDER BY count_outlets DESC, count_quotes DESC, speaker LIMIT 3
"""
FIGURES = """
SELECT figure_text, value, unit, measure, given_by, outlet_name FROM rpt_figures
WHERE figure_kind IN ('money', 'percent') AND value IS NOT NULL AND measure IS NOT NULL AND figure_text ~ '.*[0-9].*'
QUALIFY row_number() OVER (PARTITION BY unit ORDER BY given_by IS NULL, value DESC, figure_id) = 1
ORDER BY value DESC, unit LIMIT 2
"""
QUARANTINE = (
    "SELECT reason_code, dump_path, record_no, message FROM ops.ops_quarantine ORDER BY dump_path, record_no LIMIT 3"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a query, as tuples in the order of `columns`."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


def query(published: Path, sql: str) -> Answer:
    """Run SQL on a published file, which it cannot change; it reaches no other file and no network. Raises QueryError."""
    if not published.is_file():
        raise QueryError(f"nothing is published yet at {published}; run `ingest run LANDING` first")
    try:
        with connect(published, read_only=True) as db:
            db.execute("SET enable_external_access = false")
            db.execute("SET lock_configuration = true")
            result = db.execute(sql)
            return Answer([column[0] for column in result.description or ()], result.fetchall())
    except duckdb.Error as error:
        raise QueryError(f"the query failed: {' '.join(str(error).split())}") from None


@dataclass(frozen=True, slots=True)
class Highlights:
    """Rows as tuples, in the order of the columns of the queries above."""

    speakers: list[tuple[Any, ...]]
    quotes: list[tuple[Any, ...]]
    figures: list[tuple[Any, ...]]
    quarantine: list[tuple[Any, ...]]
    counts: dict[str, int]


def highlights(published: Path) -> Highlights:
    """Read-only look at a published file."""
    with connect(published, read_only=True) as db:
        tables = ("articles", "rpt_quotes", "rpt_speakers", "rpt_entities", "rpt_figures")
        counts = {
            t.removeprefix("rpt_"): int((db.execute(f"SELECT count(*) FROM {t}").fetchone() or (0,))[0]) for t in tables
        }
        speakers, quotes, figures, quarantine = (
            db.execute(sql).fetchall() for sql in (TOP_SPEAKERS, QUOTES, FIGURES, QUARANTINE)
        )
        return Highlights(speakers, quotes, figures, quarantine, counts)
