"""Dates counted from the day of publication: "today", "Monday night", "last week", "next May", "ten years ago"."""

from typing import Final

from ingest.extract.figures.date_words import CALENDAR_UNITS, PARTS_OF_DAY, SEASONS, month_at, weekday_at
from ingest.extract.figures.dates import DateMatch
from ingest.extract.figures.figure_tokens import HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.numbers import number_at
from ingest.extract.figures.periods import year_part_behind
from ingest.extract.figures.times import Coded, Fixed, Shifted, Time, Unknown, Weekday, Weekend, YearlyDay

DAYS: Final[dict[str, Time]] = {
    "today": Shifted("day", 0),
    "tonight": Shifted("day", 0),
    "yesterday": Shifted("day", -1),
    "tomorrow": Shifted("day", 1),
}
# Which way a word points, counted in units of what it stands before.
_SHIFTS: Final = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0,
    "next": 1, "coming": 1, "following": 1, "upcoming": 1,
}  # fmt: skip
POINTERS: Final = frozenset(_SHIFTS)
# These point from another date than the day of publication.
_FROM_ELSEWHERE: Final = frozenset(("previous", "preceding", "following"))
_AHEAD: Final = frozenset(("coming", "next", "upcoming"))
_EACH: Final = frozenset(("each", "every"))
_AGO: Final = {"ago": -1, "hence": 1}
# One of these ends what is counted, within so many tokens; most numbers are told apart by it without being read.
_DIRECTIONS: Final = frozenset((*_AGO, "from"))
_COUNTED_MOST: Final = 20
_VAGUE_AMOUNTS: Final = frozenset(("several", "few", "couple"))
# "A decade ago" is known to the year, not better than that.
_IN_SMALLER: Final = {"decade": ("year", 10), "century": ("year", 100), "fortnight": ("week", 2)}
_REPORTED_ON: Final = frozenset(("period", "quarter", "half", "month"))
END_OF_YEAR: Final = YearlyDay(12, 31)
_PLURAL_UNITS: Final = {f"{unit}s": unit for unit in CALENDAR_UNITS} | {"centuries": "century"}


def relative_date_at(tokens: Tokens, index: int) -> DateMatch | None:
    """The relative date that starts at a token, without "early", "late" and the like before it."""
    word = tokens.lowers[index]
    if word in DAYS:
        return _with_part(tokens, DateMatch(index, index + 1, DAYS[word]))
    weekday = weekday_at(tokens, index)
    if weekday is not None:
        is_habit = word.endswith("days") or _recurs(tokens, index, weekday.end)
        time = Fixed(f"XXXX-WXX-{weekday.value + 1}") if is_habit else Weekday(weekday.value)
        return _with_part(tokens, DateMatch(index, weekday.end, time))
    if word in _SHIFTS:
        return _pointed(tokens, index, _SHIFTS[word])
    if word == "the":
        return _defined(tokens, index)
    return _year_end(tokens, index) if word == "year" else _counted(tokens, index)


def _recurs(tokens: Tokens, start: int, end: int) -> bool:
    """True for "each Thursday", "every other Friday", "Monday nights"."""
    at = start - 1 - (tokens.lowers[start - 1] in ("other", "second"))
    return tokens.lowers[at] in _EACH or (tokens.lowers[end] in PARTS_OF_DAY and tokens.lowers[end].endswith("s"))


def _with_part(tokens: Tokens, match: DateMatch) -> DateMatch:
    """The day with its "morning", "night" and so on."""
    has_part = tokens.lowers[match.end] in PARTS_OF_DAY
    return DateMatch(match.start, match.end + 1, match.time) if has_part else match


def _defined(tokens: Tokens, index: int) -> DateMatch | None:
    """ "over the weekend", "the year before."."""
    word, following = tokens.lowers[index + 1 : index + 3]
    if word == "weekend":
        is_date = tokens.lowers[index - 1] in listed("before the weekend")
        return DateMatch(index + 1, index + 2, Weekend()) if is_date else None
    is_before = word in CALENDAR_UNITS and following == "before" and tokens.words[index + 3] in (".", ",", "")
    return DateMatch(index, index + 3, Unknown()) if is_before else None


def _year_end(tokens: Tokens, index: int) -> DateMatch | None:
    """ "by year-end", "the year-ago quarter", "from the year-earlier period"."""
    at = tokens.behind_hyphen(index + 1)
    if at > index + 1 and tokens.lowers[at] in ("ago", "earlier"):
        return DateMatch(index, at + 1 + (tokens.lowers[at + 1] in _REPORTED_ON), Unknown())
    is_date = tokens.lowers[at] == "end" and tokens.lowers[index - 1] in listed("before year-end")
    return DateMatch(index, at + 1, END_OF_YEAR) if is_date else None


def _pointed(tokens: Tokens, index: int, shift: int) -> DateMatch | None:
    """What "last", "this", "next" point at: a unit, a weekday, a month, a season, a part of the day, some units."""
    pointer, at = tokens.lowers[index], index + 1
    at += tokens.lowers[at] in ("fiscal", "calendar", "financial")
    word = tokens.lowers[at]
    if word in PARTS_OF_DAY:
        return DateMatch(index, at + 1, Shifted("day", shift)) if pointer in ("this", "last") else None
    if word in CALENDAR_UNITS:
        return _pointed_unit(tokens, index, at, shift)
    if word in SEASONS:
        return DateMatch(index, at + 1, Coded(SEASONS[word], shift or None))
    weekday = weekday_at(tokens, at)
    if weekday is not None and pointer != "current":
        return _with_part(tokens, DateMatch(index, weekday.end, Weekday(weekday.value, shift)))
    month = month_at(tokens, at)
    if month is not None and tokens.is_capitalised(at):
        return DateMatch(index, month.end, YearlyDay(month.value, shift=shift))
    if shift and word in _VAGUE_AMOUNTS:
        at += 2 if tokens.lowers[at + 1] == "of" else 1
    elif pointer not in _AHEAD:
        return None
    return DateMatch(index, at + 1, Unknown()) if tokens.lowers[at] in _PLURAL_UNITS else None


def _pointed_unit(tokens: Tokens, index: int, at: int, shift: int) -> DateMatch | None:
    unit = CALENDAR_UNITS[tokens.lowers[at]]
    if tokens.is_capitalised(index) and tokens.is_capitalised(at) and not tokens.opens_sentence(index):
        return None  # the program "This Week"
    if tokens.lowers[tokens.behind_hyphen(at + 1)] in ("long", "old"):
        return None
    is_elsewhere = tokens.lowers[index] in _FROM_ELSEWHERE
    if unit == "day":
        return DateMatch(index, at + 1, Unknown()) if is_elsewhere or shift > 0 else None
    # "the past decade" is ten years that end today, or the decade before this one.
    if is_elsewhere or (shift and unit in ("decade", "century")):
        return DateMatch(index, at + 1, Unknown())
    part = year_part_behind(tokens, at + 1) if unit == "year" else None
    if part is not None:
        return DateMatch(index, part.end, Coded(part.code, shift))  # "this year's third quarter"
    return DateMatch(index, at + 1, Shifted(unit, shift))


def _counted(tokens: Tokens, index: int) -> DateMatch | None:
    """ "three years ago", "ten-years-ago", "two weeks from now", "several months ago". "Three years later" is a duration."""
    if _DIRECTIONS.isdisjoint(tokens.lowers[index + 1 : index + _COUNTED_MOST]):
        return None
    amount, at = _amount(tokens, index)
    at += tokens.words[at] in HYPHENS
    unit = CALENDAR_UNITS.get(tokens.lowers[at]) or _PLURAL_UNITS.get(tokens.lowers[at])
    end = at + 1 + (tokens.words[at + 1] in HYPHENS)
    direction = _AGO.get(tokens.lowers[end])
    if tokens.lowers[end : end + 2] in (["from", "now"], ["from", "today"]):
        end, direction = end + 1, 1
    if at == index or unit is None or direction is None:
        return None
    if amount is None or amount != int(amount):
        return DateMatch(index, end + 1, Unknown())
    smaller, times = _IN_SMALLER.get(unit, (unit, 1))
    return DateMatch(index, end + 1, Shifted(smaller, int(amount) * direction * times))


def _amount(tokens: Tokens, index: int) -> tuple[float | None, int]:
    """How many units, None if vague, and the token behind; the token itself if there is no amount."""
    at = index + (tokens.lowers[index] == "a")
    if tokens.lowers[at] in _VAGUE_AMOUNTS:
        return None, at + (2 if tokens.lowers[at + 1] == "of" else 1)
    if tokens.lowers[index] in ("a", "an", "one") and tokens.lowers[index + 1] in CALENDAR_UNITS:
        return 1.0, index + 1
    number = number_at(tokens, index)
    return (None, index) if number is None else (number.value, number.end)
