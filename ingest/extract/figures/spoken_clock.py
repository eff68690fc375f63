"""Times of day as they are spoken: "half past three", "a quarter to nine", "at 3 in the morning", "at ten at night"."""

from typing import Final

from ingest.extract.figures.dates import DateMatch
from ingest.extract.figures.figure_tokens import Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import SMALL
from ingest.extract.figures.times import At

_PARTS: Final = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5}
_QUARTER_HOUR: Final = 15
_NOON: Final = 12
_DUSK: Final = 6  # "six at night" is in the evening, "one at night" is not


def spoken_clock_at(tokens: Tokens, index: int) -> DateMatch | None:
    """The spoken time that starts at a token, behind "at", "by", "until" and the like."""
    if tokens.lowers[index - 1] not in listed("before a clock"):
        return None
    return _past_or_to(tokens, index) or _hour_of_part(tokens, index)


def _past_or_to(tokens: Tokens, index: int) -> DateMatch | None:
    """ "half past three", "a quarter to nine": minutes beside an hour."""
    at = index + (tokens.lowers[index] == "a")
    minutes, direction = _PARTS.get(tokens.lowers[at]), tokens.lowers[at + 1]
    hour = _hour(tokens, at + 2)
    is_before = direction == "to" and minutes == _QUARTER_HOUR  # "from five to four" is none
    if minutes is None or hour is None or not (is_before or direction == "past"):
        return None
    if is_before:
        hour, minutes = hour - 1 or _NOON, 60 - minutes
    half, end = _part_of_day(tokens, at + 3, hour)
    return DateMatch(index, end, At(f"T{_on_24(hour, half):02}:{minutes:02}"))


def _hour_of_part(tokens: Tokens, index: int) -> DateMatch | None:
    """ "3 in the morning", "ten at night"."""
    hour = _hour(tokens, index)
    half, end = _part_of_day(tokens, index + 1, hour or 0)
    return None if hour is None or half is None else DateMatch(index, end, At(f"T{_on_24(hour, half):02}:00"))


def _hour(tokens: Tokens, index: int) -> int | None:
    word = tokens.lowers[index]
    hour = int(word) if word.isascii() and word.isdecimal() and len(word) < 3 else SMALL.get(word, 0)
    return hour if 1 <= hour <= _NOON else None


def _part_of_day(tokens: Tokens, at: int, hour: int) -> tuple[str | None, int]:
    """ "am" or "pm" by "in the morning", "at night"; None if the half of the day is not told. And the token behind."""
    first, second, third = tokens.lowers[at : at + 3]
    if (first, second) == ("at", "night"):
        return "pm" if _DUSK <= hour < _NOON else "am", at + 2
    if (first, second) == ("in", "the") and third in ("morning", "afternoon", "evening"):
        return "am" if third == "morning" else "pm", at + 3
    return None, at


def _on_24(hour: int, half: str | None) -> int:
    return hour if half is None else hour % _NOON + _NOON * (half == "pm")
