"""From a tested build to what readers see: a dated snapshot, made current in one rename.

`published/<snapshot_id>/` holds `on_the_record.duckdb`, one Parquet file a table and `manifest.json`; it never changes once it
is there. `published/current.duckdb` is the newest snapshot's file under a stable path. A reader that has it open keeps the
data it opened. Nothing opens a published path for writing.
"""

import hashlib
import json
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import duckdb

from ingest import __version__
from ingest.diff import COLUMNS, compare
from ingest.errors import PublishError, QueryError, UsageError
from ingest.part_folders import sync
from ingest.settings import Settings
from ingest.warehouse import connect, explained

DATABASE = "on_the_record.duckdb"
CHANGES = "changes.duckdb"
NAMES = "names.json"
NAME = re.compile(r"[A-Za-z][\w.-]{0,79}", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
FEW = 20  # facts that may move in any warehouse without a question
SCHEMAS = ("marts", "ops", "restricted")
EXPORTS = 2  # tables written at the same time, the longest first; each is sorted in memory


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is published. `is_new` is False if the build was the same as what was current already."""

    snapshot_id: str
    folder: Path
    current: Path
    rows: dict[str, int]
    is_new: bool


def publish(built: Path, settings: Settings, approved: bool = False) -> Snapshot:
    """Make a tested build current. A build with the same rows as the current snapshot publishes nothing.

    Raises PublishError, also if more facts moved than OTR_MAX_CHANGE allows and nobody approved of it.
    """
    published = settings.published
    try:
        published.mkdir(parents=True, exist_ok=True)
        _sweep(published)
        making = published / f".making-{os.getpid()}"
        making.mkdir()
        tables = _export(built, making)
        digest = hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()
        current = current_manifest(settings)
        if current and current["content_sha256"] == digest:
            shutil.rmtree(making)
            _make_current(published / current["snapshot_id"] / DATABASE, published)  # a kill may have come in between
            return _snapshot(current["snapshot_id"], settings, tables, is_new=False)
        _compare(built, making, settings, approved)
        return _finish(built, making, tables, digest, settings)
    except duckdb.Error as error:
        raise PublishError(f"{explained(error, built)}; the last snapshot still answers") from None
    except OSError as error:
        raise PublishError(
            f"{published} cannot be written: {error.strerror}; the last snapshot still answers"
        ) from None


def current_manifest(settings: Settings) -> dict[str, Any] | None:
    """Manifest of the newest snapshot, or None before the first."""
    ids = snapshots(settings)
    return json.loads((settings.published / ids[-1] / "manifest.json").read_text()) if ids else None


def snapshots(settings: Settings) -> list[str]:
    """Ids of the snapshots on disk, oldest first."""
    return sorted(p.parent.name for p in settings.published.glob("*/manifest.json"))


def _export(built: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """One Parquet file a table, rows in key order and each table by one thread, so that the same rows make the same bytes."""
    with connect(built, read_only=True, threads=1) as db, ThreadPoolExecutor(EXPORTS) as pool:
        listed = db.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name IN $1"
            " ORDER BY estimated_size DESC",
            [list(SCHEMAS)],
        ).fetchall()
        written = pool.map(lambda name: _export_table(db.cursor(), name[0], name[1], folder), listed)
        return dict(sorted(zip((table for _, table in listed), written, strict=True)))


def _export_table(db: duckdb.DuckDBPyConnection, schema: str, table: str, folder: Path) -> dict[str, Any]:
    """Writes a table, says what is in the file."""
    file = folder / f"{table}.parquet"
    with db:
        db.execute(
            f"COPY (SELECT * FROM {schema}.{table} ORDER BY ALL) TO '{_quoted(file)}' (FORMAT parquet, COMPRESSION zstd)"
        )
        rows = db.execute(f"SELECT count(*) FROM {schema}.{table}").fetchone()
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return {"schema": schema, "rows": rows[0] if rows else 0, "sha256": digest}


def _compare(built: Path, making: Path, settings: Settings, approved: bool) -> None:
    """What changed since the current snapshot, into the folder that is being made; stops if it is too much to be right."""
    ids = snapshots(settings)
    if not ids:
        return
    try:
        found = compare(settings.published / ids[-1] / DATABASE, built, making / CHANGES)
    except QueryError:  # made by an older version of this program: there is nothing to compare with
        (making / CHANGES).unlink(missing_ok=True)
        return
    if not approved and found.moved >= FEW and found.moved_share > settings.max_change:
        raise PublishError(
            f"{found.moved:,} of {found.facts_before:,} facts ({found.moved_share:.0%}) changed or went though neither article nor"
            f" reviewer changed, more than the {settings.max_change:.0%} of OTR_MAX_CHANGE; look at `ingest diff`, then"
            " `ingest publish --approve`; the last snapshot still answers"
        )


def _finish(built: Path, making: Path, tables: dict[str, Any], digest: str, settings: Settings) -> Snapshot:
    now = datetime.now(timezone.utc)
    snapshot_id = f"{now:%Y%m%dT%H%M%SZ}-{digest[:8]}"
    manifest = {
        "snapshot_id": snapshot_id,
        "published_at": now.isoformat(timespec="seconds"),
        "code_version": __version__,
        "content_sha256": digest,
        "tables": tables,
    }
    shutil.copyfile(built, making / DATABASE)
    _stamp(making / DATABASE, manifest)
    (making / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    for file in sorted(making.iterdir()):
        file.chmod(0o444)
        sync(file)
    folder = settings.published / snapshot_id
    os.replace(making, folder)
    _make_current(folder / DATABASE, settings.published)
    _prune(settings)
    return _snapshot(snapshot_id, settings, tables, is_new=True)


def _stamp(file: Path, manifest: dict[str, Any]) -> None:
    """Write the snapshot's own name into its file ('data as of'), and check that the copy opens and holds every row."""
    with connect(file) as db:
        db.execute("CREATE TABLE main.snapshot AS SELECT $1 AS snapshot_id, $2::TIMESTAMPTZ AS published_at, $3 AS code_version",
                   [manifest["snapshot_id"], manifest["published_at"], manifest["code_version"]])  # fmt: skip
        for table, known in manifest["tables"].items():
            rows = db.execute(f"SELECT count(*) FROM {known['schema']}.{table}").fetchone()
            if not rows or rows[0] != known["rows"]:
                raise PublishError(
                    f"the copy of {table} has {rows} rows, not {known['rows']}; the last snapshot still answers"
                )
        _keep_changes(db, file.with_name(CHANGES))
        db.execute("CHECKPOINT")


def _keep_changes(db: duckdb.DuckDBPyConnection, changes: Path) -> None:
    """`ops.ops_fact_changes`: what changed since the snapshot before; empty in the first."""
    columns = ", ".join(f"{name} VARCHAR" for name in COLUMNS)
    db.execute(f"CREATE TABLE ops.ops_fact_changes ({columns})")
    if changes.exists():
        db.execute(f"ATTACH '{_quoted(changes)}' AS changes (READ_ONLY)")
        db.execute("INSERT INTO ops.ops_fact_changes SELECT * FROM changes.changes ORDER BY ALL")
        db.execute("DETACH changes")
        changes.unlink()


def _make_current(database: Path, published: Path) -> None:
    """Swap `current.duckdb` in one rename; a hard link where the file system can, so that it costs no space."""
    stable = published / "current.duckdb"
    if stable.exists() and stable.samefile(database):
        return
    fresh = published / f".current-{os.getpid()}"
    try:
        os.link(database, fresh)
    except OSError:
        shutil.copyfile(database, fresh)
        sync(fresh)
    os.replace(fresh, stable)
    sync(published)


def _prune(settings: Settings) -> None:
    """Keep the newest snapshots (OTR_KEEP_SNAPSHOTS) and all that have a name."""
    kept = set(names(settings).values())
    for old in snapshots(settings)[: -settings.keep_snapshots]:
        if old not in kept:
            shutil.rmtree(settings.published / old)


def names(settings: Settings) -> dict[str, str]:
    """Names that people gave to snapshots, to cite them -> snapshot id."""
    path = settings.published / NAMES
    return dict(json.loads(path.read_text())) if path.is_file() else {}


def name_snapshot(name: str, state: str, settings: Settings) -> str:
    """Give a snapshot a name, under which it is kept for good; returns its id. Raises UsageError."""
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a snapshot: letters, digits, '.', '_' and '-' only, a letter first")
    snapshot_id = find_snapshot(state, settings)
    known = names(settings)
    if known.get(name, snapshot_id) != snapshot_id:
        raise UsageError(f"{name!r} is the name of {known[name]} already: what was cited must not change")
    fresh = settings.published / f".{NAMES}"
    fresh.write_text(json.dumps(dict(sorted((known | {name: snapshot_id}).items())), indent=1) + "\n")
    sync(fresh)
    os.replace(fresh, settings.published / NAMES)
    return snapshot_id


def find_snapshot(state: str, settings: Settings) -> str:
    """The id for an id, a name, 'current', or a day such as 2026-03-01 (the last snapshot of that day or before).

    Raises UsageError naming what there is.
    """
    ids, known = snapshots(settings), names(settings)
    if DAY.fullmatch(state):
        found = [i for i in ids if i[:8] <= state.replace("-", "")]
    else:
        found = ids if state == "current" else [i for i in ids if i in (state, known.get(state))]
    if not found:
        listed = ", ".join([*known, *ids]) or "none yet"
        raise UsageError(f"there is no snapshot {state!r} in {settings.published}; there are: {listed}")
    return found[-1]


def _sweep(published: Path) -> None:
    """Remove what killed runs left behind."""
    for left in published.glob(".*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _snapshot(snapshot_id: str, settings: Settings, tables: dict[str, Any], is_new: bool) -> Snapshot:
    rows = {name: int(known["rows"]) for name, known in tables.items()}
    return Snapshot(snapshot_id, settings.published / snapshot_id, settings.published / "current.duckdb", rows, is_new)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
