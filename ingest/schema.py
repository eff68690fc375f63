"""From the dataclasses of `ingest.model` to everything that needs their shape: Parquet, DDL, rows, dbt sources, column docs.

Nothing here holds a column name or a description of its own, save how a span is spread over columns.
"""

import dataclasses
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from ingest import model
from ingest.model import Key, Span

SQL: dict[Any, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    date: "DATE",
    datetime: "TIMESTAMP WITH TIME ZONE",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its SQL type, what it means, and the values it may take (empty: any)."""

    name: str
    sql: str
    nullable: bool
    key: bool
    description: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One staging table. `id_name` is the fact's own identifier column, if its rows are facts of an article."""

    name: str
    description: str
    classes: tuple[type, ...]
    id_name: str | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        own = (Column(self.id_name, SQL[str], False, True, _ID_DOC[self.id_name]),) if self.id_name else ()
        return own + tuple(c for cls in self.classes for c in _columns(cls))

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
    Table("text_policies", "One row per outlet whose words are not all to be published.", (model.OutletPolicy,)),
    Table("takedowns", "One row per takedown: its tombstone.", (model.Takedown,)),
    Table("decisions", "One row per line of the decisions files: what people decided.", (model.Decision,)),
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
            yield Column(place or field.name, "INTEGER" if place else _sql(base), nullable, key, description, values)


# A block's own span has the columns of every other span.
_PLACES: dict[tuple[type, str], str] = {(model.Block, "start"): "char_start", (model.Block, "end"): "char_end"}


def _span_columns(field: str, nullable: bool, description: str) -> Iterator[Column]:
    place = "char" if field == "span" else field
    yield Column(
        f"{place}_start", "INTEGER", nullable, False, f"{description}: first character in the article text (from 0)."
    )
    yield Column(
        f"{place}_end", "INTEGER", nullable, False, f"{description}: one past the last character in the article text."
    )
    name = "text" if field == "span" else f"{field}_text"
    yield Column(name, SQL[str], nullable, False, f"{description}: the exact words, equal to that slice of the text.")


def _unwrap(hint: Any) -> tuple[Any, bool]:
    """`X | None` -> (X, True); anything else -> (hint, False)."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        return inner[0], True
    return hint, False


def _sql(base: Any) -> str:
    if get_origin(base) is Literal:
        return SQL[str]
    if get_origin(base) is tuple:
        item = get_args(base)[0]
        return f"{SQL[item] if item in SQL else struct_sql(item)}[]"
    return SQL[base]


def struct_columns(item: type) -> tuple[Column, ...]:
    """The fields of one item (Span or Hop) of a list column; a span's are its places and words."""
    return tuple(_span_columns("span", False, "") if item is Span else _columns(item))


def struct_sql(item: type) -> str:
    return f"STRUCT({', '.join(f'{c.name} {c.sql}' for c in struct_columns(item))})"


def row(*parts: Any, **ids: str) -> dict[str, Any]:
    """Spread dataclass instances over one flat row: `row(keys, quote, quote_id=...)`."""
    out: dict[str, Any] = dict(ids)
    for part in parts:
        for name, is_span, column in _layout(type(part)):
            value = getattr(part, name)
            if is_span:
                out.update(_spread(name, value))
            elif isinstance(value, tuple):
                out[name] = [_item(v) for v in value]
            else:
                out[column] = value
    return out


_LAYOUTS: dict[type, tuple[tuple[str, bool, str], ...]] = {}


def _layout(cls: type) -> tuple[tuple[str, bool, str], ...]:
    """Of each field of a dataclass: its name, whether it is a span, its column."""
    if cls not in _LAYOUTS:
        hints = get_type_hints(cls)
        _LAYOUTS[cls] = tuple(
            (field.name, _unwrap(hints[field.name])[0] is Span, _PLACES.get((cls, field.name), field.name))
            for field in dataclasses.fields(cls)
        )
    return _LAYOUTS[cls]


def _spread(field: str, span: Span | None) -> dict[str, Any]:
    place, words = ("char", "text") if field == "span" else (field, f"{field}_text")
    if span is None:
        return {f"{place}_start": None, f"{place}_end": None, words: None}
    return {f"{place}_start": span.start, f"{place}_end": span.end, words: span.text}


def _item(value: Any) -> Any:
    if isinstance(value, Span):
        return _spread("span", value)
    return row(value) if dataclasses.is_dataclass(value) else value
