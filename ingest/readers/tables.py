"""CSV, TSV and their relatives (semicolon, pipe): the first line names the columns, each later one is a record.

A quotation mark that is never closed costs its own record: reading goes on at the next line that is a whole row by itself.
A row with too many cells is rejected, since nobody can know which comma was text; one with too few is taken as it is. Repeated
headers and blank rows are no records.
"""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from ingest.errors import Unreadable
from ingest.field_names import NAME_IT, TEXT_MEANINGS, meaning_of
from ingest.limits import Limits
from ingest.readers.plain import CONTROLS
from ingest.readers.streams import check_end
from ingest.records import Record, Reject

FORMAT = "csv"
NEEDS_SEEK = False
HEAD: Final = 65536
DELIMITERS: Final = (",", "\t", ";", "|")
BLANK: Final = {"", "nan", "none", "null", "na"}
SURE: Final = 4  # columns from which on rows in a row (RUN of them) inside a quotation prove that it was never closed
RUN: Final = 3
SHOWN: Final = 12  # column names told in an error
WIDE: Final = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF32_LE: "utf-32"}


def sniff(head: bytes, name: str) -> bool:
    """Called so, or a first line that names a text column and another one that is known."""
    if not _is_legible(head):
        return False
    if name.endswith((".csv", ".tsv", ".tab", ".psv")):
        return bool(head.strip())
    first = next(_lines(io.BytesIO(head), Limits()), "")
    layout = _layout(first, "")
    return layout is not None and len(layout.known) > 1 and not first.lstrip().startswith(("{", "[", "<"))


def _is_legible(head: bytes) -> bool:
    """Few control bytes, NUL among them: a NUL or two in a cell are dirt, many are another format."""
    return head.startswith(tuple(WIDE)) or len(head) - len(head.translate(None, CONTROLS)) <= len(head) // 50


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written: `known` are the meanings of its columns."""

    delimiter: str
    columns: tuple[str, ...]
    known: frozenset[str]
    is_quoted: bool
    escape: str | None


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """Records in order. Raises Unreadable('no_columns') if no column can be told to hold a text."""
    csv.field_size_limit(limits.record_bytes)
    start = stream.read(HEAD)
    stream.seek(0)
    lines = _lines(stream, limits)
    first = next((line for line in lines if line.strip() and not line.startswith("sep=")), None)
    if first is None:
        return
    layout = _layout(first, start.decode("utf-8", "replace"))
    if layout is None:
        cells = _cells(first, ",")
        shown = ", ".join(cell[:30] for cell in cells[:SHOWN]) + (
            f", … ({len(cells)} in all)" if len(cells) > SHOWN else ""
        )
        raise Unreadable(
            "no_columns", f"{name}: no column of the first line is known to hold a text. Its cells: {shown}. {NAME_IT}"
        )
    no = 0
    for item in Rows(lines, layout, limits):
        if isinstance(item, list) and (_is_blank(item) or tuple(item) == layout.columns):
            continue
        no += 1
        made = item if isinstance(item, Unreadable) else _fields(item, layout)
        if isinstance(made, Unreadable):
            yield Reject(no=no, error=made)
        else:
            yield Record(no=no, form="fields", format=FORMAT, fields=made)


def _layout(first: str, head: str) -> Layout | None:
    """The delimiter that makes most known columns of the first line; None if it makes none that holds a text."""
    best: Layout | None = None
    for delimiter in DELIMITERS:
        columns = tuple(_cells(first, delimiter))
        known = frozenset(meaning for column in columns if (meaning := meaning_of(column)))
        if len(columns) > 1 and known & TEXT_MEANINGS and (best is None or len(known) > len(best.known)):
            is_escaped = '\\"' in head and '""' not in head
            best = Layout(delimiter, columns, known, True, "\\" if is_escaped else None)
    if best is None or best.delimiter != "\t":
        return best
    return Layout("\t", best.columns, best.known, _is_quoted(head), best.escape)


def _cells(first: str, delimiter: str) -> list[str]:
    """Names in a first line; none if it is no line of a table."""
    try:
        return [cell.strip() for cell in next(csv.reader([first.rstrip("\r\n")], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _is_quoted(head: str) -> bool:
    """False if cells begin with a quotation mark that does not enclose them: then marks are text, as in many TSV files."""
    try:
        deque(csv.reader(head.splitlines()[:-1], delimiter="\t", strict=True), maxlen=0)
    except csv.Error as error:
        return "end of data" in str(error)
    return True


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[str]:
    """Decoded lines with their ends; UTF-8, or Windows-1252 line by line where it is not. Nothing longer than a record may be."""
    start = stream.read(4)
    stream.seek(0)
    if charset := next((c for bom, c in WIDE.items() if start.startswith(bom)), None):
        yield from io.TextIOWrapper(stream, charset, "replace", newline="")
        return
    is_old_mac = b"\r" in (head := stream.read(HEAD)) and b"\n" not in head
    stream.seek(3 if start.startswith(codecs.BOM_UTF8) else 0)
    while line := stream.readline(limits.record_bytes + 1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = line.decode("cp1252", "replace")
        if not line.endswith(b"\n"):
            check_end(stream)
        if is_old_mac:
            yield from text.splitlines(keepends=True)
        else:
            yield text


class Rows:
    """Rows of a table, each a list of cells or an Unreadable."""

    def __init__(self, lines: Iterator[str], layout: Layout, limits: Limits) -> None:
        self._lines = lines
        self._layout = layout
        self._limits = limits
        self._ahead: deque[str] = deque()  # lines to be read again
        self._taken: list[str] = []  # lines of the row at hand
        self._run = 0

    def __iter__(self) -> Iterator[list[str] | Unreadable]:
        while True:
            self._taken, self._run = [], 0
            row: list[str] | Unreadable | None
            try:
                row = next(self._parser(self._feed()), None)
            except (csv.Error, _NeverClosed) as error:
                row = None if not self._taken else self._resumed(str(error))
            if row is None:
                return
            if isinstance(row, list) and len(row) > len(self._layout.columns) and len(self._taken) > 1:
                row = self._resumed("a quotation mark is not closed")
            yield row

    def _parser(self, lines: Iterator[str]) -> Iterator[list[str]]:
        layout = self._layout
        if not layout.is_quoted:
            return csv.reader(lines, delimiter=layout.delimiter, quoting=csv.QUOTE_NONE, strict=True)
        return csv.reader(lines, delimiter=layout.delimiter, escapechar=layout.escape, strict=True)

    def _feed(self) -> Iterator[str]:
        size = 0
        while (line := self._ahead.popleft() if self._ahead else next(self._lines, None)) is not None:
            self._taken.append(line)
            size += len(line)
            if size > self._limits.record_bytes:
                raise _NeverClosed(f"the row is longer than {self._limits.record_bytes:,} bytes")
            if len(self._taken) > 1 and len(self._layout.columns) >= SURE:
                self._run = self._run + 1 if self._is_row(line) else 0
                if self._run == RUN:
                    raise _NeverClosed("a quotation mark is not closed")
            yield line

    def _is_row(self, line: str) -> bool:
        """True for a line that is a whole row by itself."""
        try:
            rows = list(self._parser(iter([line])))
        except csv.Error:
            return False
        return len(rows) == 1 and len(rows[0]) == len(self._layout.columns)

    def _resumed(self, why: str) -> Unreadable:
        """The fault of the row at hand; its lines from the next whole row on are read again."""
        taken = self._taken
        at = next((i for i in range(1, len(taken)) if self._is_row(taken[i])), len(taken))
        self._ahead.extendleft(reversed(taken[at:]))
        code = "record_too_large" if sum(map(len, taken[:at])) > self._limits.record_bytes else "malformed_row"
        return Unreadable(code, f"The row cannot be read: {why}.", "".join(taken[:at])[:200])


class _NeverClosed(Exception):
    pass


def _is_blank(row: list[str]) -> bool:
    return all(cell.strip().casefold() in BLANK for cell in row)


def _fields(row: list[str], layout: Layout) -> dict[str, Any] | Unreadable:
    extra = row[len(layout.columns) :]
    if any(cell.strip() for cell in extra):
        return Unreadable(
            "malformed_row",
            f"The row has {len(row)} cells, the first line names {len(layout.columns)} columns.",
            layout.delimiter.join(row)[:200],
        )
    fields: dict[str, Any] = {}
    for column, cell in zip(layout.columns, row, strict=False):
        if cell.strip():
            fields.setdefault(column or "column", cell)
    return fields
