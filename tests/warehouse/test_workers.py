"""Workers that die: a record that crashes or hangs its parser costs that record."""

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.records import Origin
from ingest.limits import Limits
from ingest.jobs import Heartbeat, Job
from ingest.stage import parse_dump
from ingest.workers import ready_ahead, run_all

from ..conftest import record, write_jsonl


def crashing(job: Job, heartbeat: Heartbeat) -> None:
    """Dies like a native parser would, on records that are called so."""

    def watched(no: int) -> None:
        heartbeat(no)
        lines = job.path.read_text().splitlines()
        if no in job.poison or job.stop_at == no or no > len(lines):
            return
        if "crash" in lines[no - 1]:
            os.abort()
        if "hang" in lines[no - 1]:
            time.sleep(60)

    parse_dump(job, watched)


def no_disk(job: Job, heartbeat: Heartbeat) -> None:
    raise OSError(28, "No space left on device")


def failing() -> None:
    raise RuntimeError("no lists")


def write_mark() -> None:
    Path(os.environ["PREPARED"]).write_text("done")


def outcome(folder: Path, *records: dict[str, object], seconds: float = 20.0) -> list[str]:
    """What became of each record: its headline, or the reason why it was left out."""
    path = write_jsonl(folder / "dump.jsonl", *records)
    job = Job(
        path=path, out=folder, origin=Origin(dump_id="1", feed="f"), limits=replace(Limits(), record_seconds=seconds)
    )
    [(_, fault)] = list(run_all([job], f"{__name__}:crashing", 2))
    assert fault is None
    rows = [json.loads(line) for line in (folder / "1.jsonl").read_text().splitlines()]
    return [r["reject"]["reason"] if "reject" in r else r["headline"] for r in rows]


def test_a_record_that_crashes_costs_itself(tmp_path: Path) -> None:
    titles = ["one", "crash", "two", "crash again", "three"]
    assert outcome(tmp_path, *(record(t, title=t) for t in titles)) == [
        "one",
        "reader_crashed",
        "two",
        "reader_crashed",
        "three",
    ]


def test_a_record_that_hangs_costs_itself(tmp_path: Path) -> None:
    # Five seconds: a machine that is busy with other work takes more than one for a sound record now and then.
    titles = ["one", "hang", "two"]
    assert outcome(tmp_path, *(record(t, title=t) for t in titles), seconds=5) == ["one", "reader_hung", "two"]


def test_many_jobs_are_all_done_once(tmp_path: Path) -> None:
    jobs = []
    for n in range(9):
        path = write_jsonl(
            tmp_path / f"{n}.jsonl", record(f"crash {n}", title="crash") if n % 3 == 0 else record(str(n))
        )
        jobs.append(Job(path=path, out=tmp_path, origin=Origin(dump_id=f"out{n}", feed="f"), limits=Limits()))
    done = sorted(job.origin.dump_id for job, fault in run_all(jobs, f"{__name__}:crashing", 3))
    assert done == [f"out{n}" for n in range(9)]


def test_a_full_disk_is_no_fault_of_the_dump(tmp_path: Path) -> None:
    job = Job(path=tmp_path / "x", out=tmp_path, origin=Origin(dump_id="1", feed="f"), limits=Limits())
    assert list(run_all([job], f"{__name__}:no_disk", 1)) == [(job, "OSError: [Errno 28] No space left on device")]


def test_a_worker_gets_ready_ahead_of_its_jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "mark"
    monkeypatch.setenv("PREPARED", str(mark))
    path = write_jsonl(tmp_path / "dump.jsonl", record("one"))
    job = Job(path=path, out=tmp_path, origin=Origin(dump_id="1", feed="f"), limits=Limits())
    with ready_ahead(f"{__name__}:crashing", f"{__name__}:write_mark", 2) as pool:
        before = list(pool)
        assert list(run_all([job], f"{__name__}:crashing", 2, pool=pool)) == [(job, None)]
        assert pool == before
    assert mark.read_text() == "done"


def test_what_fails_while_a_worker_gets_ready_is_left_to_its_job(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "dump.jsonl", record("one"), record("crash", title="crash"))
    job = Job(path=path, out=tmp_path, origin=Origin(dump_id="1", feed="f"), limits=Limits())
    with ready_ahead(f"{__name__}:crashing", f"{__name__}:failing", 1) as pool:
        [(done, fault)] = list(run_all([job], f"{__name__}:crashing", 1, pool=pool))
    assert (done.poison, fault) == ({2: "reader_crashed"}, None)
