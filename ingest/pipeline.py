"""The steps composed: all that the command line and the DAGs call.

plan -> stage (parts) -> load -> build (dbt, aside) -> publish. Each step can be done again without harm.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

from ingest import __version__, landing, readers
from ingest import build as dbt_build
from ingest import publish as publishing
from ingest.build import Built
from ingest.errors import PublishError, WarehouseError
from ingest.jobs import Job
from ingest.landing import Found
from ingest.lock import writer_lock
from ingest.model import Dump
from ingest.parts import join, sweep
from ingest.publish import Snapshot
from ingest.records import Origin
from ingest.settings import Settings
from ingest.warehouse import Warehouse, opened
from ingest.workers import run_all

STAGE_DUMP = "ingest.stage:stage_dump"  # by name: what it loads is for the workers alone
SHARED_FROM = 256 * 1024  # bytes of a dump; a shorter one is read before another worker has started


@dataclass(frozen=True, slots=True)
class Selection:
    """Which dumps of a landing folder to take. Dates are those of the file's last change, in UTC, both included."""

    feed: str | None = None
    arrived_from: date | None = None
    arrived_to: date | None = None
    reprocess: bool = False  # read dumps again that are loaded already
    only_quarantined: bool = False  # dumps that have open quarantine rows

    def takes(self, found: Found) -> bool:
        arrived = datetime.fromtimestamp(found.modified_ns / 1e9, timezone.utc).date()
        return (
            (self.feed is None or found.feed == self.feed)
            and (self.arrived_from is None or arrived >= self.arrived_from)
            and (self.arrived_to is None or arrived <= self.arrived_to)
        )


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file to be staged, its row for the ledger, and how many workers share it."""

    file: Found
    dump: Dump
    shares: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do in a landing folder. `arrivals` are to be staged, in this order; `skipped` are not read."""

    landing: Path
    arrivals: tuple[Arrival, ...]
    skipped: tuple[Dump, ...]
    already_loaded: int


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
Progress = Callable[[int, int, str], None]  # told (done, of all, name of the dump that was finished)


@contextmanager
def writing(settings: Settings, what: str, wait_seconds: float = 0.0) -> Iterator[Warehouse]:
    """The working file, open for writing, with the writer's lock held."""
    with writer_lock(settings.warehouse, what, wait_seconds), opened(settings.work_db, settings.parts) as warehouse:
        yield warehouse


def stage(folder: Path, settings: Settings, selection: Selection, report: Report, progress: Progress) -> Totals:
    """Stage and load every new dump of a landing folder, in one process tree. Raises IngestError."""
    found = landing.settle(landing.find(folder), settings.settle_seconds)
    with writing(settings, "stage") as warehouse:
        sweep(settings.parts)
        todo = plan(folder, found, warehouse, selection, settings.workers)
        totals = Totals(skipped=len(todo.skipped), already_loaded=todo.already_loaded)
        moved: list[Dump] = []
        for batch in staged_in_order(todo, settings, progress):
            for dump in load(warehouse, batch, moved):
                totals = totals.plus(dump)
                report(dump)
        warehouse.set_skipped([*todo.skipped, *moved])
        return replace(totals, skipped=totals.skipped + len(moved))


def plan(folder: Path, found: Sequence[Found], warehouse: Warehouse, selection: Selection, workers: int) -> Plan:
    """Dumps that are to be staged, and files that are not. Reads the files that the ledger does not know, to identify them."""
    loaded = {d.dump_id: d for d in warehouse.ledger() if d.state == "loaded"}
    seen = {(d.path, d.bytes, d.modified_ns): d for d in loaded.values()}
    arrivals, skipped, touched, already = [], [], [], 0
    for file in found:
        if file.skip:
            skipped.append(_skipped(file, file.skip))
            continue
        if not selection.takes(file):
            continue
        dump = seen.get((file.name, file.bytes, file.modified_ns)) or _identified(file)
        if dump is None:
            skipped.append(_skipped(file, "unreadable"))
        elif dump.dump_id not in loaded or _again(loaded[dump.dump_id], selection):
            arrivals.append(Arrival(file, dump))
        else:
            already += 1
            if dump.modified_ns != loaded[dump.dump_id].modified_ns:  # same bytes: only the file's clock moved
                touched.append(replace(loaded[dump.dump_id], modified_ns=dump.modified_ns))
    if touched:
        warehouse.remember(touched)
    return Plan(folder, _shared(arrivals, workers), tuple(skipped), already)


def _shared(arrivals: Sequence[Arrival], workers: int) -> tuple[Arrival, ...]:
    """A dump that is more than one worker's part of the whole is shared by all, or the others would wait for its worker."""
    fair = sum(a.dump.bytes for a in arrivals) / workers
    return tuple(replace(a, shares=workers if a.dump.bytes > max(fair, SHARED_FROM) else 1) for a in arrivals)


def _again(dump: Dump, selection: Selection) -> bool:
    return selection.reprocess or (selection.only_quarantined and dump.count_quarantined > 0)


def staged_in_order(todo: Plan, settings: Settings, progress: Progress) -> Iterator[list[Arrival]]:
    """Batches of staged dumps in the plan's order, so that the same dumps give the same ledger, however workers finish."""
    waiting, ready = list(todo.arrivals), set[str]()
    for arrival in staged(waiting, todo.landing, settings, settings.workers):
        ready.add(arrival.dump.dump_id)
        progress(len(ready), len(todo.arrivals), arrival.file.path.name)
        done = next((i for i, a in enumerate(waiting) if a.dump.dump_id not in ready), len(waiting))
        if done:
            yield waiting[:done]
            del waiting[:done]


def load(warehouse: Warehouse, batch: Sequence[Arrival], moved: list[Dump]) -> list[Dump]:
    """Load staged dumps in one transaction. A file that has changed since it was identified is put on `moved` instead, to be
    read at the next run."""
    whole = []
    for arrival in batch:
        if landing.has_changed(arrival.file):
            moved.append(_skipped(arrival.file, "in_progress"))
        else:
            whole.append(arrival.dump)
    return warehouse.load(whole) if whole else []


def staged(arrivals: Sequence[Arrival], folder: Path, settings: Settings, workers: int) -> Iterator[Arrival]:
    """Write the parts of dumps in so many processes; yields each when its parts are whole. Opens no database."""
    whole = {a.dump.dump_id: a for a in arrivals}
    open_shares = {a.dump.dump_id: a.shares for a in arrivals}
    jobs = [job for a in arrivals for job in _jobs(a, folder, settings)]
    for job, fault in run_all(jobs, STAGE_DUMP, workers):
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
    origin = Origin(dump_id=dump.dump_id, feed=dump.feed, outlet=landing.outlet_of(folder, dump.feed))
    job = Job(path=arrival.file.path, out=settings.parts, origin=origin, limits=settings.limits, shares=arrival.shares)
    return [replace(job, share=n) for n in range(arrival.shares)]


def _identified(file: Found) -> Dump | None:
    """A ledger row for a file by its bytes; None if it cannot be read."""
    try:
        digest = landing.sha256(file.path)
    except OSError:
        return None
    return _ledger_row(file, landing.dump_id(file, digest), sha256=digest, format=readers.format_of(file.path))


def _skipped(file: Found, reason: str) -> Dump:
    return replace(_ledger_row(file, file.skip_id), state="skipped", reason=reason)


def _ledger_row(file: Found, dump_id: str, sha256: str | None = None, format: str | None = None) -> Dump:
    return Dump(
        dump_id=dump_id,
        path=file.name,
        feed=file.feed,
        format=format,
        bytes=file.bytes,
        modified_ns=file.modified_ns,
        sha256=sha256,
        state="loaded",
        reason=None,
        load_no=0,
        count_in=0,
        count_new=0,
        count_changed=0,
        count_unchanged=0,
        count_quarantined=0,
        code_version=__version__,
    )


def build(settings: Settings, wait_seconds: float = 0.0) -> Built:
    """Build and test the marts aside, with dbt. Raises BuildError, LockedError."""
    with writer_lock(settings.warehouse, "build", wait_seconds):
        return dbt_build.build(settings)


def publish(settings: Settings, wait_seconds: float = 0.0) -> Snapshot:
    """Make the last build current. Raises PublishError, LockedError."""
    if not (settings.build_dir / dbt_build.MARTS_DB).is_file():
        raise PublishError(f"there is no finished build in {settings.build_dir}; run `build` first")
    with writer_lock(settings.warehouse, "publish", wait_seconds):
        return publishing.publish(settings.build_dir / dbt_build.MARTS_DB, settings)


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
