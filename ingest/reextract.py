"""New facts from the texts that are kept, after a change of code or model; no dump is read again."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import WarehouseError
from ingest.jobs import Job
from ingest.part_folders import join, sweep
from ingest.pipeline import Progress, writing
from ingest.records import Origin
from ingest.settings import Settings
from ingest.workers import run_all

TASK = "ingest.stage:extract_again"  # by name: what it loads is for the workers alone
BATCH = 100  # texts a job


@dataclass(frozen=True, slots=True)
class Reextracted:
    """`stale` texts had facts of another extractor; `done` have new ones; `failed` keep what they had."""

    extractor: str
    stale: int
    done: int
    failed: int


def reextract(
    settings: Settings, progress: Progress, everything: bool = False, wait_seconds: float = 0.0
) -> Reextracted:
    """Extract anew what another extractor made (or all), in one transaction. Raises LockedError, WarehouseError."""
    from ingest.extract import extractor  # loads the rules: only this verb needs them here

    name = extractor()
    with writing(settings, "reextract", wait_seconds) as warehouse:
        sweep(settings.parts)
        folder = settings.parts / ".texts"
        files = warehouse.export_texts(folder, None if everything else name, BATCH)
        stale = warehouse.count_stale()
        try:
            ids = _run(files, settings, progress)
            done = warehouse.replace_facts(ids) if ids else 0
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            for path in settings.parts.glob("again-*"):
                shutil.rmtree(path, ignore_errors=True)
    return Reextracted(extractor=name, stale=stale, done=done, failed=stale - done)


def _run(files: list[Path], settings: Settings, progress: Progress) -> list[str]:
    ids = [f"again-{path.stem}" for path in files]
    jobs = [
        Job(path=path, out=settings.parts, origin=Origin(dump_id=i, feed="", outlet=None), limits=settings.limits)
        for path, i in zip(files, ids, strict=True)
    ]
    for done, (job, fault) in enumerate(run_all(jobs, TASK, settings.workers), 1):
        if fault:
            raise WarehouseError(f"new facts cannot be written: {fault}; free some space, then run again")
        join(settings.parts, job.origin.dump_id, 1)
        progress(done, len(jobs), f"batch of {BATCH} texts")
    return ids
