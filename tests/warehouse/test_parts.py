"""Parts are whole or absent."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest import part_folders, parts, schema
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
    part_folders.join(tmp_path, "d", 1)
    assert sorted(p.stem for p in (tmp_path / "d").iterdir()) == sorted(f"{t}-0" for t in part_folders.PART_TABLES)
    table = pq.read_table(tmp_path / "d" / "quarantine-0.parquet")
    assert table.column("record_no").to_pylist() == list(range(parts.BATCH_ROWS + 5))
    assert pq.read_schema(tmp_path / "d" / "quotes-0.parquet").equals(parts.arrow_schema("quotes"))


def test_a_fault_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="fault"), parts.PartsWriter(tmp_path, "d") as out:
        out.add("quarantine", rows(1))
        raise RuntimeError("fault")
    assert list(tmp_path.iterdir()) == []


def test_parts_are_replaced_whole(tmp_path: Path) -> None:
    """Also if the dump was read in more shares the time before."""
    for shares in (3, 2):
        for n in range(shares):
            with parts.PartsWriter(tmp_path, "d", n) as out:
                out.add("quarantine", rows(10 * shares + n))
        part_folders.join(tmp_path, "d", shares)
    kept = sorted((tmp_path / "d").glob("quarantine-*.parquet"))
    assert [pq.read_table(p).column("record_no").to_pylist() for p in kept] == [[20], [21]]
    assert list(tmp_path.iterdir()) == [tmp_path / "d"]
