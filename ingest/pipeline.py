"""The steps composed: all that the command line and the DAGs call.

plan -> stage (parts) -> load -> build (dbt, aside) -> publish. Each step can be done again without harm.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest import build as dbt_build
from ingest import decisions, landing, text_policies
from ingest import publish as publishing
from ingest.build import Built
from ingest.errors import PublishError, WarehouseError
from ingest.jobs import Job
from ingest.lock import writer_lock
from ingest.model import Dump
from ingest.part_folders import join, sweep
from ingest.plan import Arrival, Plan, Selection, names_of_fields, plan, skipped_row
from ingest.publish import Snapshot
from ingest.records import Origin
from ingest.settings import Settings
from ingest.warehouse import Warehouse, opened
from ingest.workers import Watch, Worker, ready_ahead, run_all

LOAD_SECONDS = 2.0  # between two transactions of a run
# By name: what they load is for the workers alone.
STAGE_DUMP = "ingest.stage:stage_dump"
PREPARE = "ingest.extract:prepare"


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over dumps; `count_in` = new + changed + unchanged + quarantined."""

    dumps: int = 0
    skipped: int = 0
    already_loaded: int = 0
    count_in: int = 0
    count_new: int = 0
    count_changed: int = 0
    count_unchanged: int = 0
    count_quarantined: int = 0

    def plus(self, dump: Dump) -> "Totals":
        return replace(
            self,
            dumps=self.dumps + 1,
            count_in=self.count_in + dump.count_in,
            count_new=self.count_new + dump.count_new,
            count_changed=self.count_changed + dump.count_changed,
            count_unchanged=self.count_unchanged + dump.count_unchanged,
            count_quarantined=self.count_quarantined + dump.count_quarantined,
        )


@dataclass(frozen=True, slots=True)
class Status:
    """A warehouse at a glance. `leftover_fields`: fields of records that no rule used -> articles that had them."""

    warehouse: str
    rows: dict[str, int]
    loaded: int
    skipped: list[tuple[str, str]]
    leftover_fields: dict[str, int]
    snapshots: list[str]


Report = Callable[[Dump], None]  # told of each dump once its rows are durable
Progress = Callable[[int, int, str], None]  # told (dumps done, of all, which was finished or is being read)


@contextmanager
def writing(settings: Settings, what: str, wait_seconds: float = 0.0) -> Iterator[Warehouse]:
    """The working file, open for writing, with the writer's lock held."""
    with writer_lock(settings.warehouse, what, wait_seconds), opened(settings.work_db, settings.parts) as warehouse:
        yield warehouse


def stage(folder: Path, settings: Settings, selection: Selection, report: Report, progress: Progress) -> Totals:
    """Stage and load every new dump of a landing folder, in one process tree. Raises IngestError."""
    found = landing.find(folder)
    ahead = min(settings.workers, sum(file.skip is None for file in found))
    with ready_ahead(STAGE_DUMP, PREPARE, ahead) as pool:
        found = landing.settle(found, settings.settle_seconds)
        return _stage(folder, found, settings, selection, report, progress, pool)


def _stage(
    folder: Path,
    found: list[landing.Found],
    settings: Settings,
    selection: Selection,
    report: Report,
    progress: Progress,
    pool: list[Worker],
) -> Totals:
    with writing(settings, "stage") as warehouse:
        sweep(settings.parts)
        todo = plan(folder, found, warehouse, selection, settings)
        totals = Totals(skipped=len(todo.skipped), already_loaded=todo.already_loaded)
        moved: list[Dump] = []
        for batch in staged_in_order(todo, settings, progress, pool):
            for dump in load(warehouse, batch, moved):
                totals = totals.plus(dump)
                report(dump)
        warehouse.set_skipped([*todo.skipped, *moved])
        return replace(totals, skipped=totals.skipped + len(moved))


def staged_in_order(
    todo: Plan, settings: Settings, progress: Progress, pool: list[Worker] | None = None
) -> Iterator[list[Arrival]]:
    """Batches of staged dumps in the plan's order, so that the same dumps give the same ledger, however workers finish.

    Little by little, so that a killed run keeps most of its work, but not dump by dump: a transaction takes as long as parsing
    ten pages.
    """
    waiting, ready, last = list(todo.arrivals), set[str](), time.monotonic()

    def watch(job: Job, record_no: int) -> None:
        if record_no > 1:
            progress(len(ready), len(todo.arrivals), f"{job.path.name}, record {record_no:,}")

    for arrival in staged(waiting, todo.landing, settings, settings.workers, watch, pool):
        ready.add(arrival.dump.dump_id)
        progress(len(ready), len(todo.arrivals), arrival.file.path.name)
        done = next((i for i, a in enumerate(waiting) if a.dump.dump_id not in ready), len(waiting))
        if done and (done == len(waiting) or time.monotonic() - last >= LOAD_SECONDS):
            yield waiting[:done]
            del waiting[:done]
            last = time.monotonic()


def load(warehouse: Warehouse, batch: Sequence[Arrival], moved: list[Dump]) -> list[Dump]:
    """Load staged dumps in one transaction. A file that has changed since it was identified is put on `moved` instead, to be
    read at the next run."""
    whole = []
    for arrival in batch:
        if landing.has_changed(arrival.file):
            moved.append(skipped_row(arrival.file, "in_progress"))
        else:
            whole.append(arrival.dump)
    return warehouse.load(whole) if whole else []


def staged(
    arrivals: Sequence[Arrival],
    folder: Path,
    settings: Settings,
    workers: int,
    watch: Watch = lambda job, no: None,
    pool: list[Worker] | None = None,
) -> Iterator[Arrival]:
    """Write the parts of dumps in so many processes; yields each when its parts are whole. Opens no database."""
    whole = {a.dump.dump_id: a for a in arrivals}
    open_shares = {a.dump.dump_id: a.shares for a in arrivals}
    jobs = [job for a in arrivals for job in _jobs(a, folder, settings)]
    for job, fault in run_all(jobs, STAGE_DUMP, workers, watch, pool):
        dump_id = job.origin.dump_id
        open_shares[dump_id] -= 1
        if not fault and not open_shares[dump_id]:
            try:
                join(settings.parts, dump_id, job.shares)
            except OSError as error:
                fault = str(error)
        if fault:
            raise WarehouseError(
                f"parts of {job.path.name} cannot be written: {fault}; free some space or mend the permissions, then run again"
            )
        if not open_shares[dump_id]:
            yield whole[dump_id]


def _jobs(arrival: Arrival, folder: Path, settings: Settings) -> list[Job]:
    """What workers need to stage a dump, share by share."""
    dump = arrival.dump
    feed = landing.feed_settings(folder, dump.feed)
    job = Job(
        path=arrival.file.path,
        out=settings.parts,
        origin=Origin(dump_id=dump.dump_id, feed=dump.feed, outlet=feed.outlet),
        limits=settings.limits,
        fields=names_of_fields(folder, dump.feed, settings),
        shares=arrival.shares,
    )
    return [replace(job, share=n) for n in range(arrival.shares)]


def build(settings: Settings, wait_seconds: float = 0.0, unit_tests: bool = False) -> Built:
    """Build and test the marts aside, with dbt. Raises BuildError, LockedError."""
    with writer_lock(settings.warehouse, "build", wait_seconds):
        if settings.work_db.is_file():
            policies = text_policies.read(settings.decisions)
            with opened(settings.work_db, settings.parts) as warehouse:
                warehouse.set_decided(decisions.read(settings.decisions), policies)
        return dbt_build.build(settings, unit_tests)


def publish(settings: Settings, wait_seconds: float = 0.0, approved: bool = False) -> Snapshot:
    """Make the last build current. Raises PublishError, LockedError."""
    if not (settings.build_dir / dbt_build.MARTS_DB).is_file():
        raise PublishError(f"there is no finished build in {settings.build_dir}; run `build` first")
    with writer_lock(settings.warehouse, "publish", wait_seconds):
        return publishing.publish(settings.build_dir / dbt_build.MARTS_DB, settings, approved)


def quarantine(settings: Settings) -> list[dict[str, Any]]:
    """Open quarantine rows. Raises WarehouseError if nothing has been staged."""
    _must_exist(settings)
    with writing(settings, "quarantine list") as warehouse:
        return warehouse.quarantine()


def status(settings: Settings) -> Status:
    """What is staged, skipped, quarantined and published."""
    _must_exist(settings)
    with writing(settings, "status") as warehouse:
        ledger = warehouse.ledger()
        return Status(
            warehouse=str(settings.warehouse),
            rows=warehouse.counts(),
            loaded=sum(d.state == "loaded" for d in ledger),
            skipped=[(d.path, d.reason or "") for d in ledger if d.state == "skipped"],
            leftover_fields=warehouse.leftover_fields(),
            snapshots=publishing.snapshots(settings),
        )


def _must_exist(settings: Settings) -> None:
    if not settings.work_db.is_file():
        raise WarehouseError(
            f"there is no warehouse at {settings.warehouse}; run `ingest stage LANDING` first, or name another with --warehouse"
        )
