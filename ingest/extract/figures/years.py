"""Years in digits: "2007", "1971-74", "2022/23", "fiscal 1989", "FY23", "1988 third quarter".

Four digits are a year or a plain number; the words around them decide.
"""

from typing import Final

from ingest.extract.figures.date_words import short_year, year_at
from ingest.extract.figures.dates import DateMatch
from ingest.extract.figures.durations import duration_unit
from ingest.extract.figures.figure_tokens import HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.nouns import is_plural
from ingest.extract.figures.numbers import number_at
from ingest.extract.figures.periods import year_part_at
from ingest.extract.figures.times import Fixed
from ingest.extract.figures.units import unit_at

# Behind these, four digits are a year unless a unit follows: "the 1979 elections", but "the 1500 meters".
_DETERMINERS: Final = frozenset(("the", "a", "his", "her", "its", "their", "s"))
_FIRST_NAMED, _LAST_NAMED = 30, 2199  # "the year 64"
_FIRST_LIKELY: Final = 1400
_LONGEST_STRETCH: Final = 150


def year_date_at(tokens: Tokens, index: int) -> DateMatch | None:
    """The year or stretch of years that starts at a token."""
    word = tokens.lowers[index]
    if word in ("fiscal", "year", "fy"):
        return _named_year(tokens, index)
    return (_slashed_years(tokens, index) or _years(tokens, index)) if tokens.is_number(index) else None


def _named_year(tokens: Tokens, index: int) -> DateMatch | None:
    """ "fiscal 1989", "FY 2010", "fiscal year 2011", "the year 64", "the year two thousand"."""
    at = index + (2 if tokens.lowers[index : index + 2] == ["fiscal", "year"] else 1)
    year = year_at(tokens, at)
    if year is not None:
        last = _last_year(tokens, year.value, year.end)
        if last is not None:
            return DateMatch(index, year.end + 2, Fixed(f"{year.value:04}/{last:04}"))
        return DateMatch(index, year.end, Fixed(f"{year.value:04}"))
    short = short_year(tokens.words[at]) if tokens.words[index] == "FY" else None
    if short is not None:
        return DateMatch(index, at + 1, Fixed(f"{short:04}"))
    number = number_at(tokens, at) if tokens.lowers[index - 1 : index + 1] == ["the", "year"] else None
    if number is None or number.value is None or number.value != int(number.value):
        return None
    is_year = _FIRST_NAMED <= number.value <= _LAST_NAMED
    return DateMatch(index, number.end, Fixed(f"{int(number.value):04}")) if is_year else None


def _slashed_years(tokens: Tokens, index: int) -> DateMatch | None:
    """Seasons and fiscal years: "2022/23", "2011/2012"."""
    first, mark, last = tokens.words[index : index + 3]
    if mark != "/" or not (len(first) == 4 and first.isdecimal() and last.isdecimal()) or len(last) not in (2, 4):
        return None
    year = int(first) + 1
    is_plain = tokens.glued(index) and tokens.glued(index + 1) and tokens.words[index + 3] != "/"
    is_next = _FIRST_LIKELY < year <= _LAST_NAMED and f"{year}".endswith(last)
    return DateMatch(index, index + 3, Fixed(f"{first}/{year}")) if is_plain and is_next else None


def _years(tokens: Tokens, index: int) -> DateMatch | None:
    year = year_at(tokens, index)
    if year is None or not _is_year(tokens, index, year.end):
        return None
    last = _last_year(tokens, year.value, year.end)
    if last is not None:
        return DateMatch(index, year.end + 2, Fixed(f"{year.value:04}/{last:04}"))
    part = year_part_at(tokens, year.end)
    if part is not None:
        return DateMatch(index, part.end, Fixed(f"{year.value:04}-{part.code}"))
    return DateMatch(index, year.end, Fixed(f"{year.value:04}"))


def _last_year(tokens: Tokens, first: int, at: int) -> int | None:
    """The second year of "1971 - 74", "2011-2", "1914–1918", "2010/11"; "1871 - 1903" is read as two dates."""
    mark, word = tokens.words[at], tokens.words[at + 1]
    if len(word) not in (1, 2, 4) or not word.isdecimal():
        return None
    if not tokens.glued(at) and (mark == "/" or len(word) == 4):
        return None
    runs_on = tokens.glued(at + 1) and (tokens.words[at + 2].isalnum() or tokens.words[at + 2] in HYPHENS)
    if mark not in ("/", *HYPHENS) or runs_on:
        return None
    last = int(str(first)[: 4 - len(word)] + word)
    return last if first < last <= first + _LONGEST_STRETCH else None


def _is_year(tokens: Tokens, index: int, end: int) -> bool:
    before, after = tokens.lowers[index - 1], tokens.lowers[end]
    if before in listed("a year behind") and after not in listed("no year before"):
        return True
    if int(tokens.words[index]) < _FIRST_LIKELY or _is_numbered(tokens, index, end):
        return False
    if tokens.words[end] in HYPHENS and tokens.glued(end - 1):
        after = tokens.lowers[end + 1]
        return short_year(after) is not None or after.isdecimal() or unit_at(tokens, end + 1, is_glued=False) is None
    if unit_at(tokens, end, is_glued=False) is not None:
        return False
    if before in _DETERMINERS or not is_plural(after) or tokens.is_capitalised(end):
        return True
    return (tokens.words[index - 1].isupper() and len(before) > 1) or _goes_on_list(tokens, index)


def _goes_on_list(tokens: Tokens, index: int) -> bool:
    """True for the last year of "the 2014, 2015 and 2017 protests"."""
    at = index - 1
    at -= tokens.lowers[at] == "and"
    at -= tokens.words[at] == ","
    return at < index - 1 and year_at(tokens, at) is not None


def _is_numbered(tokens: Tokens, index: int, end: int) -> bool:
    """True if the words around make the digits a number: "room 2001", "2000 percent", "555-1850", "1650 Elm Street"."""
    before, after = tokens.lowers[index - 1], tokens.lowers[end]
    if (
        before in listed("no year behind")
        or after in listed("no year before")
        or duration_unit(after) not in (None, after)
    ):
        return True
    if before in HYPHENS and tokens.is_number(index - 2) and tokens.glued(index - 2):
        return True
    return tokens.is_capitalised(end) and not listed("streets").isdisjoint(tokens.lowers[end : end + 3])
