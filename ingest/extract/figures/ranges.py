"""Joins neighbouring numbers: "20 to 30", "$3-5 million", "between 5 and 7 percent".

A change ("from 400 to 600") stays two figures; the first one takes the unit that only the second one names.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Literal

from ingest.extract.figures.amounts import Draft
from ingest.extract.figures.durations import iso_duration
from ingest.extract.figures.figure_tokens import HYPHENS, SENTENCE_EDGES, Tokens
from ingest.extract.figures.figure_words import listed

_MEASURED: Final = frozenset(("money", "percent", "quantity"))
_NUMERIC: Final = _MEASURED | {"count", "duration"}
_SHARING: Final = frozenset(("percent", "quantity", "duration"))
_CHANGE_REACH: Final = 4  # tokens between the two ends of a change: "from 21 mpg combined to 23"
_REACH: Final = 4  # tokens before a range in which "from", "between" or "ranging" are looked for

Link = Literal["range", "change"]


def joined(tokens: Tokens, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts in order, every two that are the ends of one range made into one."""
    done: list[Draft] = []
    for each in drafts:
        draft = _carried(tokens, done[-1], each) if done else each
        link = _link(tokens, done[-1], draft) if done else None
        if link is None:
            done.append(draft)
            continue
        first = _borrowing(done.pop(), draft)
        if link == "range" and _is_rising(first, draft):
            done.append(_range(first, draft))
        else:
            done.extend((first, draft))
    return done


def _carried(tokens: Tokens, first: Draft, second: Draft) -> Draft:
    """The second figure with the first one's unit where a change names it once: "from 208 pounds to 193"."""
    is_told = first.kind in _MEASURED and second.is_bare and second.unit is None
    if not is_told or tokens.lowers[second.start - 1] != "to" or second.start - first.end > _CHANGE_REACH:
        return second
    if "from" not in tokens.lowers[max(0, first.start - 2) : first.start] or second.scale < first.scale:
        return second
    if not set(tokens.lowers[first.end : second.start]).isdisjoint(SENTENCE_EDGES):
        return second
    return replace(second, kind=first.kind, unit=first.unit, is_bare=False)


def _link(tokens: Tokens, first: Draft, second: Draft) -> Link | None:
    """ "range" if the two are the ends of one, "change" if they are two figures that share a unit."""
    if first.value is None or second.value is None or not {first.kind, second.kind} <= _NUMERIC:
        return None
    if not _fit(tokens, first, second):
        return None
    word = tokens.lowers[first.end]
    if second.start == first.end + 2 and word in HYPHENS and tokens.lowers[first.end + 1] in ("or", "to", "and"):
        return "change"  # "6- and 9-inch"
    if second.start != first.end + 1:
        return None
    before = tokens.lowers[max(0, first.start - _REACH) : first.start]
    if word == "to" and listed("ranging words").isdisjoint(before):
        is_step = not first.is_bare and not listed("steps").isdisjoint(before)  # "rose 5 cents to $3.20"
        if is_step or "from" in before:
            return "change"
    if word == "and" and "between" not in before:
        is_shared = first.unit is None and second.kind in _SHARING
        return "change" if is_shared else None  # "5 and 10 percent"
    if word == "or":
        is_close = first.unit is None and second.value - first.value <= max(1, first.value)
        return "range" if is_close else None
    return "range" if word in ("to", "and") or word in HYPHENS else None


def _fit(tokens: Tokens, first: Draft, second: Draft) -> bool:
    """True if both measure the same, or one is a bare number; a bare second one only if glued on: "$3-5 million"."""
    is_hyphened = tokens.words[first.end] in HYPHENS
    if first.is_bare and (first.unit is None or is_hyphened):
        return True
    if second.is_bare and second.unit is None and first.kind == "quantity" and first.unit == "year":
        return True  # "aged 5 to 11"
    if second.is_bare and first.kind in _MEASURED:
        return is_hyphened and (second.unit is None or first.kind == "money")
    return first.kind == second.kind and (first.unit == second.unit or first.is_bare)


def _borrowing(first: Draft, second: Draft) -> Draft:
    """The first end with the second one's kind, unit and scale where it has none: "3" in "3 to 5 million euros"."""
    if first.value is None or second.value is None:
        return first
    value = first.value
    if first.scale == 1 and second.scale > 1 and value < second.value / second.scale:
        value *= second.scale
    if not first.is_bare or first.unit is not None:
        return replace(first, value=value)
    iso = iso_duration(value, second.unit) if second.kind == "duration" and second.unit is not None else None
    return replace(first, value=value, kind=second.kind, unit=second.unit, iso=iso, is_bare=False)


def _is_rising(first: Draft, second: Draft) -> bool:
    return first.value is not None and second.value is not None and first.value < second.value


def _range(first: Draft, second: Draft) -> Draft:
    """One figure from the first to the last token of both. Money, percent and quantity keep their kind."""
    kept = first if first.kind in _MEASURED else second
    kind = kept.kind if kept.kind in _MEASURED else "range"
    return Draft(first.start, second.end, kind, None, kept.unit or second.unit, low=first.value, high=second.value)
