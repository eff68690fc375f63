"""What people decided about facts, in CSV files that they may edit by hand: read line by line, and added to.

A decision names its target by the text (article, exact words, the words before and after), never by a row's id or offset, so
that it applies again after a re-extraction. A line that cannot be used is kept with its fault, and told with file and line.
"""

import csv
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from ingest.errors import UsageError
from ingest.model import Decision

FILE = "decisions.csv"
# action -> the columns it needs beside itself, and what it does
ACTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "accept_quote": (("article_id", "exact"), "the quote is right as it is"),
    "reject_quote": (("article_id", "exact"), "this is no quote: it is taken out of the facts"),
    "set_speaker": (("article_id", "exact", "correction"), "the quote's speaker is CORRECTION"),
    "merge_names": (("exact", "correction"), "EXACT is another name of CORRECTION, in all articles"),
    "split_name": (
        ("article_id", "exact", "correction"),
        "in this article EXACT is somebody else, known as CORRECTION",
    ),
    "set_value": (("article_id", "exact", "correction"), "the figure's plain number is CORRECTION"),
    "reject_figure": (("article_id", "exact"), "this is no figure: it is taken out of the facts"),
}
COLUMNS = tuple(f.name for f in fields(Decision) if f.name not in ("file", "line_no", "fault"))
MAX_FIELD = 1_000_000  # characters of a cell; longer than any quote


def read(folder: Path) -> list[Decision]:
    """Every line of every `decisions*.csv` of a folder, in order of file and line. A missing folder holds none."""
    return [decision for path in sorted(folder.glob("decisions*.csv")) for decision in _read_file(path)]


def _read_file(path: Path) -> Iterator[Decision]:
    csv.field_size_limit(MAX_FIELD)
    try:
        with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
            rows = csv.reader(file, strict=True)
            header = [name.strip().lower() for name in next(rows, [])]
            if fault := _fault_of_header(header):
                yield _broken(path.name, 1, fault)
                return
            for row in rows:
                if any(cell.strip() for cell in row):
                    yield _decision(path.name, rows.line_num, header, row)
    except csv.Error as error:
        yield _broken(path.name, rows.line_num, f"the line and all after it cannot be read as CSV: {error}")
    except OSError as error:
        yield _broken(path.name, 1, f"the file cannot be read: {error.strerror}")


def _fault_of_header(header: list[str]) -> str | None:
    if unknown := [name for name in header if name not in COLUMNS]:
        return f"unknown column {unknown[0]!r}; the columns are {','.join(COLUMNS)}"
    return None if "action" in header else f"the first line must name the columns: {','.join(COLUMNS)}"


def _decision(file: str, line_no: int, header: list[str], row: list[str]) -> Decision:
    cells = dict.fromkeys(COLUMNS, "") | dict(zip(header, row, strict=False))
    # words of an article may begin or end with a blank; everything else may not
    bare = {n: c if n in ("exact", "prefix", "suffix") else c.strip() for n, c in cells.items()}
    kept = {n: c.replace("\x00", "") or None for n, c in bare.items()}
    return _made(file, line_no, kept, _too_long(header, row) or fault_of(kept))


def _made(file: str, line_no: int, cells: Mapping[str, str | None], fault: str | None) -> Decision:
    return Decision(file=file, line_no=line_no, fault=fault, **{**cells, "action": cells["action"] or ""})  # type: ignore[arg-type]


def _too_long(header: list[str], row: list[str]) -> str | None:
    return f"{len(row)} cells for {len(header)} columns" if len(row) > len(header) else None


def fault_of(cells: Mapping[str, str | None]) -> str | None:
    """What keeps a decision from being used, or None."""
    action = cells["action"] or ""
    if action not in ACTIONS:
        return f"unknown action {action!r}; the actions are {', '.join(ACTIONS)}"
    if missing := [name for name in ACTIONS[action][0] if not (cells[name] or "").strip()]:
        return f"{action} needs {' and '.join(missing)}"
    if action == "set_value" and not _is_number(cells["correction"] or ""):
        return f"set_value needs a plain number, not {cells['correction']!r}"
    if cells["decided_on"] and not _is_day(cells["decided_on"]):
        return f"decided_on must be a day such as 2026-01-31, not {cells['decided_on']!r}"
    return None


def _is_number(text: str) -> bool:
    try:
        return float(text) not in (float("inf"), float("-inf")) and float(text) == float(text)
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _broken(file: str, line_no: int, fault: str) -> Decision:
    return _made(file, line_no, dict.fromkeys(COLUMNS), fault)


@dataclass(frozen=True, slots=True)
class Added:
    """Where a decision was written, and whether it was new."""

    path: Path
    is_new: bool


def add(folder: Path, cells: Mapping[str, str | None]) -> Added:
    """Append a decision to `decisions.csv`, unless it is there already. Raises UsageError if it cannot be used."""
    if fault := fault_of({name: cells.get(name) for name in COLUMNS}):
        raise UsageError(fault)
    said = ("action", "article_id", "exact", "prefix", "suffix", "correction")
    known = {tuple(getattr(d, name) for name in said) for d in read(folder) if not d.fault}
    path = folder / FILE
    if tuple(cells.get(name) or None for name in said) in known:
        return Added(path, is_new=False)
    folder.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        if not before:
            writer.writerow(COLUMNS)
        elif not before.endswith(b"\n"):  # edited by hand
            file.write("\n")
        writer.writerow([cells.get(name) or "" for name in COLUMNS])
        file.flush()
        os.fsync(file.fileno())
    return Added(path, is_new=True)


def forget(folder: Path, articles: set[str], name: str | None) -> int:
    """Remove the lines about articles that were taken down, and those that bear a person's name; returns how many."""
    gone = 0
    for path in sorted(folder.glob("decisions*.csv")):
        kept, dropped = list[list[str]](), 0
        with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
            for row in csv.reader(file):
                about = articles & set(row) or (name and any(name.casefold() in cell.casefold() for cell in row))
                dropped += bool(about)
                kept += [] if about else [row]
        if dropped:
            fresh = path.with_suffix(".rewriting")
            with fresh.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerows(kept)
            fresh.replace(path)
        gone += dropped
    return gone
