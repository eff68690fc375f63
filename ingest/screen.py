"""What a person sees in the terminal; with --json, what a program reads. Results on stdout, progress on stderr."""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ingest.build import Built
from ingest.diff import Diff
from ingest.doctor import Check
from ingest.landing import SKIPS
from ingest.pipeline import Status, Totals
from ingest.publish import Snapshot
from ingest.reading import Answer, Highlights, highlights
from ingest.review import Doubt
from ingest.settings import Settings

WIDTH = 100
NEXT = (
    ('.venv/bin/ingest sql "SELECT speaker, content FROM rpt_quotes LIMIT 5"', "ask the tables"),
    (".venv/bin/ingest quarantine list", "what could not be read, and what to do"),
    ("make run LANDING=folder", "your own dumps"),
    ("make ui", "the same in Airflow"),
)
BLINK_SECONDS = 0.2  # between changes of the line on a terminal
LINE_SECONDS = 5.0  # between progress lines where there is no terminal


class Progress:
    """On a terminal one line that is rewritten; elsewhere a line now and then. Context manager."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live and not self._quiet:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def dump(self, done: int, total: int, name: str) -> None:
        """`done` of `total` are finished; `name` was the last, or is being read."""
        if time.monotonic() - self._last >= (BLINK_SECONDS if self._live else LINE_SECONDS):
            self.say(f"{done:,} of {total:,} read · {name[:60]}")

    def say(self, what: str) -> None:
        """What is being done now."""
        self._last = time.monotonic()
        if not self._quiet:
            print(
                f"\r\x1b[K{what} …" if self._live else f"{what} …",
                end="" if self._live else "\n",
                file=sys.stderr,
                flush=True,
            )


def _console() -> Console:
    console = Console(highlight=False, soft_wrap=False)
    return console if console.is_terminal and console.width < WIDTH else Console(highlight=False, width=WIDTH)


def _grid(*ratios: int) -> Table:
    grid = Table.grid(padding=(0, 2))
    for ratio in ratios:
        grid.add_column(ratio=ratio or None, no_wrap=not ratio)
    return grid


def _section(console: Console, title: str, body: Any) -> None:
    console.print()
    console.print(Text(title, style="bold"))
    console.print(Padding(body, (0, 0, 0, 2)))


def run_result(settings: Settings, totals: Totals, built: Built, snapshot: Snapshot, as_json: bool) -> None:
    """The result of the whole job: counts that reconcile, a look at the tables, and where to go from here."""
    seen = highlights(snapshot.current)
    if as_json:
        _json({"totals": asdict(totals), "models": built.models, "tests": built.tests, "snapshot": snapshot.snapshot_id,
               "is_new": snapshot.is_new, "current": str(snapshot.current), "rows": snapshot.rows})  # fmt: skip
        return
    console = _console()
    console.print(
        Text("On the Record", style="bold"),
        Text(f"· snapshot {snapshot.snapshot_id}{'' if snapshot.is_new else ' (nothing new)'}"),
    )
    _section(console, "Read", _read(totals))
    _section(console, "Tables", _tables(seen, built))
    _facts(console, seen)
    if seen.quarantine:
        _section(console, "Set aside", _quarantined(seen))
    _section(console, "Published", Text(str(snapshot.current)))
    _section(console, "Next", _next())


def doubts(found: Sequence[Doubt], as_json: bool) -> None:
    """Quotes to look at, each inside its words, with what to type."""
    if as_json:
        for doubt in found:
            _json(asdict(doubt))
        return
    console = _console()
    for doubt in found:
        where = Text.assemble(doubt.before or "", ("[[" + doubt.text + "]]", "bold"), doubt.after or "")
        body = _grid(0, 1)
        body.add_row("text", Text("…") + Text.assemble(*where.split("\n", allow_blank=True)[:9]) + Text("…"))
        body.add_row(
            "speaker",
            f"{doubt.speaker} · {doubt.kind} · cue: {doubt.cue_text or 'none'} · confidence {doubt.confidence}",
        )
        body.add_row("article", f"{_outlet(doubt.outlet_name)}: {doubt.headline or 'no headline'}")
        _section(console, f"quote {doubt.quote_id}", body)
    console.print()
    if found:
        console.print('ingest review apply accept_quote|reject_quote QUOTE_ID, or set_speaker QUOTE_ID "Full Name"')
    else:
        console.print("Nothing is left to look at.")


def reviews(found: Sequence[dict[str, Any]], as_json: bool) -> None:
    """Decisions with what became of them."""
    if as_json:
        for row in found:
            _json(row)
        return
    table = Table(box=SIMPLE_HEAD)
    for name in ("line", "status", "decision", "words", "correction", "what to do"):
        table.add_column(name, overflow="fold")
    for row in found:
        words = (row["exact"] or "")[:50]
        place = f"{row['file']}:{row['line_no']}"
        table.add_row(
            place, row["status"], row["action"], Text(words), Text(row["correction"] or ""), Text(row["message"] or "")
        )
    _console().print(table if found else "No decisions yet: `ingest review next` shows what to decide.")


def warn_of_decisions(found: Sequence[dict[str, Any]]) -> None:
    """Decisions that were not applied, one line each, on stderr."""
    for row in found:
        if row["status"] != "applied":
            what = f"{row['action'] or 'a line'} {json.dumps((row['exact'] or '')[:40], ensure_ascii=False)}"
            print(
                f"decision not applied: {row['file']}:{row['line_no']}: {what}: {row['status']}, {row['message']}",
                file=sys.stderr,
            )


def warn_of_drift(unusual: Sequence[str]) -> None:
    """Outlets whose newest day is unlike their past, on stderr: the first ten, and how many more."""
    for line in unusual[:10]:
        print(f"unusual: {line}", file=sys.stderr)
    if unusual:
        rest = f"{len(unusual) - 10} more; " if len(unusual) > 10 else ""
        print(f"unusual: {rest}see SELECT * FROM rpt_drift WHERE is_latest AND is_unusual", file=sys.stderr)


def diff(found: Diff, rows: bool, as_json: bool) -> None:
    """What changed between two states: numbers by cause, or every row."""
    if rows:
        for row in found.rows():
            _json(row)
        return
    named = [
        {"fact": f, "change": change, "cause": cause, "facts": n} for (f, change, cause), n in found.counts.items()
    ]
    if as_json:
        _json(
            {
                "facts_before": found.facts_before,
                "facts_after": found.facts_after,
                "moved": found.moved,
                "changes": named,
            }
        )
        return
    table = Table(box=SIMPLE_HEAD)
    for name in ("fact", "change", "cause", "facts"):
        table.add_column(name, justify="right" if name == "facts" else "left")
    for row in named:
        table.add_row(*(f"{v:,}" if isinstance(v, int) else str(v) for v in row.values()))
    console = _console()
    console.print(table if named else "No fact differs.")
    console.print(
        f"{found.facts_before:,} facts before, {found.facts_after:,} after; {found.moved:,} changed or went by themselves"
    )


def _read(totals: Totals) -> Table:
    grid = _grid(0, 1)
    files = f"{totals.dumps:,} read" + (f", {totals.already_loaded:,} loaded before" if totals.already_loaded else "")
    grid.add_row("files", files + (f", {totals.skipped:,} skipped (no dumps)" if totals.skipped else ""))
    grid.add_row("records", _sum(totals))
    return grid


def _sum(totals: Totals) -> str:
    return (
        f"{totals.count_in:,} = {totals.count_new:,} new + {totals.count_changed:,} changed + {totals.count_unchanged:,} unchanged"
        f" + {totals.count_quarantined:,} quarantined"
    )


def _tables(seen: Highlights, built: Built) -> Table:
    grid = _grid(0, 1)
    grid.add_row("rows", " · ".join(f"{n:,} {name}" for name, n in seen.counts.items()))
    grid.add_row("checks", f"{built.models} models built, {built.tests} tests passed")
    return grid


def _outlet(name: str) -> str:
    return "an outlet that its dump does not name" if name == "unknown" else name


def _facts(console: Console, seen: Highlights) -> None:
    if seen.speakers:
        grid = _grid(0, 0)
        for name, quotes, outlets in seen.speakers:
            grid.add_row(name, f"{quotes} quotes in {outlets} outlet{'s' * (outlets != 1)}")
        _section(console, "Most quoted", grid)
    if seen.quotes:
        grid = _grid(1)
        for words, speaker, outlet, published_at in seen.quotes:
            day = f", {published_at:%-d %B %Y}" if published_at else ""
            grid.add_row(Text.assemble("“", (words, "italic"), "”"))
            grid.add_row(Text(f"— {speaker}, in {_outlet(outlet)}{day}", style="dim"))
        _section(console, "Said", grid)
    if seen.figures:
        grid = _grid(0, 1)
        for words, value, unit, measure, given_by, outlet in seen.figures:
            by = f" · given by {given_by}" if given_by else ""
            grid.add_row(words, f"{value:,.15g} {unit} · “{measure}”{by} · {_outlet(outlet)}")
        _section(console, "Figures", grid)


def _quarantined(seen: Highlights) -> Table:
    grid = _grid(0, 1)
    for code, path, record_no, message in seen.quarantine:
        grid.add_row(code, f"{path}, record {record_no}: {message}")
    return grid


def _next() -> Table:
    grid = _grid(0, 1)
    for words, why in NEXT:
        grid.add_row(Text(words), Text(why, style="dim"))
    return grid


def answer(found: Answer, as_json: bool) -> None:
    """Rows of a query: a table for people, a JSON line a row for programs. Every row, never a part of them."""
    if as_json:
        for row in found.rows:
            _json(dict(zip(found.columns, row, strict=True)))
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in found.columns:
        table.add_column(name, overflow="fold")
    for row in found.rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    _console().print(table)
    print(f"{len(found.rows):,} row{'s' * (len(found.rows) != 1)}")


def stage_result(totals: Totals, as_json: bool) -> None:
    """Counts of a staging run, on stderr: stdout belongs to the acknowledgements."""
    if as_json:
        _json(asdict(totals), to_stderr=True)
        return
    files = f"{totals.dumps:,} files read, {totals.already_loaded:,} loaded before, {totals.skipped:,} skipped"
    print(f"{files}; records: {_sum(totals)}", file=sys.stderr)


def status(found: Status, as_json: bool) -> None:
    """A warehouse at a glance."""
    if as_json:
        _json(asdict(found))
        return
    console = _console()
    console.print(Text("Warehouse", style="bold"), found.warehouse)
    _section(
        console,
        "Staged",
        Text(f"{found.loaded:,} dumps; rows: " + " · ".join(f"{n:,} {t}" for t, n in found.rows.items())),
    )
    if found.skipped:
        grid = _grid(0, 1)
        for path, reason in found.skipped:
            grid.add_row(path, f"{reason}: {SKIPS.get(reason, reason)}")
        _section(console, f"Skipped ({len(found.skipped):,})", grid)
    if found.leftover_fields:
        grid = _grid(0, 0)
        for name, n in found.leftover_fields.items():
            grid.add_row(name, f"{n:,} records")
        _section(
            console, "Fields that no rule uses (name one with --map NAME=MEANING, or under [fields] in feed.toml)", grid
        )
    _section(console, "Published", Text(", ".join(found.snapshots) or "nothing yet; run `ingest run LANDING`"))


def quarantine(rows: Sequence[dict[str, Any]], as_json: bool) -> None:
    """Every quarantined record."""
    if as_json:
        _json(list(rows))
        return
    console = _console()
    for row in rows:
        place = row["path"] + (f" › {row['member']}" if row["member"] else "")
        console.print(
            Text.assemble(
                (f"{place}, record {row['record_no']}", "bold"), f"  {row['reason_code']} (try {row['attempts']})"
            )
        )
        console.print(Padding(row["message"], (0, 0, 0, 2)))
        if row["excerpt"]:
            console.print(Padding(Text(row["excerpt"][:160], style="dim"), (0, 0, 0, 2)))
    console.print(f"{len(rows):,} records in quarantine" if rows else "nothing in quarantine")


def checks(found: Sequence[Check], as_json: bool) -> None:
    """What `doctor` looked at."""
    if as_json:
        _json([asdict(c) for c in found])
        return
    grid = _grid(0, 0, 1)
    for check in found:
        grid.add_row("ok" if check.ok else "BROKEN", check.name, check.found)
    _console().print(grid)


def say(values: dict[str, Any], as_json: bool, to_stderr: bool = False) -> None:
    """A few named values."""
    if as_json:
        _json(values, to_stderr)
        return
    for name, value in values.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        print(f"{name}: {shown if shown not in ('', None) else '–'}", file=sys.stderr if to_stderr else sys.stdout)


def _json(value: Any, to_stderr: bool = False) -> None:
    print(json.dumps(value, default=str, ensure_ascii=False), file=sys.stderr if to_stderr else sys.stdout)
