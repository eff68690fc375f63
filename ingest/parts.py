"""Parquet parts: one folder a dump, in it one file a table and share (`quotes-0.parquet`), complete or absent.

Rows are written in batches to a hidden folder beside the final one and flushed to disk; the shares' folders are joined by
renaming. A kill at any point leaves either the whole part or none of it.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from ingest import schema

BATCH_ROWS = 2_000
PART_TABLES = ("articles", "blocks", "mentions", "quotes", "figures", "quarantine")


class PartsWriter:
    """Context manager: rows of one share in, its finished folder out, for `join`; on an exception nothing is left."""

    def __init__(self, parts: Path, dump_id: str, share: int = 0) -> None:
        self._final = _share(parts, dump_id, share)
        self._folder = parts / f".{dump_id}.{os.getpid()}"
        self._number = share
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in PART_TABLES}
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        for name in PART_TABLES:
            self._writers[name] = pq.ParquetWriter(
                self._folder / f"{name}-{self._number}.parquet", schema.BY_NAME[name].arrow, compression="zstd"
            )
        return self

    def add(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        """Keep rows (column name -> value) for one of PART_TABLES."""
        pending = self._rows[table]
        pending.extend(rows)
        if len(pending) >= BATCH_ROWS:
            self._flush(table)

    def _flush(self, table: str) -> None:
        if rows := self._rows[table]:
            self._writers[table].write_batch(pa.RecordBatch.from_pylist(rows, schema.BY_NAME[table].arrow))
            rows.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for name in PART_TABLES:
                if kind is None:
                    self._flush(name)
                self._writers[name].close()
            if kind is None:
                self._finish()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _finish(self) -> None:
        for name in PART_TABLES:
            sync(self._folder / f"{name}-{self._number}.parquet")
        _replace(self._folder, self._final)


def join(parts: Path, dump_id: str, shares: int) -> None:
    """Make `<parts>/<dump_id>` of a dump's finished shares, in place of what is there. Raises OSError."""
    folder = _share(parts, dump_id, 0)
    for n in range(1, shares):
        other = _share(parts, dump_id, n)
        for file in other.iterdir():
            os.replace(file, folder / file.name)
        other.rmdir()
    sync(folder)
    _replace(folder, parts / dump_id)


def _share(parts: Path, dump_id: str, number: int) -> Path:
    return parts / f".{dump_id}-{number}"


def _replace(folder: Path, final: Path) -> None:
    if final.exists():  # an earlier try, or the same dump read again
        shutil.rmtree(final)
    os.replace(folder, final)
    sync(final.parent)


def sync(path: Path) -> None:
    """Flush a file or a folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(parts: Path) -> None:
    """Remove what killed runs left behind. Only with the writer's lock held."""
    if parts.is_dir():
        for left in parts.glob(".*"):
            shutil.rmtree(left, ignore_errors=True)
