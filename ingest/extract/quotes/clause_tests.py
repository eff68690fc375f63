"""Questions that clause rules ask of a stretch of tagged words: is there a verb, does a clause begin here."""

from collections.abc import Sequence
from typing import Final

from ingest.extract.quotes.verb_forms import verb_forms
from ingest.extract.quotes.words import Token

_SUBORDINATORS: Final = frozenset(["as", "because", "since", "before", "after", "until", "than", "so"])
_LEADING_PREPOSITIONS: Final = frozenset(["in", "at", "under", "with", "for", "on", "during"])
_CLAUSE_REACH: Final = 40
_ADJUNCT_REACH: Final = 25


def has_verb(tokens: Sequence[Token], start: int, end: int, is_loose: bool = False) -> bool:
    """True if a finite verb stands in tokens[start:end]; loosely, a quoted stretch counts as one."""
    return any((is_loose and tokens[at].tag == "Q") or _is_finite(tokens, at, end) for at in range(start, end))


def _is_finite(tokens: Sequence[Token], at: int, end: int) -> bool:
    """True for auxiliaries, present and past forms, and for a form in -ed with a subject before it or an object after."""
    tag = tokens[at].tag
    if tag not in "XVE" or not at:
        return tag in "XV"
    before = tokens[at - 1]
    if tag in "XV":
        return before.low != "to"
    if before.text == ",":
        return at + 1 < end and tokens[at + 1].tag in "DSMO"
    return before.tag in "nMOR$N"


def is_participle(tokens: Sequence[Token], at: int) -> bool:
    """True for "a statement issued Sunday": not after a noun, or before an adjunct."""
    return tokens[at - 1].tag not in "nMO" or at + 1 == len(tokens) or tokens[at + 1].tag in "IZPGR"


def begins_clause(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """True if a clause with a subject and a verb (or a quoted stretch) begins at `start`."""
    first = tokens[start]
    if first.tag == "B" and first.low in _SUBORDINATORS:
        return _comma_clause(tokens, start, stop, may_have_verb=True)
    if first.tag == "I":
        return first.low in _LEADING_PREPOSITIONS and _comma_clause(tokens, start, stop)
    if first.tag == "C":
        return False
    return has_verb(tokens, start + 1, min(stop, start + _CLAUSE_REACH), is_loose=True)


def _comma_clause(tokens: Sequence[Token], start: int, stop: int, may_have_verb: bool = False) -> bool:
    """True for "in Iraq, violence has fallen": an adjunct, its comma, a clause."""
    for at in range(start + 1, min(stop, start + _ADJUNCT_REACH)):
        if tokens[at].tag in "XVTQ" and not may_have_verb:
            return False
        if tokens[at].text == ",":
            return at + 1 < stop and tokens[at + 1].tag in "DSOMnN" and has_verb(tokens, at + 1, stop)
    return False


def is_infinitive(tokens: Sequence[Token], at: int) -> bool:
    """True for "to go", "not to go" and "to openly go"."""
    if tokens[at].low == "not" and at + 1 < len(tokens):
        at += 1
    if tokens[at].low != "to" or at + 1 >= len(tokens):
        return False
    follows = tokens[at + 1]
    if follows.tag == "R" and at + 2 < len(tokens):
        follows = tokens[at + 2]
    is_auxiliary = follows.low in {"be", "have", "do"}
    return is_auxiliary or follows.tag in "QV" or "b" in verb_forms().get(follows.low, "")
