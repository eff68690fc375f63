"""Parts are whole or absent."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest import parts, schema
from ingest.model import Quarantined


def rows(n: int) -> list[dict[str, object]]:
    row = Quarantined(
        dump_id="d", record_no=n, member=None, step="read", reason_code="no_text", message="m", excerpt=None, attempts=1
    )
    return [schema.row(row)]


def test_finished_parts_have_every_table(tmp_path: Path) -> None:
    with parts.PartsWriter(tmp_path, "d") as out:
        for n in range(parts.BATCH_ROWS + 5):
            out.add("quarantine", rows(n))
    assert sorted(p.stem for p in (tmp_path / "d").iterdir()) == sorted(parts.PART_TABLES)
    table = pq.read_table(tmp_path / "d" / "quarantine.parquet")
    assert table.column("record_no").to_pylist() == list(range(parts.BATCH_ROWS + 5))
    assert pq.read_schema(tmp_path / "d" / "quotes.parquet").equals(schema.BY_NAME["quotes"].arrow)


def test_a_fault_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="fault"), parts.PartsWriter(tmp_path, "d") as out:
        out.add("quarantine", rows(1))
        raise RuntimeError("fault")
    assert list(tmp_path.iterdir()) == []


def test_parts_are_replaced_whole(tmp_path: Path) -> None:
    for n in (1, 2):
        with parts.PartsWriter(tmp_path, "d") as out:
            out.add("quarantine", rows(n))
    assert pq.read_table(tmp_path / "d" / "quarantine.parquet").column("record_no").to_pylist() == [2]
