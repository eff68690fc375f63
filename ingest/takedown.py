"""Taking down: out of staging, parts, decisions, the published tables and every snapshot that held it; a tombstone stays."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import duckdb

from ingest import decisions, pipeline
from ingest.errors import PublishError, UsageError
from ingest.model import TakedownScope
from ingest.pipeline import writing
from ingest.publish import DATABASE, snapshots
from ingest.settings import Settings
from ingest.warehouse import compact, connect

HOLDS = "SELECT count(*) FROM marts.dim_articles WHERE article_id IN (SELECT unnest($1))"


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What went. `snapshots` are ids of older snapshots that held it: a note of the takedown is left in their place."""

    takedown_id: str
    articles: list[str]
    snapshots: list[str]
    decisions: int


def preview(settings: Settings, scope: TakedownScope, target: str) -> list[str]:
    """Ids of the articles that would go. Raises UsageError if there are none and none were taken down before."""
    with writing(settings, "takedown") as warehouse:
        found = warehouse.matches(scope, target)
        if not found and not warehouse.has_tombstone(scope, target):
            raise UsageError(f"no staged article matches {scope} {target!r}; nothing was taken down")
        return found


def take_down(
    settings: Settings, scope: TakedownScope, target: str, reason: str, wait_seconds: float = 0.0
) -> TakenDown:
    """Remove for good, rebuild, publish, and prove that nothing is left. Done again after a fault, it finishes the work.

    Raises UsageError, LockedError, BuildError, PublishError.
    """
    held = preview(settings, scope, target)
    today = datetime.now(timezone.utc).date()
    with writing(settings, "takedown", wait_seconds) as warehouse:
        tombstone = warehouse.tombstone(scope, target, reason, today)
        _note(settings, tombstone.takedown_id, held)
        warehouse.take_down(tombstone, held)
    shutil.rmtree(settings.parts, ignore_errors=True)  # loaded already: the next `stage` makes those that it needs
    compact(settings.work_db)
    articles = _noted(settings, tombstone.takedown_id)
    removed_lines = decisions.forget(settings.decisions, set(articles), target if scope == "person" else None)
    shutil.rmtree(settings.build_dir, ignore_errors=True)  # scratch tables and logs of earlier builds
    pipeline.build(settings, wait_seconds)
    snapshot = pipeline.publish(settings, wait_seconds)
    if _holds(snapshot.folder, articles):
        raise PublishError(
            f"the new snapshot {snapshot.snapshot_id} still holds what was taken down; it must not be used"
        )
    old = [s for s in snapshots(settings) if s != snapshot.snapshot_id and _holds(settings.published / s, articles)]
    for snapshot_id in old:
        _bury(settings.published / snapshot_id, tombstone.takedown_id)
    (settings.warehouse / f".takedown-{tombstone.takedown_id}").unlink(missing_ok=True)
    return TakenDown(tombstone.takedown_id, articles, old, removed_lines)


def _note(settings: Settings, takedown_id: str, held: list[str]) -> None:
    """Ids are gone from staging after the next step; a killed takedown finds them here when it is done again."""
    path = settings.warehouse / f".takedown-{takedown_id}"
    path.write_text("\n".join(sorted({*held, *_noted(settings, takedown_id)})))


def _noted(settings: Settings, takedown_id: str) -> list[str]:
    path = settings.warehouse / f".takedown-{takedown_id}"
    return path.read_text().split() if path.exists() else []


def _holds(folder: Path, articles: list[str]) -> bool:
    try:
        with connect(folder / DATABASE, read_only=True) as db:
            return bool((db.execute(HOLDS, [articles]).fetchone() or (0,))[0])
    except duckdb.Error as error:
        raise PublishError(f"snapshot {folder.name} cannot be checked: {error}; remove {folder} by hand") from None


def _bury(folder: Path, takedown_id: str) -> None:
    for file in folder.iterdir():
        file.unlink()
    note = {"snapshot_id": folder.name, "removed_by_takedown": takedown_id}
    (folder / "removed.json").write_text(json.dumps(note, indent=1) + "\n")
