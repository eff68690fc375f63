"""Parquet: a record a row that is not empty, read in small batches; the columns' names mean what they mean in a table."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ingest.errors import Unreadable
from ingest.field_names import NAME_IT, TEXT_MEANINGS, meaning_of
from ingest.limits import Limits
from ingest.records import Record, Reject

FORMAT = "parquet"
NEEDS_SEEK = True
MAGIC: Final = b"PAR1"
ROWS: Final = 64  # of a batch
SHOWN: Final = 12  # column names told in an error
FAULTS: Final = (OSError, ValueError, OverflowError, MemoryError)


def sniff(head: bytes, name: str) -> bool:
    return head.startswith(MAGIC)


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """Rows in order. Raises Unreadable for a damaged file, after the rows before the damage, or one without a text column."""
    import pyarrow as pa  # when a table is met: the command line need not wait for it
    import pyarrow.parquet as pq

    faults = (pa.ArrowException, *FAULTS)
    try:
        table = pq.ParquetFile(stream)
        groups = [table.metadata.row_group(i) for i in range(table.metadata.num_row_groups)]
    except faults as error:
        raise Unreadable("damaged_archive", f"{name} cannot be opened: {str(error)[:100]}.") from None
    columns = table.schema_arrow.names
    if not any(meaning_of(column) in TEXT_MEANINGS for column in columns):
        shown = ", ".join(columns[:SHOWN]) + (f", … ({len(columns)} in all)" if len(columns) > SHOWN else "")
        raise Unreadable(
            "no_columns", f"{name}: none of its columns is known to hold a text. Its columns: {shown}. {NAME_IT}"
        )
    if any(group.total_byte_size > limits.member_bytes for group in groups):
        raise Unreadable("archive_limit", f"{name} has a row group that unpacks to over {limits.member_bytes:,} bytes.")
    no = 0
    try:
        for batch in table.iter_batches(batch_size=ROWS):
            for row in batch.to_pylist():
                if fields := {name: value for name, value in row.items() if value not in (None, "")}:
                    no += 1
                    yield _record(no, fields, limits)
    except faults as error:
        raise Unreadable("damaged_archive", f"{name} is damaged after row {no:,}: {str(error)[:100]}.") from None


def _record(no: int, fields: dict[str, Any], limits: Limits) -> Record | Reject:
    size = sum(len(value) for value in fields.values() if isinstance(value, str | bytes))
    if size > limits.record_bytes:
        fault = Unreadable("record_too_large", f"The row has more than {limits.record_bytes:,} bytes.")
        return Reject(no=no, error=fault)
    return Record(no=no, form="fields", format=FORMAT, fields=fields)
