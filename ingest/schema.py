"""From the dataclasses of `ingest.model` to everything that needs their shape: Parquet, DDL, rows, dbt sources, column docs.

Nothing here holds a column name or a description of its own, save how a span is spread over columns.
"""

import dataclasses
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from ingest import model
from ingest.model import Key, Span

SPAN_STRUCT = pa.struct([("char_start", pa.int32()), ("char_end", pa.int32()), ("text", pa.string())])
ARROW: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}
SQL: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.int32(): "INTEGER",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP WITH TIME ZONE",
    pa.list_(pa.string()): "VARCHAR[]",
    pa.list_(SPAN_STRUCT): "STRUCT(char_start INTEGER, char_end INTEGER, text VARCHAR)[]",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type in Parquet and SQL, what it means, and the values it may take (empty: any)."""

    name: str
    arrow: pa.DataType
    nullable: bool
    key: bool
    description: str
    values: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        return SQL[self.arrow]


@dataclass(frozen=True, slots=True)
class Table:
    """One staging table. `id_name` is the fact's own identifier column, if its rows are facts of an article."""

    name: str
    description: str
    classes: tuple[type, ...]
    id_name: str | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        own = (Column(self.id_name, pa.string(), False, True, _ID_DOC[self.id_name]),) if self.id_name else ()
        return own + tuple(c for cls in self.classes for c in _columns(cls))

    @property
    def arrow(self) -> pa.Schema:
        return pa.schema([pa.field(c.name, c.arrow, c.nullable) for c in self.columns])

    @property
    def ddl(self) -> str:
        """CREATE TABLE statement. Keys are tested by dbt, not declared: DuckDB's indexes refuse delete-and-insert in one go."""
        columns = ",\n  ".join(f"{c.name} {c.sql}{'' if c.nullable else ' NOT NULL'}" for c in self.columns)
        return f"CREATE TABLE IF NOT EXISTS staging.{self.name} (\n  {columns}\n)"


_ID_DOC = {
    "block_id": "Hash of version and position of the block.",
    "mention_id": "Hash of article, name, label and its ordinal: survives a moved offset.",
    "quote_id": "Hash of article, normalised words and their ordinal: survives a moved offset and a new model.",
    "figure_id": "Hash of article, printed words, kind and their ordinal: survives a moved offset.",
}

TABLES: tuple[Table, ...] = (
    Table("dumps", "One row per file of the landing folder, as last seen: the ledger.", (model.Dump,)),
    Table("articles", "One row per version of an article.", (model.Article,)),
    Table(
        "blocks",
        "One row per typed stretch of an article version, in reading order.",
        (model.FactKeys, model.Block),
        "block_id",
    ),
    Table("mentions", "One row per name in an article version.", (model.FactKeys, model.Mention), "mention_id"),
    Table("quotes", "One row per report of speech in an article version.", (model.FactKeys, model.Quote), "quote_id"),
    Table(
        "figures", "One row per checkable number in an article version.", (model.FactKeys, model.Figure), "figure_id"
    ),
    Table("quarantine", "One row per record that could not be read.", (model.Quarantined,)),
)
BY_NAME: Mapping[str, Table] = {t.name: t for t in TABLES}


def _columns(cls: type) -> Iterator[Column]:
    hints = get_type_hints(cls, include_extras=True)
    for field in dataclasses.fields(cls):
        hint, *notes = (
            get_args(hints[field.name]) if get_origin(hints[field.name]) is Annotated else (hints[field.name],)
        )
        description = next((n for n in notes if isinstance(n, str)), "")
        key = any(n is Key or isinstance(n, Key) for n in notes)
        base, nullable = _unwrap(hint)
        if base is Span:
            yield from _span_columns(field.name, nullable, description)
        else:
            values = get_args(base) if get_origin(base) is Literal else ()
            place = _PLACES.get((cls, field.name))
            yield Column(place or field.name, pa.int32() if place else _arrow(base), nullable, key, description, values)


# A block's own span has the columns of every other span.
_PLACES: dict[tuple[type, str], str] = {(model.Block, "start"): "char_start", (model.Block, "end"): "char_end"}


def _span_columns(field: str, nullable: bool, description: str) -> Iterator[Column]:
    place = "char" if field == "span" else field
    yield Column(
        f"{place}_start", pa.int32(), nullable, False, f"{description}: first character in the article text (from 0)."
    )
    yield Column(
        f"{place}_end", pa.int32(), nullable, False, f"{description}: one past the last character in the article text."
    )
    name = "text" if field == "span" else f"{field}_text"
    yield Column(
        name, pa.string(), nullable, False, f"{description}: the exact words, equal to that slice of the text."
    )


def _unwrap(hint: Any) -> tuple[Any, bool]:
    """`X | None` -> (X, True); anything else -> (hint, False)."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        return inner[0], True
    return hint, False


def _arrow(base: Any) -> pa.DataType:
    if get_origin(base) is Literal:
        return pa.string()
    if get_origin(base) is tuple:
        item = get_args(base)[0]
        return pa.list_(SPAN_STRUCT if item is Span else ARROW[item])
    return ARROW[base]


def row(*parts: Any, **ids: str) -> dict[str, Any]:
    """Spread dataclass instances over one flat row: `row(keys, quote, quote_id=...)`."""
    out: dict[str, Any] = dict(ids)
    for part in parts:
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            base, _ = _unwrap(_hint(type(part), field.name))
            if base is Span:
                out.update(_spread(field.name, value))
            elif isinstance(value, tuple):
                out[field.name] = [_struct(v) if isinstance(v, Span) else v for v in value]
            else:
                out[_PLACES.get((type(part), field.name), field.name)] = value
    return out


_HINTS: dict[type, dict[str, Any]] = {}


def _hint(cls: type, name: str) -> Any:
    if cls not in _HINTS:
        _HINTS[cls] = get_type_hints(cls)
    return _HINTS[cls][name]


def _spread(field: str, span: Span | None) -> dict[str, Any]:
    place, words = ("char", "text") if field == "span" else (field, f"{field}_text")
    if span is None:
        return {f"{place}_start": None, f"{place}_end": None, words: None}
    return {f"{place}_start": span.start, f"{place}_end": span.end, words: span.text}


def _struct(span: Span) -> dict[str, Any]:
    return {"char_start": span.start, "char_end": span.end, "text": span.text}
