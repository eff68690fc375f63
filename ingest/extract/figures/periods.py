"""Named stretches of the calendar: "third quarter", "first half of 2009", "21st century", "summer 1999", holidays."""

from typing import Final, NamedTuple

from ingest.extract.figures.date_words import SEASONS, ordinal_at, short_year
from ingest.extract.figures.dates import YEAR_SHIFTS, DateMatch, year_behind
from ingest.extract.figures.figure_tokens import APOSTROPHES, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.holidays import holiday_at
from ingest.extract.figures.times import Coded, Fixed, stretch

_PARTS: Final = {"quarter": 4, "half": 2}
_LETTERS: Final = {"Q": 4, "H": 2}
_LAST_CENTURY: Final = 22


class YearPart(NamedTuple):
    """A quarter or half by its TimeML code, and the token behind it."""

    code: str
    end: int


def period_at(tokens: Tokens, index: int) -> DateMatch | None:
    """The season, century, part of a year or holiday that starts at a token."""
    return (
        _century(tokens, index) or _part_of_year(tokens, index) or _season(tokens, index) or holiday_at(tokens, index)
    )


def year_part_at(tokens: Tokens, index: int) -> YearPart | None:
    """ "third quarter" (Q3), "first-half" (H1), "Q3", "2Q"."""
    if tokens.words[index] in _LETTERS or tokens.words[index + 1] in _LETTERS:
        return _in_letters(tokens, index)
    ordinal = ordinal_at(tokens, index)
    if ordinal is None:
        return None
    at = tokens.behind_hyphen(ordinal.end)
    kind = tokens.lowers[at]
    return YearPart(f"{kind[0].upper()}{ordinal.value}", at + 1) if ordinal.value <= _PARTS.get(kind, 0) else None


def _in_letters(tokens: Tokens, index: int) -> YearPart | None:
    """ "Q3", "H1"; "3Q", "1H", of which "3Q22" keeps its year for `_part_of_year`."""
    first, second = tokens.words[index : index + 2]
    letter, number = (first, second) if first in _LETTERS else (second, first)
    is_part = len(number) == 1 and number.isdecimal() and 1 <= int(number) <= _LETTERS[letter]
    if not is_part or not tokens.glued(index) or (tokens.glued(index - 1) and index > 0):
        return None
    if (
        tokens.glued(index + 1)
        and tokens.words[index + 2].isalnum()
        and (letter is first or len(tokens.words[index + 2]) != 2)
    ):
        return None
    return YearPart(f"{letter}{number}", index + 2)


def year_part_behind(tokens: Tokens, index: int) -> YearPart | None:
    """The quarter in "this year's third quarter", read behind "year"."""
    is_owner = tokens.words[index] in APOSTROPHES and tokens.lowers[index + 1] == "s"
    return year_part_at(tokens, index + 2) if is_owner else None


def _part_of_year(tokens: Tokens, index: int) -> DateMatch | None:
    """A half only with its year: halves of games are none."""
    part = year_part_at(tokens, index)
    if part is None:
        return None
    year = year_behind(tokens, part.end)
    if year is not None:
        return DateMatch(index, year.end, Fixed(f"{year.value:04}-{part.code}"))
    short = short_year(tokens.words[part.end]) if tokens.glued(part.end - 1) else None
    if short is not None:
        return DateMatch(index, part.end + 1, Fixed(f"{short:04}-{part.code}"))
    if tokens.words[index] in _LETTERS and tokens.is_capitalised(index - 1) and not tokens.opens_sentence(index):
        return None  # the car "Audi Q3"
    at = part.end + (tokens.lowers[part.end] == "of")
    shift = YEAR_SHIFTS.get(tokens.lowers[at], 0 if tokens.lowers[at] == "the" else None)
    if shift is not None and tokens.lowers[at + 1] == "year":
        return DateMatch(index, at + 2, Coded(part.code, shift))
    return DateMatch(index, part.end, Coded(part.code)) if part.code[0] == "Q" else None


def _century(tokens: Tokens, index: int) -> DateMatch | None:
    """ "21st century", "17th-century", "nineteenth century"."""
    ordinal = ordinal_at(tokens, index)
    if ordinal is None or ordinal.value > _LAST_CENTURY:
        return None
    at = tokens.behind_hyphen(ordinal.end)
    if tokens.lowers[at] not in ("century", "centuries"):
        return None
    return DateMatch(index, at + 1, Fixed(stretch(100 * (ordinal.value - 1), 100)))


def _season(tokens: Tokens, index: int) -> DateMatch | None:
    """ "summer 2004", "fall of 1999", "in the spring"; not "the fall of the regime"."""
    code = SEASONS.get(tokens.lowers[index])
    if code is None:
        return None
    year = year_behind(tokens, index + 1)
    if year is not None:
        return DateMatch(index, year.end, Fixed(f"{year.value:04}-{code}"))
    before = tokens.lowers[index - 2 if tokens.lowers[index - 1] == "the" else index - 1]
    is_season = before in listed("before seasons") and tokens.lowers[index + 1] != "of"
    return DateMatch(index, index + 1, Coded(code)) if is_season else None
