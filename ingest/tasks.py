"""The same steps for a scheduler: each takes and gives what JSON can hold, and waits for the one before it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ingest import landing, pipeline
from ingest.landing import Found
from ingest.model import Dump
from ingest.pipeline import Totals, writing
from ingest.plan import Arrival, Selection, plan
from ingest.settings import Settings

LOCK_WAIT_SECONDS = 600.0  # the command line does not wait
BATCHES = 500  # mapped tasks a run at most; with more dumps than that, several share a task


def plan_batches(folder: str, settings: Settings, selection: Selection) -> list[list[dict[str, Any]]]:
    """Dumps to stage, as batches of {path, dump}: one dump a batch, unless there are more than BATCHES.

    Raises LandingError if `folder` lies outside of the settings' landing root.
    """
    landing_folder = landing.below_root(folder, settings.landing_root)
    found = landing.settle(landing.find(landing_folder), settings.settle_seconds)
    with writing(settings, "plan", LOCK_WAIT_SECONDS) as warehouse:
        todo = plan(landing_folder, found, warehouse, selection, settings)
        warehouse.set_skipped(todo.skipped)
    size = -(-len(todo.arrivals) // BATCHES) or 1
    rows = [
        {"landing": str(landing_folder), "path": str(a.file.path), "dump": asdict(a.dump), "shares": a.shares}
        for a in todo.arrivals
    ]
    return [rows[n : n + size] for n in range(0, len(rows), size)]


def stage_batch(batch: Sequence[dict[str, Any]], settings: Settings) -> list[str]:
    """Write the parts of a batch of `plan_batches`; returns their dump ids. Opens no database."""
    arrivals = [_arrival(row) for row in batch]
    workers = max(a.shares for a in arrivals)
    for _ in pipeline.staged(arrivals, Path(batch[0]["landing"]), settings, workers):
        pass
    return [a.dump.dump_id for a in arrivals]


def load_batches(batches: Sequence[Sequence[dict[str, Any]]], settings: Settings) -> dict[str, int]:
    """Load staged batches in one transaction; returns the totals."""
    arrivals = [_arrival(row) for batch in batches for row in batch]
    totals, moved = Totals(), list[Dump]()
    with writing(settings, "load", LOCK_WAIT_SECONDS) as warehouse:
        for dump in pipeline.load(warehouse, arrivals, moved):
            totals = totals.plus(dump)
        warehouse.remember(moved)
    return asdict(replace(totals, skipped=len(moved)))


def _arrival(row: dict[str, Any]) -> Arrival:
    dump = Dump(**row["dump"])
    return Arrival(Found(Path(row["path"]), dump.path, dump.feed, dump.bytes, dump.modified_ns), dump, row["shares"])
