"""Staging end to end, without dbt: what is loaded, that doing it again changes nothing, that bad records cost themselves."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import lock, pipeline, plan, tasks, warehouse
from ingest.errors import LandingError, LockedError, WarehouseError
from ingest.pipeline import Totals
from ingest.plan import Selection
from ingest.settings import Settings
from ingest.jobs import Heartbeat, Job
from ingest.stage import stage_dump

from ..conftest import record, write_jsonl

Stage = Callable[..., Totals]
DAYS = ("2024-03-07", "2024-03-28")


def query(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(settings.work_db, read_only=True) as db:
        return db.execute(sql).fetchall()


def contents(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every staging table."""
    tables = [t for (t,) in query(settings, "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'staging'")]
    return {t: sorted(query(settings, f"SELECT * FROM staging.{t}"), key=repr) for t in tables}


def stopped_at_four(job: Job, heartbeat: Heartbeat) -> None:
    stage_dump(replace(job, stop_at=4), heartbeat)


def counts(totals: Totals) -> tuple[int, ...]:
    """(in, new, changed, unchanged, quarantined)"""
    t = totals
    assert t.count_in == t.count_new + t.count_changed + t.count_unchanged + t.count_quarantined
    return t.count_in, t.count_new, t.count_changed, t.count_unchanged, t.count_quarantined


def test_a_dump_becomes_rows(landing: Path, settings: Settings, stage_all: Stage) -> None:
    write_jsonl(landing / "wire" / "a.jsonl", record("one"), "{broken", record("two"), {"id": 3})
    assert counts(stage_all()) == (4, 2, 0, 0, 2)
    assert query(settings, "SELECT source_file, n FROM staging.v_rows") == [("wire/a.jsonl", 2)]
    assert query(settings, "SELECT source_file, n FROM staging.v_quarantine") == [("wire/a.jsonl", 2)]
    assert query(settings, "SELECT source_id FROM staging.v_keys ORDER BY 1") == [("one",), ("two",)]
    reasons = query(settings, "SELECT record_no, step, reason_code FROM staging.quarantine ORDER BY 1")
    assert reasons == [(2, "read", "invalid_json"), (4, "parse", "not_an_article")]
    broken = query(settings, "SELECT 1 FROM staging.quotes q JOIN staging.articles a USING (version_id)"
                             " WHERE substring(a.text, q.char_start + 1, q.char_end - q.char_start) <> q.text")  # fmt: skip
    assert broken == []
    assert query(settings, "SELECT count(*) > 0 FROM staging.quotes") == [(True,)]


def test_twice_is_once(landing: Path, settings: Settings, stage_all: Stage) -> None:
    write_jsonl(landing / "a.jsonl", record("one"), "{broken")
    (landing / "x.part").write_text("unfinished")
    stage_all()
    before, written = contents(settings), settings.work_db.stat().st_mtime_ns
    again = stage_all()
    assert (again.dumps, again.already_loaded, again.skipped) == (0, 1, 1)
    assert contents(settings) == before
    assert settings.work_db.stat().st_mtime_ns == written


def test_reprocessing_gives_the_same_rows(landing: Path, settings: Settings, stage_all: Stage) -> None:
    write_jsonl(landing / "a.jsonl", record("one"), "{broken", record("one"))
    write_jsonl(landing / "b.jsonl", record("one"), record("two"))
    stage_all()
    before = contents(settings)
    assert counts(stage_all(reprocess=True)) == (5, 2, 0, 2, 1)
    after = contents(settings)
    attempts = [row[-1] for row in after.pop("quarantine")]
    assert attempts == [2]
    before.pop("quarantine")
    assert after == before


def test_a_copy_under_another_name_adds_nothing(landing: Path, stage_all: Stage) -> None:
    path = write_jsonl(landing / "a.jsonl", record("one"), record("two"))
    stage_all()
    shutil.copy(path, landing / "a (copy).jsonl")
    assert counts(stage_all()) == (2, 0, 0, 2, 0)


def test_a_touched_file_is_not_read_again(landing: Path, settings: Settings, stage_all: Stage) -> None:
    path = write_jsonl(landing / "a.jsonl", record("one"))
    stage_all()
    os.utime(path, (1, 1))
    assert (stage_all().dumps, stage_all().already_loaded) == (0, 1)
    assert query(settings, "SELECT modified_ns FROM staging.dumps") == [(10**9,)]


def test_a_correction_is_a_version(landing: Path, settings: Settings, stage_all: Stage) -> None:
    path = write_jsonl(landing / "a.jsonl", record("one"), record("two"))
    stage_all()
    write_jsonl(path, record("one", body="HARBOUR - The council rejected plan one."), record("two"))
    assert counts(stage_all()) == (2, 0, 1, 1, 0)
    versions = query(settings, "SELECT count(DISTINCT article_id), count(*) FROM staging.articles")
    assert versions == [(2, 3)]


def test_dumps_are_loaded_in_order_however_workers_finish(landing: Path, settings: Settings, stage_all: Stage) -> None:
    write_jsonl(landing / "a.jsonl", *(record(f"slow{n}") for n in range(60)))
    for name in "bcdef":
        write_jsonl(landing / f"{name}.jsonl", record(name), record("slow3"))
    stage_all()
    order = [p for (p,) in query(settings, "SELECT path FROM staging.dumps ORDER BY load_no")]
    assert order == [f"{n}.jsonl" for n in "abcdef"]
    assert query(settings, "SELECT DISTINCT count_unchanged FROM staging.dumps WHERE load_no > 1") == [(1,)]


def test_selection_by_feed_and_arrival(landing: Path, settings: Settings, stage_all: Stage) -> None:
    old = write_jsonl(landing / "wire" / "old.jsonl", record("one"))
    os.utime(old, (1_600_000_000, 1_600_000_000))  # 13 September 2020
    write_jsonl(landing / "wire" / "new.jsonl", record("two"))
    write_jsonl(landing / "post" / "new.jsonl", record("three"))
    assert stage_all(feed="wire", arrived_to=date(2020, 9, 13)).dumps == 1
    assert query(settings, "SELECT path FROM staging.dumps") == [("wire/old.jsonl",)]
    assert stage_all(feed="wire", arrived_from=date(2020, 9, 14)).dumps == 1
    assert stage_all().dumps == 1


def test_only_dumps_with_quarantined_records_are_tried_again(landing: Path, stage_all: Stage) -> None:
    write_jsonl(landing / "good.jsonl", record("one"))
    write_jsonl(landing / "bad.jsonl", record("two"), "{broken")
    stage_all()
    assert counts(stage_all(only_quarantined=True)) == (2, 1, 0, 0, 1)


def test_fields_that_no_rule_uses_are_kept(landing: Path, settings: Settings, stage_all: Stage) -> None:
    write_jsonl(landing / "a.jsonl", record("one", mood="grim"), record("two", mood="bright", price=3))
    stage_all()
    assert pipeline.status(settings).leftover_fields == {"mood": 2, "price": 1}


# --- faults -------------------------------------------------------------------------------------------------------------------


def test_the_second_writer_is_told_who_the_first_is(settings: Settings, stage_all: Stage) -> None:
    with (
        lock.writer_lock(settings.warehouse, "publish"),
        pytest.raises(LockedError, match=rf"'publish' \(process {os.getpid()}, since"),
    ):
        stage_all()


def test_a_file_open_elsewhere_is_explained(landing: Path, settings: Settings, stage_all: Stage) -> None:
    write_jsonl(landing / "a.jsonl", record("one"))
    stage_all()
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(settings.work_db)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(LockedError, match="is open in another program"):
            stage_all()
        other.kill()


def test_rows_that_went_missing_are_noticed(landing: Path, settings: Settings, stage_all: Stage) -> None:
    write_jsonl(landing / "a.jsonl", record("one"), record("two"))
    stage_all()
    with duckdb.connect(settings.work_db) as db:
        db.execute("DELETE FROM staging.articles WHERE source_id = 'two'")
    with pytest.raises(WarehouseError, match=r"staging has 1 of the 2 articles of a\.jsonl"):
        stage_all()


def test_a_damaged_file_is_one_line(settings: Settings, stage_all: Stage) -> None:
    settings.warehouse.mkdir()
    settings.work_db.write_bytes(b"no database at all" * 1000)
    with pytest.raises(WarehouseError, match="restore it from a backup"):
        stage_all()


def test_a_failed_load_leaves_nothing_behind(
    landing: Path, settings: Settings, stage_all: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_jsonl(landing / "a.jsonl", record("one"))
    stage_all()
    before = contents(settings)
    write_jsonl(landing / "b.jsonl", record("two"))
    monkeypatch.setattr(warehouse, "COUNTS", "SELECT no_such_column FROM fates")
    with pytest.raises(WarehouseError):
        stage_all()
    assert contents(settings) == before


def test_parts_of_killed_runs_are_swept(landing: Path, settings: Settings, stage_all: Stage) -> None:
    left = settings.parts / ".abc.123"
    left.mkdir(parents=True)
    stage_all()
    assert not left.exists()


@pytest.mark.parametrize("workers", [2, 3])
def test_a_dump_that_workers_share_gives_the_same_rows(
    landing: Path, tmp_path: Path, settings: Settings, stage_all: Stage, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    """Among the records: broken ones, and one article twice, with two dates that 'on Monday' may be counted from."""
    dated = [{**record("twice"), "body": record("twice")["body"] + " He left on Monday.", "date": day} for day in DAYS]
    write_jsonl(landing / "long.jsonl", *dated, *(record(str(n)) for n in range(9)), "{broken", record("2"), "[", *dated)
    write_jsonl(landing / "short.jsonl", record("short"))
    stage_all()
    monkeypatch.setattr(plan, "SHARED_FROM", 0)
    shared = Settings(warehouse=tmp_path / "shared", settle_seconds=0.0, workers=workers)
    totals = pipeline.stage(landing, shared, Selection(), lambda dump: None, lambda *done: None)
    assert totals.count_quarantined == 2 and contents(shared) == contents(settings)


def test_what_stops_two_shares_is_told_once(landing: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(landing / "long.jsonl", *(record(str(n)) for n in range(6)))
    monkeypatch.setattr(plan, "SHARED_FROM", 0)
    monkeypatch.setattr(pipeline, "STAGE_DUMP", f"{__name__}:stopped_at_four")
    settings = Settings(warehouse=settings.warehouse, settle_seconds=0.0, workers=2)
    totals = pipeline.stage(landing, settings, Selection(), lambda dump: None, lambda *done: None)
    assert counts(totals) == (4, 3, 0, 0, 1)


# --- the same in steps, as a scheduler does it ------------------------------------------------------------------------------


def test_batches_give_what_one_call_gives(landing: Path, tmp_path: Path, settings: Settings, stage_all: Stage) -> None:
    for name in "abc":
        write_jsonl(landing / f"{name}.jsonl", record(name), "{broken")
    stage_all()
    stepwise = Settings(warehouse=tmp_path / "other", landing_root=landing, settle_seconds=0.0)
    batches = tasks.plan_batches(str(landing), stepwise, Selection())
    for batch in batches:
        tasks.stage_batch(batch, stepwise)
    totals = tasks.load_batches(batches, stepwise)
    assert (len(batches), totals["count_new"], totals["count_quarantined"]) == (3, 3, 3)
    assert contents(stepwise) == contents(settings)
    assert tasks.plan_batches(str(landing), stepwise, Selection()) == []


def test_many_dumps_share_tasks_and_none_is_left_out(
    landing: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "BATCHES", 3)
    for n in range(7):
        write_jsonl(landing / f"{n}.jsonl", record(str(n)))
    batches = tasks.plan_batches(
        str(landing), Settings(warehouse=settings.warehouse, landing_root=landing), Selection()
    )
    assert [len(b) for b in batches] == [3, 3, 1]


def test_a_folder_outside_of_the_root_is_refused(landing: Path, tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(LandingError, match="outside of the allowed landing root"):
        tasks.plan_batches(str(tmp_path), Settings(warehouse=settings.warehouse, landing_root=landing), Selection())
