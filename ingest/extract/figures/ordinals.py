"""Ranks that a reader could check: "18th round", "fourth attempt"; not "third-largest", "at first", "Fifth Avenue"."""

from typing import Final

from ingest.extract.figures.counted_nouns import noun_phrase
from ingest.extract.figures.date_words import Read, ordinal_at
from ingest.extract.figures.figure_tokens import HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.nouns import is_verbal, singular

_STANDINGS: Final = frozenset(("command", "line", "charge"))  # "second in command"


def rank_at(tokens: Tokens, index: int) -> Read | None:
    """The ordinal that starts at a token if it is a rank or a place in a row."""
    ordinal = ordinal_at(tokens, index)
    if ordinal is None or ordinal.value == 0 or _is_idiom(tokens, index, ordinal) or _is_name(tokens, index, ordinal):
        return None
    if ranked_noun(tokens, ordinal.end) is None and tokens.lowers[index - 1] not in listed("rank verbs"):
        return None
    return ordinal


def _is_idiom(tokens: Tokens, index: int, ordinal: Read) -> bool:
    after = tokens.lowers[ordinal.end]
    if after in HYPHENS or after in listed("ordinal idioms") or tokens.words[index - 1] in HYPHENS:
        return True
    if after == "in":
        return tokens.lowers[ordinal.end + 1] in _STANDINGS
    # "first" is mostly a mere adverb or adjective.
    return ordinal.value == 1 and listed("behind first").isdisjoint(tokens.lowers[ordinal.end : ordinal.end + 2])


def _is_name(tokens: Tokens, index: int, ordinal: Read) -> bool:
    """True for "Fifth Avenue", "82nd Airborne", "the Second Army"."""
    if tokens.is_capitalised(ordinal.end) and (tokens.is_capitalised(index) or tokens.is_number(index)):
        return True
    return tokens.is_capitalised(index) and not tokens.opens_sentence(index)


def ranked_noun(tokens: Tokens, index: int) -> str | None:
    """The singular noun behind an ordinal: "seed" in "9th seed Elena Ruiz", "day" in "third straight day"."""
    head: int | None = None
    for at in noun_phrase(tokens, index):
        word = tokens.lowers[at]
        if head is not None and _ends_phrase(tokens, head, at):
            break
        head = at
        is_year_of = word == "year" and tokens.lowers[at + 1] == "anniversary"
        if word in listed("counted by ordinals") and not is_year_of:
            break
    return None if head is None or is_verbal(tokens.lowers[head]) else singular(tokens.words[head])


def _ends_phrase(tokens: Tokens, head: int, at: int) -> bool:
    """True at a participle, and where a name follows a common noun."""
    is_named = tokens.is_capitalised(at) and not tokens.is_capitalised(head)
    return is_named or is_verbal(tokens.lowers[at])
