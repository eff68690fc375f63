"""What there is to do: which files of a landing folder are dumps that are not loaded yet, and how many workers share each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from pathlib import Path

from ingest import __version__, landing, readers
from ingest.field_names import declared
from ingest.landing import Found
from ingest.model import Dump
from ingest.settings import Settings
from ingest.warehouse import Warehouse

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


def plan(folder: Path, found: Sequence[Found], warehouse: Warehouse, selection: Selection, settings: Settings) -> Plan:
    """Dumps that are to be staged, and files that are not. Reads the files that the ledger does not know, to identify them."""
    loaded = {d.dump_id: d for d in warehouse.ledger() if d.state == "loaded"}
    seen = {(d.path, d.bytes, d.modified_ns): d for d in loaded.values()}
    arrivals, skipped, touched, already = [], [], [], 0
    for file in found:
        if file.skip:
            skipped.append(skipped_row(file, file.skip))
            continue
        if not selection.takes(file):
            continue
        dump = seen.get((file.name, file.bytes, file.modified_ns)) or _identified(
            file, names_of_fields(folder, file.feed, settings)
        )
        if dump is None:
            skipped.append(skipped_row(file, "unreadable"))
        elif dump.dump_id not in loaded or _again(loaded[dump.dump_id], selection):
            arrivals.append(Arrival(file, dump))
        else:
            already += 1
            if dump.modified_ns != loaded[dump.dump_id].modified_ns:  # same bytes: only the file's clock moved
                touched.append(replace(loaded[dump.dump_id], modified_ns=dump.modified_ns))
    if touched:
        warehouse.remember(touched)
    return Plan(folder, _shared(arrivals, settings.workers), tuple(skipped), already)


def _shared(arrivals: Sequence[Arrival], workers: int) -> tuple[Arrival, ...]:
    """A dump that is more than one worker's part of the whole is shared by all, or the others would wait for its worker."""
    fair = sum(a.dump.bytes for a in arrivals) / workers
    return tuple(replace(a, shares=workers if a.dump.bytes > max(fair, SHARED_FROM) else 1) for a in arrivals)


def _again(dump: Dump, selection: Selection) -> bool:
    return selection.reprocess or (selection.only_quarantined and dump.count_quarantined > 0)


def names_of_fields(folder: Path, feed: str, settings: Settings) -> Mapping[str, str]:
    """What the fields of a feed mean: by its settings, and by this call's, which win."""
    return {**landing.feed_settings(folder, feed).fields, **settings.fields}


def _identified(file: Found, names: Mapping[str, str]) -> Dump | None:
    """A ledger row for a file by its bytes; None if it cannot be read."""
    try:
        digest = landing.sha256(file.path)
    except OSError:
        return None
    with declared(names):
        return _ledger_row(file, landing.dump_id(file, digest), sha256=digest, format=readers.format_of(file.path))


def skipped_row(file: Found, reason: str) -> Dump:
    """A ledger row for a file that is not read."""
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
