"""Points and stretches of time as a text names them, and their value (ISO 8601 or TIMEX) on a given day.

"2005-07" is its own value; "last Friday" has one only beside the day the text was published (`anchor`). Every class
answers `iso(anchor, tense)`: the value, or None if the words and the anchor do not give one.

Formats: day 2005-07-12, month 2005-07, year 2005, week 2005-W28, weekend 2005-W28-WE, quarter 2005-Q3, half 2005-H2,
season 2005-SU (TimeML's codes SP SU FA WI), stretch 2005/2007, clock 2005-07-12T10:35, every Sunday XXXX-WXX-7. A
month or day whose year is not known keeps what is known, as XML Schema and TEI write it: --07, --07-12. Parts of a day
do not show in the value.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, Protocol

Tense = Literal["past", "future", "unknown"]


class Time(Protocol):
    """What a date's words mean."""

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        """The value on the day `anchor`, for a statement about the past or the future."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that the text itself gives."""

    text: str

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        return self.text


@dataclass(frozen=True, slots=True)
class Unknown:
    """A date without a value: "several years ago", "coming days"."""

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        return None


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day or a month without its year: "Feb 22", "March 23-25", "early May", "last April".

    `shift` -1, 0, 1: "last", "this", "next" stood before it. `year_shift`: "May of last year" has -1.
    """

    month: int
    day: int | None = None
    last_day: int | None = None
    shift: int | None = None
    year_shift: int | None = None

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        if anchor is None:
            return self._from("-")
        year = anchor.year + self.year_shift if self.year_shift is not None else self._year(anchor, tense)
        return self._from(f"{year:04}") if 1 <= year <= 9999 else None

    def _from(self, year: str) -> str:
        first = f"{year}-{self.month:02}"
        if self.day is None:
            return first
        until = "" if self.last_day is None else f"/{first}-{self.last_day:02}"
        return f"{first}-{self.day:02}{until}"

    def _year(self, anchor: date, tense: Tense) -> int:
        if self.shift == 0:
            return anchor.year
        if self.shift is not None:
            ours, now = (self.month, self.day or 0), (anchor.month, anchor.day if self.day else 0)
            return anchor.year + (self.shift if (ours >= now) == (self.shift < 0) or ours == now else 0)
        ahead = _DAYS * (self.month - anchor.month) + (self.day or anchor.day) - anchor.day
        most = most_ahead(tense)
        return anchor.year + (ahead < most - _YEAR) - (ahead > most)


_DAYS: Final = 31  # every month counts as that long
_YEAR: Final = 12 * _DAYS
_MOST_AHEAD: Final[dict[Tense, int]] = {"past": 2 * _DAYS, "unknown": 4 * _DAYS, "future": _YEAR - 45}


def most_ahead(tense: Tense) -> int:
    """How many days ahead of the anchor a day without its year may lie; beyond, the year before is meant.

    More than none in the past: "The offer was extended to Dec. 5" was said in November.
    """
    return _MOST_AHEAD[tense]


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 is Monday: "Friday", "last Friday", "Friday night"."""

    weekday: int
    shift: int | None = None

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        if anchor is None:
            return None
        back = (anchor.weekday() - self.weekday) % 7
        ahead = (self.weekday - anchor.weekday()) % 7
        if self.shift == -1:
            days = -(back or 7)
        elif self.shift == 1:
            days = ahead or 7
        elif self.shift == 0 or tense == "future":
            days = ahead
        else:
            days = -back
        return _moved(anchor, days)


_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Weekend:
    """ "the weekend": the last one that began, or the coming one."""

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        saturday = Weekday(_SATURDAY).iso(anchor, tense)
        return None if saturday is None else f"{_week(date.fromisoformat(saturday))}-WE"


@dataclass(frozen=True, slots=True)
class Shifted:
    """A calendar unit counted from the day of publication: "today", "last year", "three weeks ago", "this century"."""

    unit: str
    amount: int

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        if anchor is None or abs(self.amount) > 9999:
            return None
        if self.unit == "day":
            return _moved(anchor, self.amount)
        if self.unit in ("week", "weekend"):
            day = _moved(anchor, 7 * self.amount)
            return None if day is None else _week(date.fromisoformat(day)) + ("-WE" if self.unit == "weekend" else "")
        if self.unit in ("month", "quarter"):
            return self._months(anchor)
        years = {"year": 1, "decade": 10, "century": 100}.get(self.unit, 0)
        year = anchor.year + years * self.amount
        if not years or not 1 <= year <= 9999:
            return None
        return f"{year:04}" if years == 1 else stretch(year - year % years, years)

    def _months(self, anchor: date) -> str | None:
        months = self.amount * (3 if self.unit == "quarter" else 1)
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
        if not 1 <= year <= 9999:
            return None
        return f"{year:04}-{month + 1:02}" if self.unit == "month" else f"{year:04}-Q{month // 3 + 1}"


_FIRST_MONTHS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}


@dataclass(frozen=True, slots=True)
class Coded:
    """A part of a year by its TimeML code (Q1 to Q4, H1, H2, SP, SU, FA, WI): "third quarter", "last fall"."""

    code: str
    year_shift: int | None = None

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        if anchor is None:
            return None
        if self.year_shift is not None and self.code[0] in "QH":
            return f"{anchor.year + self.year_shift:04}-{self.code}"
        starts = YearlyDay(_FIRST_MONTHS[self.code], shift=self.year_shift).iso(anchor, "unknown")
        return None if starts is None else f"{starts[:4]}-{self.code}"


@dataclass(frozen=True, slots=True)
class At:
    """A clock time or a part of the day, on a day if one is named beside it: "10:35 a.m. Friday"."""

    part: str
    day: Time | None = None

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        if self.day is None:
            return self.part
        day = self.day.iso(anchor, tense)
        return f"{day}{self.part}" if day is not None and len(day) == len("2005-07-12") else day


def stretch(first_year: int, years: int) -> str:
    """A decade or century as the stretch from its first to its last day."""
    return f"{first_year:04}-01-01/{first_year + years - 1:04}-12-31"


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _moved(anchor: date, days: int) -> str | None:
    try:
        return (anchor + timedelta(days=days)).isoformat()
    except OverflowError:
        return None
