"""Words that bound or soften a figure and stand outside of it: "more than", "about", "up to", "or more", "since"."""

from functools import cache
from typing import Final, NamedTuple

from ingest.extract.figures.figure_tokens import Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.lexicons import rows
from ingest.model import FigureKind

_LONGEST: Final = 4  # words of a phrase
_MOST_PHRASES: Final = 3  # "within about", "just under"


class Qualifier(NamedTuple):
    """A qualifier over the tokens `start` to `end` (half-open)."""

    start: int
    end: int


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(line.split()) for (line,) in rows("qualifiers.txt"))


def qualifier_of(tokens: Tokens, start: int, end: int, kind: FigureKind) -> Qualifier | None:
    """The qualifier in front of the figure over the tokens `start` to `end`, else the one behind it."""
    first = start
    for _ in range(_MOST_PHRASES):
        first -= _phrase_before(tokens, first)
    prepositions = {
        "date": "prepositions of time",
        "duration": "prepositions of time",
        "count": "prepositions of place",
    }
    if first == start - 1 and kind in prepositions and tokens.lowers[first] in listed(prepositions[kind]):
        return None  # "over Christmas", "over ten years", "near two bridges"
    if first < start:
        return Qualifier(first, start)
    if kind == "date":
        return Qualifier(start - 1, start) if tokens.lowers[start - 1] in listed("bounds of dates") else None
    behind = end + (kind == "count" and tokens.lowers[end] != "or")  # "three seats or more"
    if tokens.lowers[behind] == "or" and tokens.lowers[behind + 1] in listed("behind or"):
        return Qualifier(behind, behind + 2)
    if "plus" in tokens.lowers[start:end]:  # "600-plus people"
        at = tokens.lowers.index("plus", start)
        return Qualifier(at, at + 1)
    return Qualifier(end, end + 1) if tokens.words[end] == "+" else None


def _phrase_before(tokens: Tokens, end: int) -> int:
    """Number of tokens of the longest phrase of the list that ends right before `end`; 0 if there is none."""
    for size in range(min(_LONGEST, end), 0, -1):
        if tuple(tokens.lowers[end - size : end]) in _phrases():
            return size
    return 0
