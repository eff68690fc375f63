"""What a number amounts to: percent, an age, a duration, a quantity with its unit, a rank or a count of things."""

from dataclasses import dataclass, replace
from typing import Final

from ingest.extract.figures.ages import follows_age, is_age
from ingest.extract.figures.counted_nouns import counted_noun
from ingest.extract.figures.counts import counts_something, is_part_of_name
from ingest.extract.figures.date_words import ordinal_at
from ingest.extract.figures.durations import Duration, article_duration_at, duration_behind
from ingest.extract.figures.figure_tokens import APOSTROPHES, HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import Number
from ingest.extract.figures.numbers import number_at
from ingest.extract.figures.ordinals import rank_at, ranked_noun
from ingest.extract.figures.times import Time
from ingest.extract.figures.units import unit_at
from ingest.model import FigureKind

PERCENT: Final = "%"
PERCENTAGE_POINT: Final = "percentage point"
_INCHES: Final = 12
_HEIGHTS: Final = frozenset((3, 4, 5, 6, 7, 8))  # feet that a person may measure
_INCH_MARKS: Final = frozenset('"”″')
_MINUS: Final = frozenset(("-", "−", "minus", "negative"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure in the making, over the tokens `start` to `end` (half-open).

    `is_bare`: nothing but a number, which may borrow its unit from the number it is joined to ("5 to 7 percent").
    """

    start: int
    end: int
    kind: FigureKind
    value: float | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    iso: str | None = None
    time: Time | None = None
    scale: float = 1.0
    is_bare: bool = False


def amount_at(tokens: Tokens, index: int, previous: str | None) -> Draft | None:
    """The figure that starts at a token, money and dates apart. `previous`: what the sentence's last number counted."""
    if is_part_of_name(tokens, index):
        return None
    ordinal, number = ordinal_at(tokens, index), number_at(tokens, index)
    if ordinal is not None and (number is None or ordinal.end > number.end):
        return _rank(tokens, index)
    if number is None:
        return _without_number(tokens, index)
    measured = _percent(tokens, number) or _time_span(tokens, number) or _quantity(tokens, number)
    return _count(tokens, number, previous) if measured is None else _signed(tokens, measured)


def skipped_to(tokens: Tokens, index: int) -> int:
    """The token behind a number that is no figure, so that its later words are not read as one of their own."""
    number = number_at(tokens, index)
    return index + 1 if number is None else number.end


def _count(tokens: Tokens, number: Number, previous: str | None) -> Draft | None:
    """A share, an age or a count, if the number is any of them."""
    if number.is_share and number.value is not None:
        return Draft(number.start, number.end, "percent", round(100 * number.value, 2), PERCENT)
    if not counts_something(tokens, number):
        return None
    if is_age(tokens, number):
        return Draft(number.start, number.end, "quantity", number.value, "year")
    noun = counted_noun(tokens, number, previous)
    draft = Draft(number.start, number.end, "count", number.value, noun, scale=number.scale, is_bare=True)
    return _signed(tokens, draft) if tokens.lowers[number.start - 1] == "minus" else draft


def _signed(tokens: Tokens, draft: Draft) -> Draft:
    """The draft with a minus in front of it: "-5 degrees", "minus 3 percent"; "- 5" only before degrees."""
    at = draft.start - 1
    if tokens.lowers[at] not in _MINUS or draft.kind == "duration" or draft.value is None:
        return draft
    if tokens.words[at] in HYPHENS:
        is_sign = tokens.glued(at) and (at == 0 or not tokens.glued(at - 1))
        if not is_sign and (not (draft.unit or "").startswith("degree") or tokens.is_number(at - 1)):
            return draft
    return replace(draft, start=at, value=-draft.value)


def _percent(tokens: Tokens, number: Number) -> Draft | None:
    at = _behind_share(tokens, number)
    word = tokens.lowers[at]
    if word in ("pp", "pps") and number.in_digits:
        return Draft(number.start, at + 1, "percent", number.value, PERCENTAGE_POINT)
    if word in ("percent", "%", "pct", "percentage") or (tokens.words[at] == "pc" and number.in_digits):
        end = at + 1
    elif word == "per" and tokens.lowers[tokens.behind_hyphen(at + 1)] == "cent":
        end = tokens.behind_hyphen(at + 1) + 1
    else:
        return None
    behind = tokens.behind_hyphen(end)
    if tokens.lowers[behind] in ("point", "points"):
        return Draft(number.start, behind + 1, "percent", number.value, PERCENTAGE_POINT)
    return None if word == "percentage" else Draft(number.start, end, "percent", number.value, PERCENT)


def _time_span(tokens: Tokens, number: Number) -> Draft | None:
    """A duration, or an age if "old" or "of age" follows."""
    found = duration_behind(tokens, number)
    if found is None:
        return None
    at = tokens.behind_hyphen(found.end)
    if tokens.lowers[at] in ("old", "olds"):
        return Draft(number.start, at + 1, "quantity", found.value, found.unit)
    if tokens.lowers[at : at + 2] == ["of", "age"]:
        return Draft(number.start, at + 2, "quantity", found.value, found.unit)
    if follows_age(tokens, number.start):
        return Draft(number.start, found.end, "quantity", found.value, found.unit)
    return _span_draft(number.start, found)


def _span_draft(start: int, found: Duration) -> Draft:
    return Draft(start, found.end, "duration", found.value, found.unit, iso=found.iso)


def _quantity(tokens: Tokens, number: Number) -> Draft | None:
    is_glued = tokens.glued(number.end - 1) and tokens.is_number(number.end - 1)
    at = _behind_share(tokens, number)
    if number.value is None and tokens.lowers[at] == "of":
        at += 1  # "millions of barrels"
    unit = unit_at(tokens, at, is_glued=is_glued)
    if unit is None:
        return _height(tokens, number)
    draft = Draft(number.start, unit.end, "quantity", number.value, unit.name, scale=number.scale)
    return _with_inches(tokens, draft) if unit.name == "foot" else draft


def _behind_share(tokens: Tokens, number: Number) -> int:
    """Where the unit of a number stands: also behind "of a" in "a quarter of a mile", "1/16 of an inch"."""
    at = tokens.behind_hyphen(number.end)
    is_part = number.value is not None and number.value < 1
    return at + 2 if is_part and tokens.lowers[at] == "of" and tokens.lowers[at + 1] in ("a", "an") else at


def _with_inches(tokens: Tokens, feet: Draft) -> Draft:
    """ "6 feet 1 inch", "6-foot-1-inch", "6 ft 1 in" in feet."""
    at = tokens.behind_hyphen(feet.end)
    number = number_at(tokens, at + (tokens.lowers[at] == "and"))
    if number is None or number.value is None or feet.value is None or not 0 < number.value < _INCHES:
        return feet
    at = tokens.behind_hyphen(number.end)
    if tokens.lowers[at] not in ("inch", "inches", "in"):
        return feet
    return replace(feet, end=at + 1, value=feet.value + number.value / _INCHES)


def _height(tokens: Tokens, number: Number) -> Draft | None:
    """A person's height: 5'2" or 6'4 in feet."""
    feet, inches = number.value, number_at(tokens, number.end + 1)
    if feet not in _HEIGHTS or tokens.words[number.end] not in APOSTROPHES or not number.in_digits or inches is None:
        return None
    is_glued = tokens.glued(number.end - 1) and tokens.glued(number.end)
    if not is_glued or inches.value is None or not inches.in_digits or inches.value >= _INCHES:
        return None
    end = inches.end + (tokens.words[inches.end] in _INCH_MARKS)
    return Draft(number.start, end, "quantity", feet + inches.value / _INCHES, "foot")


def _rank(tokens: Tokens, index: int) -> Draft | None:
    ordinal = rank_at(tokens, index)
    if ordinal is None:
        return None
    return Draft(index, ordinal.end, "ordinal", float(ordinal.value), ranked_noun(tokens, ordinal.end) or "place")


def _without_number(tokens: Tokens, index: int) -> Draft | None:
    """ "half an hour", "a year" behind a cue, "another week", "half a mile", "more than a ton"."""
    span = article_duration_at(tokens, index)
    if span is not None:
        return _span_draft(index, span)
    word, at = tokens.lowers[index], index + 1
    is_half = word == "half"
    if is_half:
        at = tokens.behind_hyphen(at)
        at += tokens.lowers[at] in ("a", "an")
    elif word not in ("a", "an") or tokens.lowers[index - 1] not in listed("a unit behind"):
        return None
    unit = unit_at(tokens, at, is_glued=False)
    return None if unit is None else Draft(index, unit.end, "quantity", 0.5 if is_half else 1.0, unit.name)
