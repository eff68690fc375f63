"""Whole date expressions: a date with its "late", "end of", "mid-", and with a time of day beside it."""

from typing import Final

from ingest.extract.figures.clock import clock_at
from ingest.extract.figures.date_words import CALENDAR_UNITS, MONTHS, ORDINALS, SEASONS, WEEKDAYS
from ingest.extract.figures.dates import DateMatch, calendar_date_at
from ingest.extract.figures.decades import DECADE_WORDS, decade_at
from ingest.extract.figures.figure_tokens import APOSTROPHES, Tokens
from ingest.extract.figures.number_forms import SMALL, TENS
from ingest.extract.figures.periods import period_at
from ingest.extract.figures.relative_dates import DAYS, END_OF_YEAR, POINTERS, relative_date_at
from ingest.extract.figures.spoken_clock import spoken_clock_at
from ingest.extract.figures.times import At, Unknown
from ingest.extract.figures.years import year_date_at

_EARLY: Final = frozenset(("early", "late", "mid", "earlier", "later"))
_PART_OF: Final = frozenset(("end", "beginning", "start", "middle", "close", "turn"))
_OTHER_OPENERS: Final = frozenset(SMALL) | frozenset(
    "a an several few couple the fiscal year fy q h noon midnight midday half quarter".split()
)
# Words that a date may open with; numbers in digits are looked at as well.
OPENERS: Final = (
    frozenset({*MONTHS, *WEEKDAYS, *SEASONS, *DAYS, *ORDINALS, *POINTERS, *TENS, *DECADE_WORDS, *APOSTROPHES})
    | _EARLY
    | _PART_OF
    | _OTHER_OPENERS
)


def date_at(tokens: Tokens, index: int) -> DateMatch | None:
    """The longest date expression that starts at a token, or None."""
    word = tokens.lowers[index]
    if word in _EARLY:
        found = _modified(tokens, index)
    elif word in _PART_OF:
        found = _part_of(tokens, index)
    else:
        found = _core(tokens, index)
    return None if found is None else _with_clock(tokens, found)


def _core(tokens: Tokens, index: int) -> DateMatch | None:
    readings = (calendar_date_at, period_at, relative_date_at, clock_at, spoken_clock_at, decade_at, year_date_at)
    found = [match for match in (read(tokens, index) for read in readings) if match is not None]
    return max(found, key=lambda match: match.end, default=None)


def _modified(tokens: Tokens, index: int) -> DateMatch | None:
    """ "late Monday", "early this morning", "mid-January", "earlier this month", "late in 2003"."""
    at = tokens.behind_hyphen(index + 1)
    at += tokens.lowers[at] == "in" and tokens.lowers[index] in ("early", "late")
    at += tokens.lowers[at] == "the"
    inner = _core(tokens, at)
    if inner is None and tokens.lowers[at] == "this":
        inner = _core(tokens, at + 1)
    return None if inner is None or isinstance(inner.time, At) else DateMatch(index, inner.end, inner.time)


def _part_of(tokens: Tokens, index: int) -> DateMatch | None:
    """ "end of last month", "the beginning of 2011", "start of the week", "end-March"."""
    at = tokens.behind_hyphen(index + 1)
    if at == index + 1 and tokens.lowers[at] != "of":
        return None
    at += tokens.lowers[at] == "of"
    is_defined = tokens.lowers[at] == "the"
    at += is_defined
    inner = _core(tokens, at)
    if inner is not None:
        return None if isinstance(inner.time, At) else DateMatch(index, inner.end, inner.time)
    unit = CALENDAR_UNITS.get(tokens.lowers[at])
    is_date = is_defined and unit is not None and (tokens.lowers[index] != "turn" or unit == "century")
    ends_year = unit == "year" and tokens.lowers[index] in ("end", "close")
    return DateMatch(index, at + 1, END_OF_YEAR if ends_year else Unknown()) if is_date else None


def _with_clock(tokens: Tokens, match: DateMatch) -> DateMatch:
    """A day and a time of day that stand side by side: "Friday at 3 p.m.", "10 a.m. on Monday"."""
    at = match.end + (tokens.words[match.end] == ",")
    if isinstance(match.time, At):
        at += tokens.lowers[at] == "on"
        day = calendar_date_at(tokens, at) or relative_date_at(tokens, at)
        return match if day is None else DateMatch(match.start, day.end, At(match.time.part, day.time))
    time = clock_at(tokens, at + (tokens.lowers[at] == "at"))
    if time is None or not isinstance(time.time, At):
        return match
    return DateMatch(match.start, time.end, At(time.time.part, match.time))
