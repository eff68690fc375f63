"""Lengths of time: "six months" (P6M), "three-day", "half an hour", "2 hours and 5 minutes"."""

from dataclasses import dataclass
from typing import Final

from ingest.extract.figures.figure_tokens import HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import Number
from ingest.extract.figures.numbers import number_at

# Unit -> how ISO 8601 writes one of it: designator and how many of those, time part or date part.
_ISO: Final = {
    "year": ("Y", 1), "month": ("M", 1), "week": ("W", 1), "day": ("D", 1), "decade": ("Y", 10), "century": ("Y", 100),
    "fortnight": ("W", 2), "quarter": ("M", 3), "hour": ("TH", 1), "minute": ("TM", 1), "second": ("TS", 1),
    "weekend": ("D", 2), "millennium": ("Y", 1000),
}  # fmt: skip
# What a unit is made of, so that "three and a half years" are P3Y6M.
_SMALLER: Final = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24)}
_ABBREVIATED: Final = {
    "yr": "year", "yrs": "year", "hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute", "sec": "second",
    "secs": "second",
}  # fmt: skip
_WORDS: Final = (
    {unit: unit for unit in _ISO}
    | {f"{unit}s": unit for unit in _ISO}
    | {"centuries": "century", "millennia": "millennium"}
    | _ABBREVIATED
)
DURATION_UNITS: Final = frozenset(_WORDS)
_ORDER: Final = ("second", "minute", "hour", "day", "week", "month", "year")
_HALVED: Final = frozenset(("hour", "year", "month", "week", "day", "minute"))
_MOST_PARTS: Final = 3
MORE: Final = frozenset(("additional", "extra", "full", "further", "whole"))
_RELATING: Final = frozenset(("after", "later", "earlier", "before"))


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; `end` is the token behind its last one. `iso` is None if the number is vague."""

    end: int
    iso: str | None
    value: float | None
    unit: str


def duration_unit(word: str) -> str | None:
    """ "years" -> "year"; None if the word (in lower case) is no unit of time."""
    return _WORDS.get(word)


def duration_behind(tokens: Tokens, number: Number) -> Duration | None:
    """The duration that a number opens, with smaller units behind it: "2 hours and 17 minutes"."""
    found = _single(tokens, number)
    if found is None or found.value is None:
        return found
    parts, end = [(found.value, found.unit)], found.end
    while len(parts) < _MOST_PARTS:
        more = number_at(tokens, end + (tokens.lowers[end] in ("and", ",")))
        tail = None if more is None else _single(tokens, more)
        if tail is None or tail.value is None or not _is_smaller(tail.unit, parts[-1][1]):
            break
        parts.append((tail.value, tail.unit))
        end = tail.end
    if len(parts) == 1 and tokens.lowers[end : end + 3] == ["and", "a", "half"] and found.unit in _HALVED:
        return Duration(end + 3, iso_duration(found.value + 0.5, found.unit), found.value + 0.5, found.unit)
    return Duration(end, _iso(parts), found.value, found.unit)


def _is_smaller(unit: str, than: str) -> bool:
    return unit in _ORDER and than in _ORDER and _ORDER.index(unit) < _ORDER.index(than)


def _single(tokens: Tokens, number: Number) -> Duration | None:
    """The number with one unit behind it: "six months", "20-year", "half of a century", "five straight days"."""
    at = tokens.behind_hyphen(number.end)
    if number.is_share and tokens.lowers[at] == "of" and tokens.lowers[at + 1] in ("a", "an"):
        at += 2
    else:
        at += tokens.lowers[at] in listed("between number and unit")
    word = tokens.lowers[at]
    unit = _WORDS.get(word)
    if unit is None or _is_other_word(tokens, number, at):
        return None
    return Duration(at + 1, None if number.value is None else iso_duration(number.value, unit), number.value, unit)


def _is_other_word(tokens: Tokens, number: Number, at: int) -> bool:
    """True if the unit's word is none here: a rank ("two second places"), a quarter of a game, the title "48 Hours"."""
    word = tokens.lowers[at]
    if word == "second" and at == number.end and number.value not in (None, 1):
        return True
    if word == "quarter" or (word == "quarters" and tokens.lowers[number.start - 1] not in listed("before quarters")):
        return True
    if word in _ABBREVIATED and at == number.end and not tokens.is_number(number.start):
        return True
    if word == _WORDS[word] and at == number.end and _looks_like_year(tokens, number.start):
        return True
    return tokens.is_capitalised(at) and not tokens.opens_sentence(number.start)


def _looks_like_year(tokens: Tokens, index: int) -> bool:
    """True for "2018" in "World Cup 2018 day five"."""
    word = tokens.words[index]
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")


def article_duration_at(tokens: Tokens, index: int) -> Duration | None:
    """Durations without a number: "a year" behind a cue, "another week", "half an hour", "half-hour", "month-long"."""
    word, at = tokens.lowers[index], index + 1
    if word == "half" or (word in ("a", "an") and tokens.lowers[at] == "half"):
        return _half(tokens, at if word == "half" else at + 1)
    if tokens.lowers[at] in HYPHENS:
        return _one(at + 2, word) if tokens.lowers[at + 1] == "long" else None
    if word == "another":
        return _one(at + 1, tokens.lowers[at])
    if word not in ("a", "an"):
        return None
    if tokens.lowers[at] in MORE:
        return _one(at + 2, tokens.lowers[at + 1])
    found = _one(at + 1, tokens.lowers[at])
    if found is not None and tokens.lowers[found.end : found.end + 3] == ["and", "a", "half"]:
        return Duration(found.end + 3, iso_duration(1.5, found.unit), 1.5, found.unit)
    return found if _is_length(tokens, index, at + 1) else None


def _one(end: int, word: str) -> Duration | None:
    """One of the unit, if the word is one in the singular; "a second" mostly is none."""
    unit = _WORDS.get(word)
    return Duration(end, iso_duration(1.0, unit), 1.0, unit) if unit == word and unit != "second" else None


def _is_length(tokens: Tokens, index: int, end: int) -> bool:
    """ "a year" is a length behind a cue or before "after"; in "$3 a year" and "once a day" it is a rate."""
    if tokens.lowers[index - 1] == "of" and tokens.lowers[end] not in listed("behind a length"):
        return False
    return tokens.lowers[index - 1] in listed("a length behind") or tokens.lowers[end] in _RELATING


def _half(tokens: Tokens, at: int) -> Duration | None:
    """ "half an hour", "half-hour", "half a century", read behind "half"."""
    at = tokens.behind_hyphen(at)
    if tokens.lowers[at] in ("a", "an"):
        at = tokens.behind_hyphen(at + 1)
    unit = _WORDS.get(tokens.lowers[at])
    if unit is None or unit != tokens.lowers[at] or unit in ("second", "quarter", "weekend"):
        return None
    return Duration(at + 1, iso_duration(0.5, unit), 0.5, unit)


def iso_duration(value: float, unit: str) -> str:
    """ISO 8601 text of so many of a unit: (3.5, "year") -> "P3Y6M"."""
    return _iso([(value, unit)])


def _iso(parts: list[tuple[float, str]]) -> str:
    """ISO 8601 text of the parts, halves and quarters of a unit told in the next smaller one."""
    amounts: dict[str, float] = {}
    for value, unit in parts:
        designator, factor = _ISO[unit]
        amount = value * factor
        smaller = _SMALLER.get(designator)
        if smaller is not None and amount != int(amount):
            below = (amount - int(amount)) * smaller[1]
            if below == int(below):
                amounts[smaller[0]] = amounts.get(smaller[0], 0) + below
                amount = float(int(amount))
        if amount or not amounts:
            amounts[designator] = amounts.get(designator, 0) + amount
    ordered = [key for key in ("Y", "M", "W", "D", "TH", "TM", "TS") if key in amounts]
    days = "".join(f"{amounts[key]:.10g}{key}" for key in ordered if key[0] != "T")
    clock = "".join(f"{amounts[key]:.10g}{key[1]}" for key in ordered if key[0] == "T")
    return f"P{days}T{clock}" if clock else f"P{days}"
