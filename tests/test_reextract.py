"""New code, kept texts: facts are made anew, compared, explained, and published only if somebody approves of a big change."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import pipeline
from ingest.publish import snapshots
from ingest.reextract import reextract
from ingest.settings import Settings

from .conftest import ROOT, record, write_jsonl

pytestmark = pytest.mark.slow
FACTS = ("blocks", "mentions", "quotes", "figures")


def facts(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(settings.work_db, read_only=True) as db:
        return {t: db.execute(f"SELECT * EXCLUDE (extractor) FROM staging.{t} ORDER BY ALL").fetchall() for t in FACTS}


def changes(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(settings.published / "current.duckdb", read_only=True) as db:
        return db.execute(sql).fetchall()


def test_the_same_code_makes_the_same_facts(settings: Settings) -> None:
    landing = ROOT / "samples" / "landing"
    pipeline.stage(landing, settings, pipeline.Selection(), lambda dump: None, lambda done, total, name: None)
    before = facts(settings)
    assert reextract(settings, lambda *_: None).stale == 0
    again = reextract(settings, lambda *_: None, everything=True)
    assert again.done == again.stale > 30 and again.failed == 0
    assert facts(settings) == before
    assert not list(settings.parts.glob("again-*"))


@pytest.fixture
def changed_code(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line of a program that knows no 'said' and takes no heed of the landing folder."""
    package = tmp_path / "changed" / "ingest"
    shutil.copytree(ROOT / "ingest", package, ignore=shutil.ignore_patterns("__pycache__"))
    words = package / "extract" / "figures" / "currencies.py"
    words.write_text(words.read_text() + "\n# another version\n")
    money = package / "extract" / "figures" / "__init__.py"
    money.write_text(
        money.read_text() + "\n\ndef find_figures(text, blocks, published_on=None):  # type: ignore\n    return []\n"
    )

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"PYTHONPATH": str(package.parent), "OTR_MAX_CHANGE": "0.1"}
        command = [sys.executable, "-m", "ingest", *words]
        return subprocess.run(command, env=env, cwd=package.parent, capture_output=True, text=True)

    return run


def test_a_changed_extractor_is_compared_and_asks_before_it_is_published(
    landing: Path, settings: Settings, stage_all: Callable[..., Any], changed_code: Callable[..., Any]
) -> None:
    write_jsonl(landing / "a.jsonl", *(record(f"n{n}") for n in range(30)))
    stage_all()
    pipeline.build(settings)
    pipeline.publish(settings)
    shutil.rmtree(landing)  # the texts are kept: no dump is needed
    where = ("--warehouse", str(settings.warehouse), "--json")
    assert json.loads(changed_code("reextract", *where).stdout)["done"] == 30
    # the dbt project is the same: only the extraction is another
    pipeline.build(settings)
    said = json.loads(changed_code("diff", *where).stdout)
    assert {(c["fact"], c["change"], c["cause"]) for c in said["changes"]} == {("figure", "went", "extractor")}
    refused = changed_code("publish", *where)
    assert refused.returncode == 1 and "look at `ingest diff`" in refused.stderr
    assert len(snapshots(settings)) == 1
    assert changed_code("publish", "--approve", *where).returncode == 0
    [(count,)] = changes(
        settings, "SELECT count(*) FROM ops.ops_fact_changes WHERE cause = 'extractor' AND change = 'went'"
    )
    assert count == said["moved"] >= 30


def test_every_cause_is_told(
    landing: Path, settings: Settings, stage_all: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"published": "2026-01-01", "url": "https://post.example/one"}
    write_jsonl(landing / "a.jsonl", record("one", **old), record("two"))
    stage_all()
    pipeline.build(settings)
    pipeline.publish(settings)
    assert changes(settings, "SELECT count(*) FROM ops.ops_fact_changes") == [(0,)]
    corrected = record("one")["body"].replace("$3 million", "$4 million")
    write_jsonl(
        landing / "b.jsonl", record("one", **old | {"published": "2026-01-02"}, body=corrected), record("three")
    )
    stage_all()
    pipeline.build(settings)
    pipeline.publish(settings)
    causes = changes(
        settings, "SELECT DISTINCT fact, change, cause FROM ops.ops_fact_changes WHERE fact = 'figure' ORDER BY ALL"
    )
    assert causes == [
        ("figure", "appeared", "article_version"),
        ("figure", "appeared", "new_article"),
        ("figure", "went", "article_version"),
    ]
