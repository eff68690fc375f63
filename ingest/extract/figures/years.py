"""Years and decades in digits: "2007", "1971-74", "the 1990s", "'80s", "fiscal 1989", "1988 third quarter".

Four digits are a year or a plain number; the words around them decide.
"""

from typing import Final

from ingest.extract.figures.date_words import short_year, year_at
from ingest.extract.figures.dates import DateMatch
from ingest.extract.figures.durations import duration_unit
from ingest.extract.figures.figure_tokens import APOSTROPHES, HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.nouns import is_plural
from ingest.extract.figures.numbers import number_at
from ingest.extract.figures.periods import year_part_at
from ingest.extract.figures.times import Fixed, stretch
from ingest.extract.figures.units import unit_at

# Behind these, four digits are a year unless a unit follows: "the 1979 elections", but "the 1500 meters".
_DETERMINERS: Final = frozenset(("the", "a", "his", "her", "its", "their", "s"))
_FIRST_NAMED, _LAST_NAMED = 30, 2199  # "the year 64"
_FIRST_LIKELY: Final = 1400
_LONGEST_STRETCH: Final = 150
_FIRST_DECADE: Final = "20"


def year_date_at(tokens: Tokens, index: int) -> DateMatch | None:
    """The year, stretch of years or decade that starts at a token."""
    word = tokens.lowers[index]
    if word in ("fiscal", "year", "fy"):
        return _named_year(tokens, index)
    if word in APOSTROPHES:
        opens = tokens.glued(index) and (not tokens.glued(index - 1) or tokens.words[index - 1] in HYPHENS)
        decade = _decade(tokens, index + 1) if opens else None
        return None if decade is None else DateMatch(index, decade.end, decade.time)
    if not tokens.is_number(index):
        return None
    return _decade(tokens, index) or _years(tokens, index)


def _named_year(tokens: Tokens, index: int) -> DateMatch | None:
    """ "fiscal 1989", "FY 2010", "fiscal year 2011", "the year 64", "the year two thousand"."""
    at = index + (2 if tokens.lowers[index : index + 2] == ["fiscal", "year"] else 1)
    year = year_at(tokens, at)
    if year is not None:
        return DateMatch(index, year.end, Fixed(f"{year.value:04}"))
    number = number_at(tokens, at) if tokens.lowers[index - 1 : index + 1] == ["the", "year"] else None
    if number is None or number.value is None or number.value != int(number.value):
        return None
    is_year = _FIRST_NAMED <= number.value <= _LAST_NAMED
    return DateMatch(index, number.end, Fixed(f"{int(number.value):04}")) if is_year else None


def _decade(tokens: Tokens, index: int) -> DateMatch | None:
    """ "1990s", "1990's", "80s" (of the 20th century), "1800s" (a century); not ages ("in his 80s")."""
    word, at = tokens.words[index], index + 1
    at += tokens.words[at] in APOSTROPHES and tokens.glued(index)
    if tokens.lowers[at] != "s" or not tokens.glued(at - 1) or not word.isdecimal() or not word.endswith("0"):
        return None
    if len(word) == 4:
        years = 100 if word.endswith("00") and word < "2000" else 10
        return DateMatch(index, at + 1, Fixed(stretch(int(word), years))) if "1000" <= word < "2200" else None
    if len(word) != 2 or word < _FIRST_DECADE or tokens.lowers[index - 1] in listed("possessives"):
        return None
    return DateMatch(index, at + 1, Fixed(stretch(1900 + int(word), 10)))


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
