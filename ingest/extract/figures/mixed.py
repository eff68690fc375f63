"""What stands behind a whole number and makes it a broken one: "7 3/4", "two and a half", "three point five"."""

from dataclasses import replace
from typing import Final

from ingest.extract.figures.figure_tokens import Tokens
from ingest.extract.figures.number_forms import GLYPHS, SMALL, TENS, Number, denominator_at
from ingest.extract.figures.shares import slashed_at

_MOST_DIGITS: Final = 6
_TEN: Final = 10


def with_part(tokens: Tokens, number: Number) -> Number:
    """The number with a fraction or a decimal part in words behind it, if one is there."""
    if number.value is None or number.value != int(number.value):
        return number
    if tokens.words[number.end] in GLYPHS:
        return replace(number, end=number.end + 1, value=number.value + GLYPHS[tokens.words[number.end]])
    if tokens.lowers[number.end] == "point":
        return _with_decimals(tokens, number)
    at = tokens.behind_hyphen(number.end)
    slashed = slashed_at(tokens, at) if number.in_digits else None
    if slashed is not None and slashed.value is not None:
        return replace(number, end=slashed.end, value=number.value + slashed.value)
    return _with_fraction(tokens, number, at)


def _part_behind(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """ "and a half", "and one-third", "and three quarters": the part, and the token behind it."""
    if tokens.lowers[at] != "and":
        return None
    at = tokens.behind_hyphen(at + 1)
    word = tokens.lowers[at]
    over = 1 if word in ("a", "an") else SMALL.get(word, 0)
    if not 0 < over < _TEN:
        return None
    at = tokens.behind_hyphen(at + 1)
    under = denominator_at(tokens.lowers[at], is_plural=over > 1)
    return (over / under, at + 1) if under is not None and over < under else None


def _with_fraction(tokens: Tokens, number: Number, at: int) -> Number:
    found = _part_behind(tokens, at)
    if found is None or number.value is None:
        return number
    part, end = found
    return replace(number, end=end, value=number.value + part)


def _with_decimals(tokens: Tokens, number: Number) -> Number:
    """ "two point five", "zero point zero three", "five point seventy-one"."""
    at, places = number.end + 1, ""
    while len(places) < _MOST_DIGITS and SMALL.get(tokens.lowers[at], _TEN) < _TEN:
        places += str(SMALL[tokens.lowers[at]])
        at += 1
    tens = TENS.get(tokens.lowers[at]) if not places else None
    if tens is not None:
        at = tokens.behind_hyphen(at + 1)
        units = SMALL.get(tokens.lowers[at], 0)
        places = str(tens + units if 0 < units < _TEN else tens)
        at += 0 < units < _TEN
    if not places or number.value is None:
        return number
    return replace(number, end=at, value=float(f"{number.value:.0f}.{places}"))
