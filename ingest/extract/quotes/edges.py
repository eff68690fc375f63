"""From token ranges to characters: content without the marks, spaces and punctuation at its very edges."""

from collections.abc import Sequence
from typing import Final

from ingest.extract.quotes.noun_phrases import Range
from ingest.extract.quotes.words import Token
from ingest.model import QuoteKind

Chars = tuple[int, int]

_EDGE: Final = frozenset(" \t\r\n\u00a0\"“”„‟«»‘’'`,.;:!?…()[]—–-•")
_BRACKETS: Final = {"(": ")", "[": "]", ")": "(", "]": "["}
_BRACKET_REACH: Final = 80


def tighten(tokens: Sequence[Token], part: Range) -> Range:
    """Drops punctuation and conjunctions from a range's edges, brackets excepted."""
    start, end = part
    while start < end and tokens[start].tag in "PC" and tokens[start].text not in _BRACKETS:
        start += 1
    while end > start and tokens[end - 1].tag in "PC" and tokens[end - 1].text not in _BRACKETS:
        end -= 1
    return start, end


def to_chars(text: str, tokens: Sequence[Token], part: Range) -> Chars:
    """Characters of a token range that is not empty, edges left out; a mark at the very edge is dropped alone."""
    first, last = tokens[part[0]], tokens[part[1] - 1]
    start = first.stretch.start if first.stretch else first.start
    end = last.stretch.end if last.stretch else last.end
    return trim(text, start, end)


def stretch_parts(text: str, tokens: Sequence[Token]) -> list[Chars]:
    """The insides of all quoted stretches among the tokens."""
    parts = (trim(text, token.stretch.start, token.stretch.end) for token in tokens if token.stretch is not None)
    return [part for part in parts if part[0] < part[1]]


def trim(text: str, start: int, end: int) -> Chars:
    """Leaves out marks, spaces and punctuation at the edges; keeps a bracket whose partner is inside, and "U.S."."""
    while start < end and text[start] in _EDGE and not _opens_inside(text, start, end):
        start += 1
    while end > start and text[end - 1] in _EDGE and not _closes_inside(text, start, end):
        end -= 1
    return start, end


def _opens_inside(text: str, start: int, end: int) -> bool:
    partner = _BRACKETS.get(text[start])
    return (
        text[start] in "([" and partner is not None and text.find(partner, start, min(end, start + _BRACKET_REACH)) >= 0
    )


def _closes_inside(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last in ")]":
        return text.rfind(_BRACKETS[last], max(start, end - _BRACKET_REACH), end) >= 0
    return last == "." and text[end - 3 : end - 2] == "." and text[end - 2 : end - 1].isupper()


def kind_of(tokens: Sequence[Token], ranges: Sequence[Range]) -> QuoteKind:
    """direct, mixed or indirect by the words inside and outside of marks; labels count as words outside."""
    tags = [token.tag for start, end in ranges for token in tokens[start:end]]
    if "Q" not in tags:
        return "indirect"
    return "mixed" if any(tag not in "QPC" for tag in tags) else "direct"
