"""Adverbs, time expressions and brackets that stand between a verb and its subject or its content."""

from collections.abc import Sequence
from typing import Final

from ingest.extract.quotes.words import Token

_REFLEXIVES: Final = frozenset({"itself", "himself", "herself", "themselves"})
TIME_LEADS: Final = frozenset(["last", "this", "next", "earlier", "late", "early", "past", "previous", "same"])
# Adverbs that belong to the content after them.
_CONTENT_ADVERBS: Final = frozenset(["not", "never", "both", "either", "neither", "here", "almost", "nearly"])
_BRACKET_REACH: Final = 12


def skip_back(tokens: Sequence[Token], end: int) -> int:
    """Moves left over adverbs, time expressions and bracketed text."""
    while end > 0:
        token = tokens[end - 1]
        if token.tag == "R" or (token.low in _REFLEXIVES and end > 1 and tokens[end - 2].tag in "nM"):
            end -= 1
        elif token.text == ")":
            opening = _opening_bracket(tokens, end - 1)
            if opening is None:
                return end
            end = opening
        elif token.tag == "Z" and not (end > 1 and tokens[end - 2].tag in "D$" and not _is_time_lead(tokens[end - 2])):
            end = _skip_time_back(tokens, end)
        else:
            return end
    return end


def _is_time_lead(token: Token) -> bool:
    return token.low in TIME_LEADS or token.tag == "I"


def _skip_time_back(tokens: Sequence[Token], end: int) -> int:
    end -= 1
    while end > 0 and (tokens[end - 1].low in TIME_LEADS or tokens[end - 1].tag in "Z"):
        end -= 1
    if end > 0 and tokens[end - 1].low in {"on", "in", "since", "at"}:
        end -= 1
    return end


def _opening_bracket(tokens: Sequence[Token], close: int) -> int | None:
    reach = range(close - 1, max(-1, close - _BRACKET_REACH), -1)
    return next((at for at in reach if tokens[at].text == "("), None)


def skip_adverbials(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Moves right over adverbs and time expressions ("later on Monday")."""
    while at < stop:
        step = _adverbial(tokens, at, stop)
        if not step:
            break
        at += step
    return at


def _adverbial(tokens: Sequence[Token], at: int, stop: int) -> int:
    """How many tokens at `at` are one adverb or time expression; 0 if none are."""
    token = tokens[at]
    if token.tag == "R":
        return int(token.low not in _CONTENT_ADVERBS)
    if token.tag == "Z":
        return int(not _is_owner(tokens, at, stop))
    if at + 1 >= stop:
        return 0
    follows = tokens[at + 1]
    if token.low in TIME_LEADS and follows.tag == "Z":
        return 0 if _is_owner(tokens, at + 1, stop) else 2
    if token.low not in {"on", "in"} or not (follows.tag == "Z" or _is_year(follows)):
        return 0
    end = at + 2
    while end < stop and tokens[end].tag in "NZ":
        end += 1
    return end - at


def _is_owner(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """True for "this week" in "this week's meeting"."""
    return at + 1 < stop and tokens[at + 1].tag == "$"


def _is_year(token: Token) -> bool:
    return token.tag == "N" and len(token.text) == 4 and token.text[:2] in {"19", "20"}
