"""Decades: "1990s", "'80s", "mid-1970s", "the sixties"; not ages ("in his mid-80s") and not degrees ("highs in the 90s")."""

from typing import Final

from ingest.extract.figures.dates import DateMatch
from ingest.extract.figures.figure_tokens import APOSTROPHES, HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import TENS
from ingest.extract.figures.times import Fixed, stretch

DECADE_WORDS: Final = {f"{word[:-1]}ies": 1900 + value for word, value in TENS.items()}
_PARTS: Final = frozenset(("early", "mid", "late"))
_FIRST: Final = "20"
_WEATHER_REACH: Final = 8  # tokens


def decade_at(tokens: Tokens, index: int) -> DateMatch | None:
    """The decade or century that starts at a token."""
    word = tokens.words[index]
    if word in APOSTROPHES:
        opens = tokens.glued(index) and (not tokens.glued(index - 1) or tokens.words[index - 1] in HYPHENS)
        found = _in_digits(tokens, index + 1) if opens else None
        return None if found is None else DateMatch(index, found.end, found.time)
    if tokens.lowers[index] in DECADE_WORDS:
        return _in_words(tokens, index)
    return _in_digits(tokens, index) if tokens.is_number(index) else None


def _in_digits(tokens: Tokens, index: int) -> DateMatch | None:
    """ "1990s", "1990's", "80s" (of the 20th century), "1800s" (a century)."""
    word, at = tokens.words[index], index + 1
    at += tokens.words[at] in APOSTROPHES and tokens.glued(index)
    if tokens.lowers[at] != "s" or not tokens.glued(at - 1) or not word.isdecimal() or not word.endswith("0"):
        return None
    if len(word) == 4:
        years = 100 if word.endswith("00") and word < "2000" else 10
        return DateMatch(index, at + 1, Fixed(stretch(int(word), years))) if "1000" <= word < "2200" else None
    if len(word) != 2 or word < _FIRST or _is_other(tokens, index):
        return None
    return DateMatch(index, at + 1, Fixed(stretch(1900 + int(word), 10)))


def _in_words(tokens: Tokens, index: int) -> DateMatch | None:
    """ "the sixties", "the early nineties"."""
    if tokens.lowers[_opener(tokens, index)] != "the" or _is_other(tokens, index):
        return None
    return DateMatch(index, index + 1, Fixed(stretch(DECADE_WORDS[tokens.lowers[index]], 10)))


def _opener(tokens: Tokens, index: int) -> int:
    """The token before the decade and its "early", "mid-" or "late"."""
    at = index - 1
    at -= tokens.words[at] in HYPHENS or tokens.words[at] in APOSTROPHES
    return at - (tokens.lowers[at] in _PARTS)


def _is_other(tokens: Tokens, index: int) -> bool:
    """True for an age ("in his late 80s") and for degrees ("highs in the 90s")."""
    at = _opener(tokens, index)
    if tokens.lowers[at] in listed("possessives"):
        return True
    return not listed("weather").isdisjoint(tokens.lowers[max(0, at - _WEATHER_REACH) : at])
