"""How well two readers agree:  python -m ingest.extract.model.agreement FIRST SECOND

Both are files or folders of annotations (see `corpus`); articles that both read are compared. Agreement is F1 of one reading
against the other: names with the same borders, and with the same label too; quotes whose contents share half of both
together, and of those the share whose cue, and whose speaker, begins at the same character.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from ingest.extract.model.corpus import read_corpus, to_spans

OVERLAP: Final = 0.5
Rows = dict[str, dict[str, Any]]


def read_rows(path: Path) -> Rows:
    """Annotations by span, by article; of a folder, those of all its files, also of own articles."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").split("\n") if line]
    own = read_corpus(path, ()) if path.is_dir() else ()
    rows += [json.loads(json.dumps(to_spans(reference.article))) for reference in own]
    return {row["doc_id"]: row for row in rows}


def f1(pairs: Iterable[tuple[set[Any], set[Any]]]) -> float:
    """Twice what both have over what each has, in per cent."""
    both = each = 0
    for one, other in pairs:
        both += 2 * len(one & other)
        each += len(one) + len(other)
    return 100 * both / max(1, each)


def same_quotes(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Quotes of two readings that are one, each used once, the best overlap first."""
    pairs = sorted(
        ((_shared(a, b), i, j) for i, a in enumerate(one["quotes"]) for j, b in enumerate(other["quotes"])),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    found, used, taken = [], set(), set()
    for share, i, j in pairs:
        if share >= OVERLAP and i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            found.append((one["quotes"][i], other["quotes"][j]))
    return found


def _shared(a: dict[str, Any], b: dict[str, Any]) -> float:
    mine, theirs = ({c for start, end in q["parts"] for c in range(start, end)} for q in (a, b))
    share: float = len(mine & theirs) / len(mine | theirs)
    return share


def agreement(first: Rows, second: Rows) -> dict[str, float]:
    """What -> agreement in per cent, over the articles that both have."""
    pairs = [(first[doc_id], second[doc_id]) for doc_id in sorted(first.keys() & second.keys())]
    same = [quotes for one, other in pairs for quotes in same_quotes(one, other)]
    count = sum(len(one["quotes"]) + len(other["quotes"]) for one, other in pairs)

    def begins(name: str) -> float:
        alike = sum(1 for a, b in same if (a[name] or [None])[0] == (b[name] or [None])[0])
        return 100 * alike / max(1, len(same))

    def names(key: Callable[[list[Any]], Any]) -> float:
        return f1(
            ({key(name) for name in one["names"]}, {key(name) for name in other["names"]}) for one, other in pairs
        )

    return {
        "articles": len(pairs),
        "names: borders": names(lambda name: tuple(name[:2])),
        "names: borders and label": names(tuple),
        "quotes": 100 * 2 * len(same) / max(1, count),
        "cue of the same quote": begins("cue"),
        "speaker of the same quote": begins("speaker"),
    }


def main(arguments: Sequence[str]) -> None:
    """Prints the agreement of two readings."""
    first, second = (read_rows(Path(path)) for path in arguments)
    for what, value in agreement(first, second).items():
        print(f"{what}: {value:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
