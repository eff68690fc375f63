"""Dates that name a day or month of the calendar: "Feb 22", "12 July 2005", "2005-07-12", "Monday, March 3"."""

import re
from dataclasses import dataclass
from typing import Final

from ingest.extract.figures.date_words import (
    Read,
    day_at,
    month_at,
    ordinal_at,
    short_year,
    stands_alone,
    weekday_at,
    year_at,
)
from ingest.extract.figures.figure_tokens import APOSTROPHES, HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.times import Fixed, Time, Unknown, YearlyDay

_LAST_DAY: Final = 31
YEAR_SHIFTS: Final = {"last": -1, "this": 0, "next": 1}
_TO: Final = frozenset(("to", "and", "until", "till", "through"))
_VERBAL_MONTHS: Final = frozenset(("may", "march"))


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date over the tokens `start` to `end` (half-open), and what it means."""

    start: int
    end: int
    time: Time


def calendar_date_at(tokens: Tokens, index: int) -> DateMatch | None:
    """The date that starts at a token, the longest reading first."""
    if tokens.is_number(index):
        return _dotted(tokens, index) or _slashed(tokens, index) or _day_first(tokens, index)
    return _with_weekday(tokens, index) or _month_first(tokens, index) or _day_first(tokens, index)


# --- in words --------------------------------------------------------------------------------------------------------


def _with_weekday(tokens: Tokens, index: int) -> DateMatch | None:
    """A weekday in front of a full date: "Monday, Feb. 22", "Saturday 3 May 2003"."""
    weekday = weekday_at(tokens, index)
    if weekday is None:
        return None
    at = weekday.end + (tokens.words[weekday.end] == ",")
    inner = _month_first(tokens, at) or _day_first(tokens, at)
    if inner is None or (isinstance(inner.time, YearlyDay) and inner.time.day is None):
        return None
    return DateMatch(index, inner.end, inner.time)


def _month_first(tokens: Tokens, index: int) -> DateMatch | None:
    """ "Feb 22", "July 27, 1953", "August 2 and 3", "May 2004", "May of last year", "May"."""
    month = month_at(tokens, index)
    if month is None or (tokens.behind_hyphen(index - 1) == index and tokens.is_number(index - 2)):
        return None  # "07-Jun" is a sports score that a spreadsheet turned into a date
    day = day_at(tokens, month.end) or _day_in_words(tokens, month.end)
    if day is not None and not _counts_things(tokens, day.end):
        last = _last_day(tokens, day)
        return _dated(tokens, index, last.end if last else day.end, month.value, (day, last))
    months = _months(tokens, index, month)
    if months is not None:
        return months
    found = _dated(tokens, index, month.end, month.value, (None, None))
    return found if found.end > month.end or stands_alone(tokens, index) else None


def _day_first(tokens: Tokens, index: int) -> DateMatch | None:
    """ "22 February", "1st of May, 2004", "second of May", "3-5 June 2010", "4-Jul-1999"."""
    day = day_at(tokens, index) or ordinal_at(tokens, index)
    if (
        day is None
        or not (tokens.is_number(index) or tokens.lowers[day.end] == "of")
        or not 1 <= day.value <= _LAST_DAY
    ):
        return None
    last = _last_day(tokens, day)
    at = last.end if last else day.end
    at = tokens.behind_hyphen(at + (tokens.lowers[at] == "of"))
    month = month_at(tokens, at)
    if month is None or (tokens.lowers[at] in _VERBAL_MONTHS and not tokens.is_capitalised(at)):
        return None
    is_hyphened = tokens.words[at - 1] in HYPHENS
    found = _dated(
        tokens, index, tokens.behind_hyphen(month.end) if is_hyphened else month.end, month.value, (day, last)
    )
    return None if is_hyphened and isinstance(found.time, YearlyDay) else found


def _day_in_words(tokens: Tokens, index: int) -> Read | None:
    """ "fifteenth" in "May the fifteenth", "May fifteenth,"; no rank of something: "In May first reports came"."""
    is_named = tokens.lowers[index] == "the"
    ordinal = ordinal_at(tokens, index + is_named)
    if ordinal is None or not 1 <= ordinal.value <= _LAST_DAY:
        return None
    after = tokens.words[ordinal.end]
    return ordinal if is_named or not (after.isalpha() or after in HYPHENS) or year_at(tokens, ordinal.end) else None


def _dated(
    tokens: Tokens, start: int, end: int, month: int, days: tuple[Read, Read | None] | tuple[None, None]
) -> DateMatch:
    """The month, or the one or two days of it, with the year that stands behind, if any."""
    first, last = (None if day is None else day.value for day in days)
    shift = _shifted_year(tokens, end)
    if shift is not None:
        return DateMatch(start, shift.end, YearlyDay(month, first, last, year_shift=shift.value))
    year = year_behind(tokens, end) or _year_of_end(tokens, end, month)
    if year is None:
        return DateMatch(start, end, YearlyDay(month, first, last))
    text = f"{year.value:04}-{month:02}"
    if first is not None and last is not None:
        text = f"{text}-{first:02}/{text}-{last:02}"
    elif first is not None:
        text = f"{text}-{first:02}"
    return DateMatch(start, year.end, Fixed(text))


def _year_of_end(tokens: Tokens, at: int, month: int) -> Read | None:
    """The year that only the end of a stretch names: for "May 3" in "from May 3 to June 5, 2010"."""
    if tokens.lowers[at] not in _TO and tokens.lowers[at] not in HYPHENS:
        return None
    day = day_at(tokens, at + 1)
    last = month_at(tokens, day.end if day else at + 1)
    if last is None:
        return None
    day = day_at(tokens, last.end) if day is None else None
    year = year_behind(tokens, day.end if day else last.end)
    return None if year is None else Read(year.value - (last.value < month), at)


def _last_day(tokens: Tokens, day: Read) -> Read | None:
    """The second day of "23-25", "2 and 3", "5 to 7"."""
    if tokens.lowers[day.end] not in ("and", "to", "&", *HYPHENS):
        return None
    last = day_at(tokens, day.end + 1)
    return last if last is not None and last.value > day.value and not _counts_things(tokens, last.end) else None


def _months(tokens: Tokens, index: int, month: Read) -> DateMatch | None:
    """ "January-June 2016", "May/June"."""
    last = month_at(tokens, month.end + 1) if tokens.words[month.end] in ("/", *HYPHENS) else None
    if last is None:
        return None
    year = year_behind(tokens, last.end)
    if year is None:
        return DateMatch(index, last.end, Unknown())
    return DateMatch(index, year.end, Fixed(f"{year.value:04}-{month.value:02}/{year.value:04}-{last.value:02}"))


def _shifted_year(tokens: Tokens, index: int) -> Read | None:
    """ "of last year", "this year" behind a month or day: how many years off, and the token behind."""
    at = index + (tokens.lowers[index] == "of")
    shift = YEAR_SHIFTS.get(tokens.lowers[at])
    return Read(shift, at + 2) if shift is not None and tokens.lowers[at + 1] == "year" else None


def year_behind(tokens: Tokens, index: int) -> Read | None:
    """The year behind a day, month or season: "2005", ", 2005", "of 2005", "'05"."""
    at = index + (tokens.words[index] == "," or tokens.lowers[index] == "of")
    year = year_at(tokens, at)
    if year is not None:
        return None if at > index and _counts_things(tokens, year.end) else year
    if tokens.words[at] not in APOSTROPHES or not tokens.glued(at):
        return None
    value = short_year(tokens.words[at + 1])
    return None if value is None else Read(value, at + 2)


def _counts_things(tokens: Tokens, index: int) -> bool:
    """True if the number before the token counts something and is no day or year: "In May 20 people"."""
    return tokens.lowers[index] in listed("counted behind a day")


# --- in digits -------------------------------------------------------------------------------------------------------

_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})")


def _dotted(tokens: Tokens, index: int) -> DateMatch | None:
    """ "22.7.2005"; where the first part cannot be a day, it is the month: "10.31.1974"."""
    parts = _DOTTED.fullmatch(tokens.words[index])
    if parts is None:
        return None
    return _from_parts(index, index + 1, parts[2], parts[1], parts[3]) or _from_parts(index, index + 1, *parts.groups())


def _slashed(tokens: Tokens, index: int) -> DateMatch | None:
    """ "2005-07-12", "2005/07/12", "7/12/2005" (month first, unless that is no month), "7/12/05", "07-12-05"."""
    first, mark, second, other, third = tokens.words[index : index + 5]
    if mark not in ("/", *HYPHENS) or other != mark or not (first + second + third).isdecimal():
        return None
    lengths = (len(first), len(second), len(third))
    if lengths == (4, 2, 2):
        return _from_parts(index, index + 5, second, third, first)
    if max(lengths[:2]) > 2 or lengths[2] not in (2, 4):
        return None
    if lengths[2] == 2 and mark != "/" and (lengths != (2, 2, 2) or "0" not in (first[0], second[0])):
        return None  # a score
    return _from_parts(index, index + 5, first, second, third) or _from_parts(index, index + 5, second, first, third)


def _from_parts(start: int, end: int, month: str, day: str, year: str) -> DateMatch | None:
    full = int(year) if len(year) == 4 else short_year(year)
    if full is None or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    return DateMatch(start, end, Fixed(f"{full:04}-{int(month):02}-{int(day):02}"))
