"""The clause around a figure: where it starts and ends, whether it speaks of the past or the future, or forecasts."""

from itertools import pairwise
from typing import Final

from ingest.extract.figures.figure_tokens import BREAK, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.times import Tense

_AUXILIARIES: Final = frozenset(("was", "were", "had", "did", "been"))
_AHEAD: Final = frozenset(("by", "until", "till", "through"))
_MARKS: Final = frozenset((",", ";", ":", "—", "–", "(", ")", "“", "”", '"', BREAK, ""))
_OPENERS: Final = frozenset(("while", "although", "though", "because", "but", "whereas", "which", "who"))
_STOPS: Final = frozenset(".!?")
_LONGEST: Final = 40  # tokens
_TENSE_REACH: Final = 12  # tokens behind a date that opens its clause
_DEADLINE_REACH: Final = 5  # words before "by" in which an infinitive makes it a deadline


def clause_start(tokens: Tokens, index: int) -> int:
    """First token of the clause that a token stands in: behind the last mark, conjunction or sentence end before it."""
    at = index
    while at > 0 and index - at < _LONGEST and not _is_edge(tokens, at - 1):
        at -= 1
    return at


def clause_end(tokens: Tokens, index: int, most: int) -> int:
    """The token behind the last one of the clause, at most `most` tokens from `index` on."""
    at = index
    while at - index < most and not _is_edge(tokens, at):
        at += 1
    return at


def _is_edge(tokens: Tokens, at: int) -> bool:
    """True for marks, conjunctions and full stops that end a clause; a stop behind one letter belongs to an initial."""
    word = tokens.lowers[at]
    if word in _MARKS or word in _OPENERS:
        return True
    return word in _STOPS and (tokens.words[at + 1] == "" or not tokens.glued(at)) and len(tokens.words[at - 1]) > 1


def is_forecast(tokens: Tokens, start: int, end: int) -> bool:
    """True if the clause around the tokens `start` to `end` presents them as expected, planned or possible.

    What something comes from is no forecast: "could reach 40 from 30".
    """
    if tokens.lowers[start - 1] == "from":
        return False
    first, last = clause_start(tokens, start), clause_end(tokens, end, _LONGEST)
    if not listed("forecast cues").isdisjoint(tokens.lowers[first:last]):
        return True
    return any(tokens.words[at] == "may" for at in range(first, start))  # "May" is a month


def _last_part(words: list[str]) -> list[str]:
    """What follows the last "and", if it may hold a verb: "leaves in" of "resigned on Monday and leaves in"."""
    if "and" not in words:
        return words
    tail = words[len(words) - words[::-1].index("and") :]
    return tail if len(tail) > 1 else words


def tense_at(tokens: Tokens, start: int, end: int) -> Tense:
    """The tense of the clause around a date over the tokens `start` to `end`: it lies ahead in "will ... on Friday".

    The words before the date count; those behind it only if it opens its clause: "In March, the firm sold its ships".
    """
    words = _last_part(tokens.lowers[clause_start(tokens, start) : start])
    tense = _tense_of(words)
    if tense == "past" and tokens.lowers[start - 1] in _AHEAD and "to" in words[-_DEADLINE_REACH:]:
        return "future"  # "told it to answer by Friday"
    if tense != "unknown":
        return tense
    if tokens.lowers[start - 1] in _AHEAD:
        return "future"
    first = end + (tokens.words[end] == ",")
    return _tense_of(tokens.lowers[first : clause_end(tokens, first, _TENSE_REACH)]) if len(words) <= 2 else "unknown"


def _tense_of(words: list[str]) -> Tense:
    if any(one in ("is", "are") and two == "to" for one, two in pairwise(words)):
        return "future"  # "is to resume on Tuesday"
    is_past = not _AUXILIARIES.isdisjoint(words)
    if not is_past and not listed("future cues").isdisjoint(words):
        return "future"
    if is_past or not listed("past verbs").isdisjoint(words) or any(word.endswith("ed") for word in words):
        return "past"
    return "unknown"
