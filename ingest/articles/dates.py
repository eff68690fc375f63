"""Points in time as records and pages write them: strict own patterns, tried in order, never a guess.

A value that fits no pattern, is impossible or lies outside of FIRST_YEAR..LAST_YEAR is None. A time without a zone is taken
as UTC. A stamp of exactly midnight is how many systems write a day, so it counts as that day, whatever its zone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from ingest.articles.lexicons import folded, months
from ingest.articles.zones import offset_minutes
from ingest.model import DateBasis, Precision

FIRST_YEAR, LAST_YEAR = 1800, 2100
LONGEST = 200  # characters of a value that are looked at
LONGEST_LABEL = 80  # characters that may stand around a date ("Published on Thursday, …")

CLOCK = (
    r"(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,:]\d{1,9})?)?"
    r"(?:\s?(?P<zone>[+-]\d{2}:?(?:\d{2})?|[A-Z]{1,5}(?![A-Za-z])))?"
)
ISO = re.compile(rf"(?P<year>\d{{4}})(?:-(?P<month>\d{{2}})(?:-(?P<day>\d{{2}})(?:[Tt\s,]\s?{CLOCK})?)?)?Z?")
BASIC_ISO = re.compile(rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})(?:[Tt\s]{CLOCK})?Z?")
LOOSE_ISO = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?:[Tt\s,]{{1,2}}{CLOCK})?"
    r"(?:\s[+-]\d{4}|\sUTC|Z)?"
)
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?Z?"
)
EPOCH = re.compile(r"(?:/Date\()?(?P<seconds>\d{9,10}?)(?P<fraction>\d{3}|\d{6}|\.\d{0,9})?(?:\)/)?")

ZONE = r"(?:\s?\(?(?P<zone>(?:(?:UTC|GMT)\s?)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5}(?![\w+-]))\)?)?"
TIMES = (
    re.compile(
        r"(?<![\d:.])(?:(?P<before>午前|午後|上午|下午|오전|오후)\s?)?"
        r"(?P<hour>\d{1,2})\s?(?:[:：]|[hH](?=\s?\d)|時|시)\s?(?P<minute>\d{2})[分분]?"
        rf"(?::(?P<second>\d{{2}})(?:[.,]\d{{1,9}})?)?(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?)?{ZONE}"
    ),
    re.compile(rf"(?<![\d.])(?P<hour>\d{{1,2}})(?:\.(?P<minute>\d{{2}}))?\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?{ZONE}"),
    re.compile(r"(?<![\d.])(?P<hour>\d{1,2})(?:[.h](?P<minute>\d{2}))?(?=\s?(?:Uhr|uhr|uur|klo))"),
    re.compile(r"(?:kl|klo)\.?\s(?P<hour>\d{1,2})\.(?P<minute>\d{2})(?!\d|\.)"),
)
NAME = r"(?P<name>[^\s\d.,/()|:;–—-]{2,20})"
DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일])?"),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|°)?[.,\-/\s]{{0,3}}(?:(?:de|of|d[’'])\s?)?{NAME}\.?[.,\-/\s]{{1,3}}"
        r"(?:(?:de|del|of)\s)?(?P<year>\d{4})(?!\d)"
    ),
    re.compile(
        rf"(?<!\w){NAME}\.?[\s\-/]{{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[.,\-/\s]{{1,3}}(?P<year>\d{{4}})(?!\d)"
    ),
    re.compile(rf"(?<!\d)(?P<year>\d{{4}})[.,\-/\s]{{1,2}}(?:m\.\s)?{NAME}\.?[\s\-/]{{1,2}}(?P<day>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<!\w)(?<!\d\s){NAME}\.?,?\s(?:(?:de|del|of)\s)?(?P<year>\d{{4}})(?!\d)"),
    re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<mark>[./-])\s?(?P<b>\d{1,2})[./-]\s?(?P<year>\d{4})(?!\d)"),
)
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time in UTC; of a day, month or year, its first second. `basis` says where it was found.

    `minutes_east` is the offset that was stated with it (0 if none was): `local` is the clock, `day` the date, as printed.
    """

    at: datetime
    precision: Precision
    basis: DateBasis
    minutes_east: int = 0

    @property
    def local(self) -> datetime:
        """The same moment in the offset that was stated with it."""
        return self.at.astimezone(timezone(timedelta(minutes=self.minutes_east)))

    @property
    def day(self) -> date:
        """The calendar day where it was published, which is what 'on Wednesday' is counted from."""
        return self.local.date()


@dataclass(frozen=True, slots=True)
class _Found:
    """Year, month and day as written, and where in the text."""

    parts: dict[str, str | None]
    start: int
    end: int


def parse_moment(value: object, basis: DateBasis, *, day_first: bool | None = None) -> Moment | None:
    """The moment that a record's value or a line of a page states, or None.

    Takes ISO 8601, RFC 822, compact digits, epoch seconds or milliseconds, and dates in words with a label around them.
    `day_first` decides '03/04/2023' if the caller knows the custom of the place; else such a date is refused.
    """
    if isinstance(value, datetime):
        shift = value.utcoffset() or timedelta()
        return _in_range(Moment((value.replace(tzinfo=UTC) - shift), "second", basis, int(shift.total_seconds() // 60)))
    if isinstance(value, date):
        return _in_range(Moment(datetime(value.year, value.month, value.day, tzinfo=UTC), "day", basis))
    if isinstance(value, float) and 1e8 <= value < 1e13:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    if isinstance(value, int) and not 0 < value < 10**17:
        return None
    text = SPACE.sub(" ", str(value)[: LONGEST + 1]).strip()
    if not text or len(text) > LONGEST:
        return None
    for pattern in (ISO, BASIC_ISO, LOOSE_ISO, COMPACT):
        if m := pattern.fullmatch(text):
            return _moment(m.groupdict(), basis)
    if m := EPOCH.fullmatch(text):
        return _in_range(Moment(datetime.fromtimestamp(int(m["seconds"]), UTC), "second", basis))
    return _in_words(text, basis, day_first)


def find_moment(text: str, basis: DateBasis, *, day_first: bool | None = None) -> Moment | None:
    """The first date in a short line of prose, with a time if one is given anywhere; what else stands there is ignored."""
    clock, rest = _cut_time(SPACE.sub(" ", text[:LONGEST]))
    found = min(_dates(rest, day_first), key=lambda date: date.start, default=None)
    return _moment(found.parts | clock, basis) if found else None


def _in_words(text: str, basis: DateBasis, day_first: bool | None) -> Moment | None:
    """One date and at most one time among words without digits; anything more is no plain date."""
    clock, rest = _cut_time(text)
    for found in _dates(rest, day_first):
        label = rest[: found.start] + rest[found.end :]
        if len(label) <= LONGEST_LABEL and not any(c.isdigit() for c in label):
            return _moment(found.parts | clock, basis)
    return None


def _cut_time(text: str) -> tuple[dict[str, str | None], str]:
    """The first time of day in the text as parts, and the text without it."""
    for pattern in TIMES:
        if m := pattern.search(text):
            parts = m.groupdict()
            zone = parts.get("zone")
            end = m.end() if zone is None or offset_minutes(zone, None) is not None else m.start("zone")
            return parts, text[: m.start()] + " " + text[end:]
    return {}, text


def _dates(text: str, day_first: bool | None) -> Iterator[_Found]:
    """Every date that a pattern finds, the stricter patterns first."""
    for pattern in DATES:
        for m in pattern.finditer(text):
            parts = _with_month(m.groupdict(), day_first)
            if parts is not None:
                yield _Found(parts, m.start(), m.end())


def _with_month(parts: dict[str, str | None], day_first: bool | None) -> dict[str, str | None] | None:
    """The parts with month and day told apart; None if they cannot be."""
    if name := parts.get("name"):
        month = months().get(folded(name))
        return parts | {"month": str(month)} if month else None
    if "a" not in parts:
        return parts
    a, b = int(parts["a"] or 0), int(parts["b"] or 0)
    if parts["mark"] == "." or a > 12 or a == b:  # dots are written day first wherever they are the custom
        day_first = True
    elif b > 12:
        day_first = False
    if day_first is None:
        return None
    return parts | ({"day": str(a), "month": str(b)} if day_first else {"day": str(b), "month": str(a)})


def _moment(parts: dict[str, str | None], basis: DateBasis) -> Moment | None:
    """A Moment of named parts, if such a day and time exist."""

    def number(name: str, default: int) -> int:
        return int(parts.get(name) or default)

    precision: Precision = "day" if parts.get("day") else "month" if parts.get("month") else "year"
    try:
        day = datetime(number("year", 0), number("month", 1), number("day", 1), tzinfo=UTC)
        if not parts.get("hour"):
            return _in_range(Moment(day, precision, basis))
        at = day.replace(hour=_hour(parts), minute=number("minute", 0), second=min(number("second", 0), 59))
    except ValueError:
        return None
    if number("second", 0) > 60:
        return None
    if at == day:
        return _in_range(Moment(day, "day", basis))
    zone = parts.get("zone")
    offset = offset_minutes(zone, at) if zone else 0
    if offset is None:  # a zone that nobody knows: the day is all that is certain
        return _in_range(Moment(day, "day", basis))
    precision = "second" if parts.get("second") else "minute"
    return _in_range(Moment(at - timedelta(minutes=offset), precision, basis, offset))


def _hour(parts: dict[str, str | None]) -> int:
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or parts.get("before") or "").casefold()
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half in ("p", "午後", "下午", "오후") else 0)


def _in_range(moment: Moment) -> Moment | None:
    return moment if FIRST_YEAR <= moment.at.year <= LAST_YEAR else None


def place_month_day(month: int, day: int, published: date) -> date | None:
    """The latest such day that is not after the publication, a day's difference between time zones allowed.

    None if no calendar has the day; 29 February goes back to the last leap year.
    """
    for year in range(published.year + 1, published.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= published + timedelta(days=1):
            return found
    return None
