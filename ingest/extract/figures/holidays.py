"""Holidays and their days: the same every year ("Christmas"), by the week ("Thanksgiving") or by Easter ("Good Friday")."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ingest.extract.figures.dates import DateMatch, year_behind
from ingest.extract.figures.figure_tokens import APOSTROPHES, Tokens
from ingest.extract.figures.times import Fixed, Tense, Time, Unknown, YearlyDay, most_ahead
from ingest.extract.lexicons import rows


@dataclass(frozen=True, slots=True)
class Movable:
    """A holiday that falls on another day each year, by its rule in the list."""

    rule: str

    def iso(self, anchor: date | None, tense: Tense) -> str | None:
        if anchor is None or not date.min.year + 1 < anchor.year < date.max.year - 1:
            return None
        days = [self.on(anchor.year + shift) for shift in (1, 0, -1)]
        return next(day for day in days if (day - anchor).days <= most_ahead(tense) or day is days[-1]).isoformat()

    def on(self, year: int) -> date:
        """The holiday of that year."""
        if self.rule.startswith("easter"):
            return _easter(year) + timedelta(days=int(self.rule.split()[1]))
        month, weekday, which, after = map(int, self.rule.split())
        first = date(year, month, 1)
        if which < 0:
            first = date(year, month + 1, 1) - timedelta(days=7)
            which = 1
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1) + after)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    golden, (hundreds, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + hundreds - hundreds // 4 - (hundreds - (hundreds + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (hundreds % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + week - 7 * ((golden + 11 * moon + 22 * week) // 451) + 114, 31)
    return date(year, month, day + 1)


@cache
def _holidays() -> dict[str, tuple[tuple[tuple[str, ...], Time], ...]]:
    """Names in tokens with their day, by first token, the longest names first."""
    found: dict[str, list[tuple[tuple[str, ...], Time]]] = {}
    for names, rule in rows("holidays.tsv"):
        for name in names.split("|"):
            words = tuple(name.replace("'", " ' ").replace(".", " .").split())
            found.setdefault(words[0], []).append((words, _time(rule)))
    return {first: tuple(sorted(named, key=lambda pair: -len(pair[0]))) for first, named in found.items()}


def _time(rule: str) -> Time:
    if not rule:
        return Unknown()
    month, mark, day = rule.partition("-")
    return YearlyDay(int(month), int(day)) if mark and month.isdecimal() else Movable(rule)


def holiday_openers() -> frozenset[str]:
    """The words, in lower case, that a holiday may begin with."""
    return frozenset(_holidays())


def holiday_at(tokens: Tokens, index: int) -> DateMatch | None:
    """A holiday of the list, unless a name goes on behind it ("Christmas Island")."""
    if not tokens.is_capitalised(index):
        return None
    for words, time in _holidays().get(tokens.lowers[index], ()):
        end = index + len(words)
        here = tuple("'" if word in APOSTROPHES else word for word in tokens.lowers[index:end])
        if here != words or tokens.is_capitalised(end):
            continue
        year = year_behind(tokens, end)
        on = None if year is None else _in_year(time, year.value)
        return DateMatch(index, end, time) if year is None or on is None else DateMatch(index, year.end, Fixed(on))
    return None


def _in_year(time: Time, year: int) -> str | None:
    if isinstance(time, YearlyDay):
        return f"{year:04}-{time.month:02}-{time.day:02}"
    return time.on(year).isoformat() if isinstance(time, Movable) else None
