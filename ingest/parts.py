"""Parquet files of one share of a dump: rows in, a finished folder out. Only workers load this, and pyarrow with it."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from ingest import schema
from ingest.model import Hop, Span
from ingest.part_folders import PART_TABLES, replace, share_folder, sync

BATCH_ROWS = 2_000
ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC"),
    "VARCHAR[]": pa.list_(pa.string()),
}
ARROW |= {
    f"{schema.struct_sql(item)}[]": pa.list_(pa.struct([(c.name, ARROW[c.sql]) for c in schema.struct_columns(item)]))
    for item in (Span, Hop)
}


def arrow_schema(table: str) -> pa.Schema:
    """The Parquet schema of one of PART_TABLES."""
    return pa.schema([pa.field(c.name, ARROW[c.sql], c.nullable) for c in schema.BY_NAME[table].columns])


class PartsWriter:
    """Context manager: rows of one share in, its finished folder out, for `join`; on an exception nothing is left."""

    def __init__(self, parts: Path, dump_id: str, share: int = 0) -> None:
        self._final = share_folder(parts, dump_id, share)
        self._folder = parts / f".{dump_id}.{os.getpid()}"
        self._number = share
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in PART_TABLES}
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        for name in PART_TABLES:
            self._writers[name] = pq.ParquetWriter(
                self._folder / f"{name}-{self._number}.parquet", arrow_schema(name), compression="zstd"
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
            self._writers[table].write_batch(pa.RecordBatch.from_pylist(rows, arrow_schema(table)))
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
        replace(self._folder, self._final)
