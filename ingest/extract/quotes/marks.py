"""Quotation marks and their pairing, one paragraph at a time.

A mark opens or closes by where it stands; its shape only decides when the place does not. So curly, straight, doubled
(`` '' ), low („ “), angled (« ») and single marks go through one rule, in whatever mixture. What cannot be paired is
reported as stray and costs nothing else: the pairs around it stay as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Pull = Literal["open", "close", "either"]

_DOUBLE = re.compile(r"``|''(?!')|,,(?=\w)|[“”„‟«»\"＂〝〞]")
_SINGLE = re.compile(r"[‘’‚‛'`‹›]")
_SHAPE: dict[str, Pull] = {
    "``": "open", ",,": "open", "“": "open", "„": "open", "‟": "open", "«": "open", "〝": "open",
    "”": "close", "»": "close", "〞": "close", "‘": "open", "‚": "open", "‛": "open", "‹": "open", "›": "close",
}  # fmt: skip
# A mark after one of these opens; a mark before one of those closes.
_BEFORE_OPEN = frozenset("([{—–-/…‘“\"'")
_AFTER_CLOSE = frozenset(".,;:!?)]}—–-/…’”\"'")
# 6'2" and 5"x7": the mark is a unit of length.
_INCHES = re.compile(r"\d['’′]\s?\d{1,2}$")
_BY_INCHES = re.compile(r"\s?(?:x|by|tall|wide|long|high)\b")
_DIGIT_CONTEXT = 8
# '90s, 'em, 'tis and the like begin with an apostrophe.
_ELISION = re.compile(r"(?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]|round\b|bout\b)", re.IGNORECASE)
_SENTENCE_OPENERS = frozenset(".?!:,;…)]—–-")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between a pair of marks. `start:end` is the inside, `outer_start:outer_end` has the marks too."""

    outer_start: int
    start: int
    end: int
    outer_end: int
    is_closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of one paragraph: outermost stretches in order, and marks that belong to no pair."""

    stretches: tuple[Stretch, ...]
    strays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    pull: Pull
    is_misspaced: bool = False
    """True for a closing mark that may be an opening one with its space on the wrong side (said," we)."""


def find_stretches(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Marked]:
    """Pairs the marks of each paragraph (start, end); a quotation may run on over paragraphs that each repeat the mark."""
    found: list[Marked] = []
    is_open = False
    for number, (start, end) in enumerate(paragraphs):
        runs_on = number + 1 < len(paragraphs) and _begins_with_mark(text, *paragraphs[number + 1])
        marked = _pair(text, start, end, is_open, runs_on)
        if is_open and (not marked.stretches or not marked.stretches[0].continues):
            found[-1] = _declare_unclosed(found[-1])
        is_open = bool(marked.stretches) and not marked.stretches[-1].is_closed
        found.append(marked)
    if is_open:
        found[-1] = _declare_unclosed(found[-1])
    return [_settle(marked, number, found) for number, marked in enumerate(found)]


def _declare_unclosed(marked: Marked) -> Marked:
    """Its last stretch was not taken up by the next paragraph: the closing mark is missing."""
    last = marked.stretches[-1]
    return Marked(marked.stretches, (*marked.strays, last.outer_start))


def _settle(marked: Marked, number: int, found: list[Marked]) -> Marked:
    """A stretch that the next paragraph goes on with is closed by convention, though it has no closing mark."""
    if not marked.stretches or marked.stretches[-1].is_closed or marked.stretches[-1].outer_start in marked.strays:
        return marked
    return Marked((*marked.stretches[:-1], replace(marked.stretches[-1], is_closed=True)), marked.strays)


def _begins_with_mark(text: str, start: int, end: int) -> bool:
    """True if the paragraph's first characters are a mark that opens."""
    begin = _skip_space(text, start, end)
    if begin >= end:
        return False
    return text[begin] in '“„«"‘' or text.startswith(("``", "''"), begin)


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and (text[start].isspace() or text[start] == "•"):
        start += 1
    return start


def _pair(text: str, start: int, end: int, was_open: bool, runs_on: bool) -> Marked:
    """Pairs one paragraph's marks. `was_open`: the last paragraph's quotation was not closed; `runs_on`: the next
    paragraph begins with a mark, so a quotation open at the end of this one goes on there."""
    doubles = _double_marks(text, start, end)
    pairs, unpaired = _match(doubles)
    begin = _skip_space(text, start, end)
    pairs.extend(_single_pairs(text, start, end, pairs))
    if was_open and unpaired and unpaired[0].pull == "close" and not any(o < unpaired[0].start for o, _, _, _ in pairs):
        pairs.append((begin, begin, unpaired[0].start, unpaired[0].end))
    strays = [mark.start for mark in unpaired]
    tail = _open_end(text, end, begin, unpaired, pairs, runs_on)
    stretches = [Stretch(*pair) for pair in _outermost(pairs)]
    if tail is not None:
        stretches = [s for s in stretches if s.outer_end <= tail.start]
        stretches.append(Stretch(tail.start, tail.end, end, end, is_closed=False))
        strays.remove(tail.start)
    if stretches and was_open and stretches[0].outer_start == begin:
        stretches[0] = replace(stretches[0], continues=True)
    return Marked(tuple(stretches), tuple(strays))


def _open_end(
    text: str, end: int, begin: int, unpaired: list[_Mark], pairs: list[tuple[int, int, int, int]], runs_on: bool
) -> _Mark | None:
    """The unpaired opening mark whose quotation runs to the paragraph's end, if one does.

    Only a mark where a sentence opens may take the rest of the paragraph; one amid a sentence is a stray. If other pairs
    follow it, it must begin the paragraph and the next paragraph must go on with the quotation.
    """
    openers = [mark for mark in unpaired if mark.pull != "close"]
    if not openers:
        return None
    first, last = openers[0], openers[-1]
    if runs_on and first.start == begin:
        return first
    if any(outer_start > last.start for outer_start, _, _, _ in pairs) or last.end >= end:
        return None
    return last if last.start == begin or _opens_sentence(text, last) else None


def _opens_sentence(text: str, mark: _Mark) -> bool:
    """True if the words before the mark lead up to a quotation, or the words after it begin a sentence."""
    before = text[max(0, mark.start - 3) : mark.start].rstrip()
    after = text[mark.end : mark.end + 1]
    return (not before or before[-1] in _SENTENCE_OPENERS) and (
        after.isupper() or after.isdigit() or before[-1:] in ",:"
    )


def _double_marks(text: str, start: int, end: int) -> list[_Mark]:
    marks: list[_Mark] = []
    skip_next = False
    for match in _DOUBLE.finditer(text, start, end):
        a, b = match.span()
        if skip_next:
            skip_next = False
        elif text[a - 1 : a] == "=" and a > start:
            skip_next = True  # an attribute of leaked mark-up: its value is no quotation
        elif not _is_unit(text, a, b):
            misspaced = match.group() == '"' and text[a - 1 : a] in {",", ":"} and text[b : b + 1] == " "
            marks.append(_Mark(a, b, _pull(text, a, b, start, end), misspaced))
    return marks


def _is_unit(text: str, a: int, b: int) -> bool:
    """True for the inch mark."""
    before = text[max(0, a - _DIGIT_CONTEXT) : a]
    if not before[-1:].isdigit():
        return False
    return bool(_INCHES.search(before) or _BY_INCHES.match(text, b))


def _pull(text: str, a: int, b: int, start: int, end: int) -> Pull:
    """Whether a mark opens or closes: by its neighbours if they agree on one answer, else by its shape."""
    before = text[a - 1] if a > start else " "
    after = text[b] if b < end else " "
    shape = _SHAPE.get(text[a:b], "either")
    opens = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace() and after not in ".,;:!?)"
    closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSE)
    if opens and not closes:
        return "open" if shape != "close" or before.isspace() else "either"
    if closes and not opens:
        return "close" if shape != "open" or text[a:b] == "“" else "either"
    return shape


def _match(marks: list[_Mark]) -> tuple[list[tuple[int, int, int, int]], list[_Mark]]:
    """Pairs opening and closing marks, innermost first: (outer_start, start, end, outer_end) and what is left."""
    pairs: list[tuple[int, int, int, int]] = []
    left: list[_Mark] = []
    stack: list[_Mark] = []
    for mark in marks:
        pull = mark.pull
        if pull == "either" or (mark.is_misspaced and not stack):
            pull = "close" if stack else "open"
        if pull == "open":
            stack.append(mark)
        elif stack:
            opener = stack.pop()
            if mark.start > opener.end:
                pairs.append((opener.start, opener.end, mark.start, mark.end))
        else:
            left.append(mark)
    return pairs, sorted([*left, *stack], key=lambda mark: mark.start)


def _outermost(pairs: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    kept: list[tuple[int, int, int, int]] = []
    for pair in sorted(pairs, key=lambda p: (p[0], -p[3])):
        if not kept or pair[0] >= kept[-1][3]:
            kept.append(pair)
    return kept


def _single_pairs(
    text: str, start: int, end: int, doubles: list[tuple[int, int, int, int]]
) -> list[tuple[int, int, int, int]]:
    """Pairs of single marks outside of double ones; what cannot be paired is an apostrophe."""
    inside = _outermost(doubles)
    marks = [m for m in _SINGLE.finditer(text, start, end) if not _is_doubled(text, m.start())]
    marks = _outside(marks, inside)
    pairs: list[tuple[int, int, int, int]] = []
    opener = -1
    closer = -1
    for match in marks:
        at = match.start()
        if _single_opens(text, at, start, end):
            if opener >= 0 and closer >= 0:
                pairs.append((opener, opener + 1, closer, closer + 1))
            opener, closer = at, -1
        elif opener >= 0 and at > opener + 1 and _single_closes(text, at, end):
            if closer < 0 or not _is_settled(text, closer):
                closer = at
            if _is_settled(text, closer):
                pairs.append((opener, opener + 1, closer, closer + 1))
                opener = closer = -1
    if opener >= 0 and closer >= 0:
        pairs.append((opener, opener + 1, closer, closer + 1))
    return pairs


def _outside(marks: list[re.Match[str]], spans: list[tuple[int, int, int, int]]) -> list[re.Match[str]]:
    """The marks that lie in none of the sorted, disjoint spans."""
    kept: list[re.Match[str]] = []
    at = 0
    for match in marks:
        while at < len(spans) and spans[at][3] <= match.start():
            at += 1
        if at == len(spans) or match.start() < spans[at][0]:
            kept.append(match)
    return kept


def _is_doubled(text: str, at: int) -> bool:
    """True for one half of '' or ``."""
    return text[at] in "'`" and (text[at + 1 : at + 2] == text[at] or text[at - 1 : at] == text[at])


def _single_opens(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if not (before.isspace() or before in '([—–“"') or not (after.isalnum() or after in '“"[($…'):
        return False
    return text[at] not in "’›" and not _ELISION.match(text, at + 1)


def _single_closes(text: str, at: int, end: int) -> bool:
    before = text[at - 1]
    after = text[at + 1] if at + 1 < end else " "
    return text[at] not in "‘‚‹`" and not before.isspace() and not after.isalnum()


def _is_settled(text: str, at: int) -> bool:
    """True if a closing single mark cannot be the apostrophe of a plural (the voters' choice)."""
    return text[at - 1] not in "sS" or text[at + 1 : at + 2] in ",.;:!?)"
