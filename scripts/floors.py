"""Floors of extraction quality:  python scripts/floors.py CORPORA [--lower]

Measures this build on the annotated corpora that `tests/extract/floors.json` names, and raises the floors to what it measures.
A floor goes down only with --lower. CORPORA is a folder that is no part of this project; its files are known by their hash.

Scores are F1 in per cent: quotes that overlap an annotated one by half of both together, names with the same borders and kind,
figures of the same kind that overlap. Only the first DOCUMENTS of a corpus are read; beliefs are no quotes.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from ingest.articles.blocks import split_blocks
from ingest.extract import extract

FLOORS = Path(__file__).resolve().parent.parent / "tests" / "extract" / "floors.json"
DOCUMENTS = 60
Span = tuple[int, int, str]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def measured(path: Path) -> dict[str, float]:
    """What -> F1 over the first documents of a corpus, for all that it annotates."""
    counts: dict[str, list[int]] = {}
    for line in path.read_text("utf-8").split("\n")[:DOCUMENTS]:
        if not line:
            continue
        document = json.loads(line)
        found = _found(document["text"])
        for what, is_same in SAME.items():
            if document.get(what):
                gold = [_span(what, row) for row in document[what] if row.get("speech", True)]
                counts.setdefault(what, [0, 0])
                counts[what][0] += 2 * _matches(gold, found[what], is_same)
                counts[what][1] += len(gold) + len(found[what])
    return {what: round(100 * same / total, 1) for what, (same, total) in counts.items()}


def _found(text: str) -> dict[str, list[Span]]:
    facts = extract(text, split_blocks(text))
    return {
        "quotes": [(q.span.start, q.span.end, "") for q in facts.quotes],
        "entities": [(m.span.start, m.span.end, m.label) for m in facts.mentions],
        "figures": [(f.span.start, f.span.end, f.kind) for f in facts.figures],
    }


def _span(what: str, row: dict[str, Any]) -> Span:
    return row["start"], row["end"], "" if what == "quotes" else row.get("label") or row["kind"]


def _overlap(a: Span, b: Span) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _half(a: Span, b: Span) -> bool:
    return 2 * _overlap(a, b) >= max(a[1], b[1]) - min(a[0], b[0])


def _any(a: Span, b: Span) -> bool:
    return a[2] == b[2] and _overlap(a, b) > 0


def _equal(a: Span, b: Span) -> bool:
    return a == b


SAME: dict[str, Callable[[Span, Span], bool]] = {"quotes": _half, "entities": _equal, "figures": _any}


def _matches(gold: Sequence[Span], found: Iterable[Span], is_same: Callable[[Span, Span], bool]) -> int:
    left = list(found)
    count = 0
    for span in gold:
        hit = next((other for other in left if is_same(span, other)), None)
        if hit is not None:
            left.remove(hit)
            count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--lower", action="store_true", help="let floors go down as well")
    args = parser.parse_args()
    floors = json.loads(FLOORS.read_text("utf-8"))
    for name, known in floors.items():
        now = measured(args.corpora / name)
        before = {what: known["floors"].get(what, 0.0) for what in now}
        known["sha256"] = sha256(args.corpora / name)
        known["floors"] = {what: f1 if args.lower else max(f1, before[what]) for what, f1 in now.items()}
        print(
            name, *(f"{what} {before[what]} -> {known['floors'][what]} (now {now[what]})" for what in now), sep="\n  "
        )
        if any(now[what] < known["floors"][what] for what in now):
            print("  below its floor: mend it, or give --lower", file=sys.stderr)
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
