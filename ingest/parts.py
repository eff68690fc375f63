"""Parquet parts: one folder a dump, one file a table, complete or absent.

Rows are written in batches to a hidden folder beside the final one, flushed to disk and renamed, so that a kill at any point
leaves either the whole part or none of it.
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
    """Context manager: rows in, a finished folder `<parts>/<dump_id>` out; on an exception nothing is left."""

    def __init__(self, parts: Path, dump_id: str) -> None:
        self._final = parts / dump_id
        self._folder = parts / f".{dump_id}.{os.getpid()}"
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in PART_TABLES}
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        for name in PART_TABLES:
            self._writers[name] = pq.ParquetWriter(
                self._folder / f"{name}.parquet", schema.BY_NAME[name].arrow, compression="zstd"
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
            sync(self._folder / f"{name}.parquet")
        if self._final.exists():  # an earlier try, or the same dump read again
            shutil.rmtree(self._final)
        os.replace(self._folder, self._final)
        sync(self._final.parent)


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
