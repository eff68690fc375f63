"""Times of day: "10:35 a.m.", "3 pm EST", "17:00 GMT", "1700 hours", "11 o'clock", "midnight"."""

import re
from typing import Final

from ingest.extract.figures.dates import DateMatch
from ingest.extract.figures.figure_tokens import APOSTROPHES, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.times import At

_HOURS = re.compile(r"([01]?[0-9]|2[0-4])(?:[:.]([0-5][0-9])(?::[0-5][0-9])?)?")
_MILITARY = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])")
_MILITARY_ENDS: Final = frozenset(("gmt", "utc", "hours", "hrs"))
_ENDS: Final = frozenset((",", ";", ".", ")", "?", "!", ""))
_NAMED: Final = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}


def clock_at(tokens: Tokens, index: int) -> DateMatch | None:
    """The time of day that starts at a token; its value is "T10:35", to stand behind a day."""
    word = tokens.lowers[index]
    if word in _NAMED:
        is_time = tokens.lowers[index - 1] in listed("before a clock") and not tokens.is_capitalised(index)
        return DateMatch(index, index + 1, At(_NAMED[word])) if is_time else None
    match = _HOURS.fullmatch(word)
    if match is not None:
        return _in_halves(tokens, index, match) or _o_clock(tokens, index, match) or _in_24(tokens, index, match)
    military = _MILITARY.fullmatch(word)
    if military is not None and tokens.lowers[index + 1] in _MILITARY_ENDS:
        return DateMatch(index, index + 2, At(f"T{military[1]}:{military[2]}"))
    return None


def _in_halves(tokens: Tokens, index: int, match: re.Match[str]) -> DateMatch | None:
    """ "3 p.m.", "10:35am"."""
    half = _half_day(tokens, index + 1)
    hour = int(match[1])
    if half is None or not 1 <= hour <= 12:
        return None
    letter, end = half
    hour = hour % 12 + (12 if letter == "p" else 0)
    return _zoned(tokens, DateMatch(index, end, At(f"T{hour:02}:{match[2] or '00'}")))


def _half_day(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """ "a" or "p", and the token behind "a.m.", "pm", "P.M."."""
    word = tokens.lowers[index]
    if word in ("am", "pm") and (tokens.glued(index - 1) or tokens.words[index] != "Am"):
        return word[0], index + 1
    if word not in ("a", "p") or tokens.words[index + 1] != "." or tokens.lowers[index + 2] != "m":
        return None
    return word, index + 3 + (tokens.words[index + 3] == ".")


def _o_clock(tokens: Tokens, index: int, match: re.Match[str]) -> DateMatch | None:
    letter, mark, word = tokens.lowers[index + 1 : index + 4]
    is_clock = letter == "o" and mark in APOSTROPHES and word == "clock"
    return DateMatch(index, index + 4, At(f"T{int(match[1]):02}:00")) if is_clock else None


def _in_24(tokens: Tokens, index: int, match: re.Match[str]) -> DateMatch | None:
    """ "17:00 GMT", "17.30 GMT", "at 17:00"; other digits around a colon or point are scores, sports times, amounts."""
    if match[2] is None or (tokens.glued(index) and tokens.words[index + 1] not in _ENDS):
        return None
    found = DateMatch(index, index + 1, At(f"T{int(match[1]):02}:{match[2]}"))
    zoned = _zoned(tokens, found)
    if ":" not in match[0]:
        return zoned if zoned.end > found.end and tokens.lowers[found.end] not in ("hours", "hrs") else None
    return zoned if zoned.end > found.end or tokens.lowers[index - 1] == "at" else None


def _zoned(tokens: Tokens, match: DateMatch) -> DateMatch:
    """The time with the name of its zone: "EST", "(GMT)", "local time"."""
    at = match.end + (tokens.words[match.end] == "(")
    end = at + (2 if tokens.lowers[at : at + 2] == ["local", "time"] else 1)
    if tokens.lowers[at] not in listed("time zones") and end == at + 1:
        return match
    end += at > match.end and tokens.words[end] == ")"
    return DateMatch(match.start, end, match.time)
