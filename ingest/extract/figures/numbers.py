"""Whole number expressions: "38.7 billion", "1.2bn", "twenty-three", "two and a half", "half a million".

A number is read without what it counts; money, units, dates and counted nouns are read around it by other modules.
"""

from dataclasses import replace
from typing import Final

from ingest.extract.figures.figure_tokens import Tokens
from ingest.extract.figures.mixed import with_part
from ingest.extract.figures.nouns import is_plural
from ingest.extract.figures.number_forms import DENOMINATORS, SCALES, Number, number_in_digits, number_in_words
from ingest.extract.figures.shares import share_at, slashed_at

_ABBREVIATED_SCALES: Final = {
    "mln": 1e6, "mn": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3, "cr": 1e7,
}  # fmt: skip
# Letters that scale a number only beside a currency: "£420m" is money, "100m" a distance.
_MONEY_SCALES: Final = {"m": 1e6, "b": 1e9, "t": 1e12, "mm": 1e6, "mil": 1e6, "mill": 1e6}
_GLUED_SCALES: Final = frozenset(("k", "cr", "b", "t"))
_LARGEST: Final = 1e18
VAGUE: Final = frozenset(
    ("tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"),
)
FEW: Final = frozenset(("few", "several"))


def number_at(tokens: Tokens, index: int, *, is_money: bool = False) -> Number | None:
    """The number that starts at a token. `is_money` allows the scales m, b and t ("$3m")."""
    found = slashed_at(tokens, index) or share_at(tokens, index) or _article(tokens, index) or _vague(tokens, index)
    if found is not None:
        return found
    plain = number_in_digits(tokens, index) or number_in_words(tokens, index)
    return None if plain is None else _scaled(tokens, _with_plus(tokens, with_part(tokens, plain)), is_money)


def _with_plus(tokens: Tokens, number: Number) -> Number:
    """The number with its "-plus", behind which a scale may stand: "600-plus billion"."""
    at = tokens.behind_hyphen(number.end)
    return replace(number, end=at + 1) if at > number.end and tokens.lowers[at] == "plus" else number


def _scaled(tokens: Tokens, number: Number, is_money: bool) -> Number:
    """The number times the magnitude words behind it: "38.7 billion", "1.2bn", "two dozen", "5-million"."""
    while number.value is not None:
        at = tokens.behind_hyphen(number.end)
        factor = _scale_at(tokens, at, is_money)
        if factor is None or number.value * factor > _LARGEST:
            break
        number = replace(number, end=at + 1, value=_rounded(number.value * factor), scale=number.scale * factor)
    return number


def _scale_at(tokens: Tokens, at: int, is_money: bool) -> float | None:
    word, is_glued = tokens.lowers[at], tokens.glued(at - 1)
    if word in ("dozen", "dozens"):
        return 12.0
    if tokens.words[at] in ("M", "B") and _scales_things(tokens, at, is_glued=is_glued):
        return 1e6 if word == "m" else 1e9
    if word in _GLUED_SCALES and not is_glued:
        return None
    if is_money and (is_glued or word == "m") and word in _MONEY_SCALES:
        return _MONEY_SCALES[word]
    if word == "m" and is_glued and is_plural(tokens.words[at + 1]):
        return 1e6  # "8.4m tonnes"
    return SCALES.get(word) or _ABBREVIATED_SCALES.get(word)


def _scales_things(tokens: Tokens, at: int, *, is_glued: bool) -> bool:
    """True for the capital letters of "4.3M digital downloads" and "8 B people"."""
    word = tokens.words[at + 1]
    if tokens.glued(at) or not tokens.is_number(at - 1) or not word.islower():
        return False
    return is_glued or is_plural(word)


def _rounded(value: float) -> float:
    """4.35 million is 4350000, not 4350000.0000000005."""
    return float(round(value)) if abs(value - round(value)) < 1e-6 * abs(value) and abs(value) >= 1 else value


def _article(tokens: Tokens, index: int) -> Number | None:
    """Numbers that open with an article or a half: "a dozen", "half a million", "a quarter of a million", "dozen"."""
    at, factor = index, 1.0
    if tokens.lowers[at] in ("a", "an"):
        at += 1
    if tokens.lowers[at] in ("half", "quarter"):
        factor = 1 / DENOMINATORS[tokens.lowers[at]]
        at = tokens.behind_hyphen(at + 1)
        at += tokens.lowers[at] == "of"
        if tokens.lowers[at] == "a":
            at = tokens.behind_hyphen(at + 1)
    word = tokens.lowers[at]
    if word == "dozen":
        return Number(index, at + 1, 12 * factor)
    inner = number_in_words(tokens, at) if at > index and word in SCALES else None
    if inner is None or inner.value is None:
        return None
    tail = number_in_words(tokens, at + 2) if factor == 1 and tokens.lowers[at + 1] == "and" else None
    if tail is not None and tail.value is not None and tail.value < SCALES[word]:
        return Number(index, tail.end, SCALES[word] + tail.value, SCALES[word])  # "a hundred and twenty"
    return _scaled(tokens, replace(inner, start=index, value=inner.value * factor), is_money=False)


def _vague(tokens: Tokens, index: int) -> Number | None:
    """Numbers without a value: "thousands", "tens of thousands", "several hundred", "a few million"."""
    word = tokens.lowers[index]
    if word in VAGUE:
        end = index + 1
        while tokens.lowers[end] == "of" and tokens.lowers[end + 1] in VAGUE:
            end += 2
        return Number(index, end, None)
    at = index + 1 if word == "a" and tokens.lowers[index + 1] == "few" else index
    if tokens.lowers[at] not in FEW or not (tokens.lowers[at + 1] in SCALES or tokens.lowers[at + 1] == "dozen"):
        return None
    end = at + 2
    while tokens.lowers[end] in SCALES:
        end += 1
    return Number(index, end, None)
