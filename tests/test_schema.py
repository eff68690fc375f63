"""The declaration and what follows from it."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from ingest import generated, model, schema
from ingest.parts import arrow_schema

from .conftest import ROOT


def test_every_column_is_described() -> None:
    blank = [f"{t.name}.{c.name}" for t in schema.TABLES for c in t.columns if len(c.description) < 15]
    assert not blank


def test_one_name_has_one_type() -> None:
    types: dict[str, set[str]] = {}
    for table in schema.TABLES:
        for column in table.columns:
            types.setdefault(column.name, set()).add(column.sql)
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda t: t.name)
def test_duckdb_takes_the_declaration(table: schema.Table) -> None:
    db = duckdb.connect()
    db.execute("CREATE SCHEMA staging")
    db.execute(table.ddl)
    described = db.execute(f"DESCRIBE staging.{table.name}").fetchall()
    assert [(name, kind.replace('"', "")) for name, kind, *_ in described] == [(c.name, c.sql) for c in table.columns]


def test_rows_fit_the_parquet_schema() -> None:
    span = model.Span(3, 8, "words")
    hop = model.Hop(span=span, cue=None, canonical="Coast Wire", kind="institution")
    quote = model.Quote(
        span=span, kind="direct", parts=(span,), cue=None, cue_stance="none", speaker=span, speaker_canonical="Ana Berg",
        speaker_kind="named", speaker_basis="name", role=None, addressee=None, chain=(hop,), polarity="assert", is_unclosed=False,
        block_kind="paragraph", confidence=0.5,
    )  # fmt: skip
    keys = model.FactKeys(article_id="a", version_id="v", dump_id="d", extractor="e")
    row = schema.row(keys, quote, quote_id="q")
    batch = pa.RecordBatch.from_pylist([row], arrow_schema("quotes"))
    assert batch.to_pylist()[0] == row
    assert (row["char_start"], row["char_end"], row["text"], row["speaker_text"], row["cue_start"]) == (
        3,
        8,
        "words",
        "words",
        None,
    )
    assert row["chain"][0]["kind"] == "institution"
    assert row["parts"] == [{"char_start": 3, "char_end": 8, "text": "words"}]


def test_a_literal_field_lists_its_values() -> None:
    kinds = {c.name: c.values for c in schema.BY_NAME["quotes"].columns}
    assert kinds["kind"] == ("direct", "mixed", "indirect")
    assert kinds["text"] == ()


def test_dbt_files_are_up_to_date() -> None:
    assert generated.stale(ROOT / "dbt") == []


def test_stale_files_are_noticed(tmp_path: Path) -> None:
    for name, text in generated.expected().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "models/docs.md").write_text("edited by hand")
    assert generated.stale(tmp_path) == ["models/docs.md"]
    assert generated.write(tmp_path) == ["models/docs.md"]
    assert generated.stale(tmp_path) == []
