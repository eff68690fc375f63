"""What the tables rest on, by outlet and day, and an outlet that is unlike its own past."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import pipeline, tasks
from ingest.settings import Settings

from .conftest import record, write_jsonl

pytestmark = pytest.mark.slow
MONDAYS = [date(2026, 1, 5) + timedelta(weeks=n) for n in range(6)]
COVERED = """
SELECT count_articles, count_quotes, count_text_withheld, count_quotes_rejected, count_quarantined, count_dumps_skipped
FROM rpt_coverage WHERE outlet_name = $1 AND published_on IS NOT DISTINCT FROM $2::date
"""
COLUMNS = "action,article_id,exact,prefix,suffix,correction,reviewer,decided_on,reason"
LAST = "SELECT article_id FROM staging.articles WHERE url LIKE $1"


def articles(outlet: str, day: date, count: int) -> list[dict[str, Any]]:
    names = [f"{outlet}-{day}-{n}" for n in range(count)]
    return [record(name, site=outlet, published=str(day), url=f"https://{outlet}.example/{name}") for name in names]


@pytest.fixture
def grown(landing: Path, settings: Settings, stage_all: Callable[..., Any], tmp_path: Path) -> Settings:
    """Two outlets of thirty articles each Monday; on the last one of them prints two, and a broken record."""
    settings = replace(settings, decisions=tmp_path / "decisions")
    settings.decisions.mkdir()
    for day in MONDAYS:
        last = day == MONDAYS[-1]
        write_jsonl(
            landing / f"gull-{day}.jsonl", *articles("gull", day, 2 if last else 30), *(["{broken"] if last else [])
        )
        write_jsonl(landing / f"tern-{day}.jsonl", *articles("tern", day, 27 if last else 30))
    (landing / "feed.toml").write_text("")
    (landing / "elsewhere.txt").symlink_to(tmp_path / "elsewhere.txt")
    stage_all()
    return settings


def test_what_is_missing_is_counted_and_what_is_unusual_is_told(
    grown: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (grown.decisions / "text_policies.csv").write_text("outlet,text_policy\ntern,quote_only\n")
    with duckdb.connect(grown.work_db, read_only=True) as db:
        [article_id] = db.execute(LAST, [f"%/gull-{MONDAYS[-1]}-1"]).fetchone() or ("",)
    rejected = f"reject_quote,{article_id},We had no choice,,,,me,2026-03-01,"
    (grown.decisions / "decisions.csv").write_text(f"{COLUMNS}\n{rejected}\n")
    built = pipeline.build(grown)
    with duckdb.connect(built.path, read_only=True) as db:
        assert db.execute(COVERED, ["gull", MONDAYS[-1]]).fetchall() == [(2, 1, 0, 1, 1, 0)]
        assert db.execute(COVERED, ["tern", MONDAYS[0]]).fetchall() == [(30, 30, 30, 0, 0, 0)]
        assert db.execute(COVERED, ["unknown", None]).fetchall() == [(0, 0, 0, 0, 0, 1)]
    told = f"gull, {MONDAYS[-1]}: articles 2, usually about 30 on that weekday"
    assert told in built.unusual
    assert not [line for line in built.unusual if line.startswith("tern")]
    tasks.build(grown)
    assert f"unusual: {told}" in capsys.readouterr().out
