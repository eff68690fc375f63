"""Build aside, publish in one rename: what readers see changes whole or not at all."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from ingest import pipeline, publish
from ingest.errors import BuildError, PublishError
from ingest.pipeline import Totals
from ingest.plan import Selection
from ingest.settings import Settings

from .conftest import ROOT, record, write_jsonl

pytestmark = pytest.mark.slow
Stage = Callable[..., Totals]
QUOTES = "{{ source('staging', 'quotes') }}"


def read(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(path, read_only=True) as db:
        return db.execute(sql).fetchall()


def fingerprint(settings: Settings) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(settings.published.rglob("*")) if p.is_file()}


def project(tmp_path: Path, settings: Settings, model: str, sql: str) -> Settings:
    """The same settings with a dbt project in which one model says something else."""
    copy = tmp_path / "dbt"
    shutil.copytree(ROOT / "dbt", copy, ignore=shutil.ignore_patterns("target", "logs"), dirs_exist_ok=True)
    next(copy.rglob(f"{model}.sql")).write_text(sql)
    return replace(settings, dbt_dir=copy)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a landing folder and a warehouse that was published once; copied for each test."""
    folder = tmp_path_factory.mktemp("published")
    write_jsonl(folder / "landing" / "a.jsonl", record("one"), record("two"), "{broken")
    settings = Settings(warehouse=folder / "warehouse", settle_seconds=0.0)
    pipeline.stage(folder / "landing", settings, Selection(), lambda dump: None, lambda done, total, name: None)
    pipeline.build(settings)
    assert pipeline.publish(settings).is_new
    return folder


@pytest.fixture
def published(built_once: Path, tmp_path: Path, landing: Path, settings: Settings) -> Settings:
    shutil.copytree(built_once, tmp_path, dirs_exist_ok=True)
    return settings


def test_a_snapshot_is_complete(published: Settings) -> None:
    [snapshot_id] = publish.snapshots(published)
    folder = published.published / snapshot_id
    manifest = json.loads((folder / "manifest.json").read_text())
    current = published.published / "current.duckdb"
    assert read(current, "SELECT snapshot_id FROM snapshot") == [(snapshot_id,)]
    assert read(current, "SELECT count(*) FROM articles") == [(2,)]
    for table, known in manifest["tables"].items():
        assert read(current, f"SELECT count(*) FROM {known['schema']}.{table}") == [(known["rows"],)]
        assert pq.read_metadata(folder / f"{table}.parquet").num_rows == known["rows"]
    assert {"fct_quotes", "dim_speakers", "dim_entities", "fct_figures", "ops_quarantine"} <= set(manifest["tables"])
    assert not list(published.published.rglob("*.wal"))


def test_every_flat_view_can_be_read_under_any_name(published: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "renamed.duckdb"
    shutil.copy(published.published / "current.duckdb", copy)
    for view in ("articles", "rpt_quotes", "rpt_speakers", "rpt_entities", "rpt_figures", "rpt_coverage"):
        assert read(copy, f"SELECT count(*) FROM {view}")[0][0] > 0, view


def test_the_same_rows_publish_nothing_new(published: Settings, stage_all: Stage) -> None:
    before = fingerprint(published)
    stage_all()
    pipeline.build(published)
    assert not pipeline.publish(published).is_new
    assert fingerprint(published) == before


@pytest.mark.parametrize(
    ("model", "sql", "message"),
    [
        ("fct_quotes", "select 1 as quote_id", "model fct_quotes"),
        ("int_articles_current", "select * from {{ ref('no_such_model') }}", "no_such_model"),
        (
            "stg_quotes",
            f"select * replace (char_start + 1 as char_start) from {QUOTES}",
            "slice_equals_text|parts_lie_inside",
        ),
    ],
)
def test_a_failing_model_or_test_leaves_the_published_file_alone(
    published: Settings, tmp_path: Path, landing: Path, stage_all: Stage, model: str, sql: str, message: str
) -> None:
    before = fingerprint(published)
    write_jsonl(landing / "b.jsonl", record("three"))
    stage_all()
    with pytest.raises(BuildError, match=message) as failed:
        pipeline.build(project(tmp_path, published, model, sql))
    assert "\n" not in str(failed.value)
    with pytest.raises(PublishError, match="run `build` first"):
        pipeline.publish(published)
    assert fingerprint(published) == before


def test_a_killed_build_leaves_the_published_file_alone(published: Settings, landing: Path, stage_all: Stage) -> None:
    before = fingerprint(published)
    write_jsonl(landing / "b.jsonl", record("three"))
    stage_all()
    for seconds in (1.0, 3.0, 5.0):
        words = [sys.executable, "-m", "ingest", "build", "--warehouse", str(published.warehouse)]
        with subprocess.Popen(
            words, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as child:
            time.sleep(seconds)
            os.killpg(child.pid, 9)
        assert fingerprint(published) == before
    pipeline.build(published)
    assert read(pipeline.publish(published).current, "SELECT count(*) FROM articles") == [(3,)]


def test_a_kill_between_snapshot_and_swap_is_mended(published: Settings) -> None:
    current = published.published / "current.duckdb"
    current.unlink()
    (published.published / ".making-1").mkdir()
    pipeline.build(published)
    assert not pipeline.publish(published).is_new
    assert read(current, "SELECT count(*) FROM articles") == [(2,)]
    assert sorted(p.name for p in published.published.iterdir()) == [*publish.snapshots(published), "current.duckdb"]


def test_readers_see_whole_snapshots_during_rebuilds(published: Settings, landing: Path, stage_all: Stage) -> None:
    """A second process reads on and on through plain duckdb and SQLAlchemy; a third keeps its file open all the while."""
    current = published.published / "current.duckdb"
    engine = sa.create_engine(f"duckdb:///{current}", connect_args={"read_only": True}, poolclass=sa.NullPool)
    seen: list[tuple[int, int]] = []
    faults: list[Exception] = []
    over = threading.Event()

    def poll() -> None:
        reader = [sys.executable, "-c", READER, str(current)]
        with subprocess.Popen(reader, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdin is not None and child.stdout is not None
            while not over.is_set():
                try:
                    child.stdin.write("\n")
                    child.stdin.flush()
                    articles, quotes = map(int, child.stdout.readline().split())
                    seen.append((articles, quotes))
                except ValueError as error:
                    faults.append(error)
                    return
            child.stdin.close()

    reading = threading.Thread(target=poll)
    reading.start()
    held = duckdb.connect(current, read_only=True)
    for n in range(3):
        write_jsonl(landing / f"more{n}.jsonl", record(f"more{n}"))
        stage_all()
        pipeline.build(published)
        pipeline.publish(published)
    over.set()
    reading.join()
    assert faults == []
    assert held.execute("SELECT count(*) FROM articles").fetchall() == [(2,)]
    held.close()
    per_article = {quotes / articles for articles, quotes in seen}
    assert len(per_article) == 1, "articles and quotes of different snapshots"
    assert [a for a, _ in seen] == sorted(a for a, _ in seen)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM articles")).scalar() == 5


READER = """
import duckdb, sys
for line in sys.stdin:
    with duckdb.connect(sys.argv[1], read_only=True) as db:
        print(*db.execute("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM rpt_quotes)").fetchone(), flush=True)
"""


def test_old_snapshots_are_removed(published: Settings, landing: Path, stage_all: Stage) -> None:
    few = replace(published, keep_snapshots=1)
    write_jsonl(landing / "b.jsonl", record("three"))
    stage_all()
    pipeline.build(few)
    snapshot = pipeline.publish(few)
    assert publish.snapshots(few) == [snapshot.snapshot_id]
    assert read(snapshot.current, "SELECT count(*) FROM articles") == [(3,)]


def test_two_warehouses_of_the_same_dumps_publish_the_same_bytes(tmp_path: Path) -> None:
    exports = []
    for name in ("one", "two"):
        settings = Settings(warehouse=tmp_path / name, settle_seconds=0.0, workers=1 if name == "one" else 2)
        samples = ROOT / "samples" / "landing"
        pipeline.stage(samples, settings, Selection(), lambda dump: None, lambda done, total, what: None)
        pipeline.build(settings)
        folder = pipeline.publish(settings).folder
        exports.append({p.name: p.read_bytes() for p in folder.glob("*.parquet")})
    assert len(exports[0]) > 20
    assert [name for name in exports[0] if exports[0][name] != exports[1].get(name)] == []
