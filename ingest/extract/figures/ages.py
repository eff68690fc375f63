"""Tells an age from a count: "aged 28", "she turned 15", "Ada Byron, 36, said", "voters over 65"."""

from typing import Final

from ingest.extract.figures.counted_nouns import is_noun
from ingest.extract.figures.figure_tokens import Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import Number

_OLDEST: Final = 120
_PERSONS: Final = frozenset(("i", "he", "she", "they", "we", "who"))
_BE: Final = frozenset(("is", "was", "were", "am", "are"))
_BECOMING: Final = frozenset(("will", "would"))
_TURN: Final = frozenset(("turn", "turns", "turned", "turning"))
_ENDS: Final = frozenset((",", ".", ";"))
_CLAUSE_ENDS: Final = _ENDS | {"by", "when", "and", "in", "on", "next", "this", "before"}
_BOUNDS: Final = frozenset(("over", "under", "above", "below"))


def is_age(tokens: Tokens, number: Number) -> bool:
    """True if the number, which no unit follows, is how old somebody is."""
    if number.value is None or not 0 < number.value <= _OLDEST or number.value != int(number.value):
        return False
    if follows_age(tokens, number.start):
        return True
    if is_noun(tokens, number.end) or tokens.is_number(number.end + 1):
        return False
    return _is_told(tokens, number) or _is_bound(tokens, number) or _is_apposition(tokens, number)


def follows_age(tokens: Tokens, index: int) -> bool:
    """True behind "aged", "age" and "age of"."""
    before = tokens.lowers[index - 1]
    return before in ("aged", "age", "ages") or (before == "of" and tokens.lowers[index - 2] in ("age", "ages"))


def _is_told(tokens: Tokens, number: Number) -> bool:
    """ "she was 15.", "he turns 70 on Tuesday", "he will be 35 by then", "..., at 88"."""
    at, after = number.start - 1, tokens.lowers[number.end]
    if tokens.lowers[at] == "be":
        is_person = tokens.lowers[at - 2] in ("he", "she")
        return is_person and tokens.lowers[at - 1] in _BECOMING and after in _CLAUSE_ENDS
    if tokens.lowers[at] in _TURN:
        return after in _CLAUSE_ENDS
    if after not in _ENDS:
        return False
    is_at = tokens.lowers[at] == "at" and tokens.words[at - 1] == ","
    return is_at or (tokens.lowers[at] in _BE and tokens.lowers[at - 1] in _PERSONS)


def _is_bound(tokens: Tokens, number: Number) -> bool:
    """ "voters over 65", "anyone under 18"."""
    at = number.start - 1
    return tokens.lowers[at] in _BOUNDS and tokens.lowers[at - 1] in listed("people of an age")


def _is_apposition(tokens: Tokens, number: Number) -> bool:
    """Behind a name and a comma: "Byron, 36, said"; at the end of a list the name must have two words."""
    at, after = number.start - 1, tokens.words[number.end]
    if tokens.words[at] != "," or after not in _ENDS or not number.in_digits or not tokens.is_capitalised(at - 1):
        return False
    return after == "," or tokens.is_capitalised(at - 2)
