"""Annotations as people write them, and as spans: one block of lines an article.

    ## voa-0123456789ab
    PERSON: Alma Roe; Roe
    GPE: Georgia@2; Tbilisi
    Q: the bridge would be ... before winter | said | The minister
    Q: We will build it + all of it | promised | he
    S: dream bridge

A label's line lists names; each stands for all of its whole-word places in the article, the longest name first, or for the
numbered ones ("Georgia@2": the second place where "Georgia" stands). `Q` is a quote: content, cue, speaker, "-" for none. The
content's parts are divided by " + "; " ... " stands for what lies between its first and its last words. The nearest cue to
the content counts, and the nearest speaker to the cue, unless numbered. `S` lists words in quotation marks that quote nobody.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from ingest.model import Label

LABELS: Final[tuple[str, ...]] = get_args(Label)
_NUMBERED: Final = re.compile(r"^(?P<words>.*?)@(?P<numbers>\d+(?:,\d+)*)$", re.DOTALL)

Range = tuple[int, int]
"""Half-open character positions in the article's text."""


class AnnotationError(ValueError):
    """A line that does not fit its article; the message names article, line and what to mend."""


@dataclass(frozen=True, slots=True)
class Said:
    """One quote: the parts of its content, its cue and its speaker."""

    parts: tuple[Range, ...]
    cue: Range | None
    speaker: Range | None


@dataclass(slots=True)
class Annotated:
    """One article with its annotation. `names` and `quotes` are in text order."""

    doc_id: str
    text: str
    names: list[tuple[int, int, str]] = field(default_factory=list)
    quotes: list[Said] = field(default_factory=list)
    rejected: list[Range] = field(default_factory=list)


def blocks(written: str) -> Iterator[tuple[str, list[str]]]:
    """Article id and lines of each block."""
    for part in re.split(r"^## *", written, flags=re.MULTILINE)[1:]:
        head, *lines = part.strip().splitlines()
        yield head.strip(), [line.strip() for line in lines if line.strip()]


def expand(doc_id: str, text: str, lines: Sequence[str]) -> tuple[Annotated, list[str]]:
    """The annotation as spans, and what is wrong with it, a message each."""
    found, faults = Annotated(doc_id, text), []
    names: dict[tuple[int, int], str] = {}
    for line in lines:
        kind, _, rest = line.partition(":")
        try:
            if kind == "Q":
                found.quotes.append(_quote(text, rest))
            elif kind == "S":
                found.rejected += [span for name in _items(rest) for span in _places(text, name)]
            elif kind in LABELS:
                for name in _items(rest):
                    for place in _places(text, name):
                        if names.setdefault(place, kind) != kind:
                            raise AnnotationError(f"{name!r} is {names[place]} too: number its places")
            else:
                raise AnnotationError(f"no such line: {kind!r}")
        except AnnotationError as fault:
            faults.append(f"{doc_id}: {line[:90]}: {fault}")
    found.names = list(_longest(names))
    found.quotes.sort(key=lambda quote: quote.parts)
    return found, faults


def _items(rest: str) -> list[str]:
    return [item.strip() for item in rest.split(";") if item.strip()]


def _longest(names: dict[Range, str]) -> Iterator[tuple[int, int, str]]:
    end = 0
    for (start, stop), label in sorted(names.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start >= end:
            yield start, stop, label
            end = stop


def _whole(text: str, words: str) -> list[Range]:
    """Every place where the words stand whole."""
    before = r"(?<![^\W_])" if words[:1].isalnum() else ""
    after = r"(?![^\W_])" if words[-1:].isalnum() else ""
    pattern = before + r"\s+".join(map(re.escape, words.split())) + after
    return [match.span() for match in re.finditer(pattern, text)]


def _places(text: str, name: str) -> list[Range]:
    numbered = _NUMBERED.match(name)
    words, numbers = (numbered["words"], numbered["numbers"].split(",")) if numbered else (name, [])
    places = _whole(text, words)
    if not places:
        raise AnnotationError(f"{words!r} does not stand in the text")
    if any(int(number) > len(places) for number in numbers):
        raise AnnotationError(f"{words!r} stands there {len(places)} times only")
    return [places[int(number) - 1] for number in numbers] if numbers else places


def _quote(text: str, rest: str) -> Said:
    cells = [cell.strip() for cell in rest.split(" | ")]
    if len(cells) != 3:
        raise AnnotationError("a quote is: content | cue | speaker")
    parts = tuple(_part(text, part) for part in cells[0].split(" + "))
    if any(later[0] < earlier[1] for earlier, later in itertools.pairwise(parts)):
        raise AnnotationError("parts are out of order")
    cue = _nearest(text, cells[1], parts[0], parts)
    return Said(parts, cue, _nearest(text, cells[2], cue or parts[0], parts))


def _part(text: str, words: str) -> Range:
    first, dots, last = (piece.strip() for piece in words.partition(" ... "))
    starts = _places(text, first)
    if len(starts) > 1 and not dots:
        raise AnnotationError(f"{first!r} stands {len(starts)} times: number it")
    if not dots:
        return starts[0]
    found = []
    for start in starts:
        ends = [b for a, b in _places(text, last) if a >= start[0] and b > start[1] and "\n" not in text[start[0] : b]]
        if ends:
            found.append((start[0], ends[0]))
    if len({end for _, end in found}) != 1:
        raise AnnotationError(f"{len(found)} stretches fit {words!r}: take more words, or number the first")
    return max(found)


def _nearest(text: str, words: str, place: Range, parts: Sequence[Range]) -> Range | None:
    if words == "-":
        return None
    places = _places(text, words)
    outside = [p for p in places if not any(a <= p[0] < b for a, b in parts)] or places
    line = (text.rfind("\n", 0, place[0]) + 1, (text + "\n").find("\n", place[1]))
    near = [p for p in outside if line[0] <= p[0] < line[1]] or outside
    return min(near, key=lambda p: (max(p[0] - place[1], place[0] - p[1], 0), p))
