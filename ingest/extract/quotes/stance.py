"""Whether the outlet's choice of the reporting word doubts what is reported, endorses it, or neither."""

from collections.abc import Sequence
from functools import cache
from typing import Final, cast

from ingest.extract.lexicons import rows
from ingest.extract.quotes.drafts import Draft
from ingest.extract.quotes.verb_forms import inflections
from ingest.model import CueStance

_ADVERB: Final = "adverb"
# A space and a quotation mark.
_BESIDE: Final = 2


def stance_of(draft: Draft) -> CueStance:
    """none without a cue; else what its first listed word says. What was not acknowledged is not endorsed: neutral."""
    if not draft.cue_words:
        return "none"
    if draft.cue is not None and draft.cue.is_negated:
        return "neutral"
    return stance_of_words([*_adverb_before(draft), *_words(draft)])


def stance_of_words(words: Sequence[str]) -> CueStance:
    """The stance of a cue's words in lower case: the first of them that is listed decides, in its longest expression."""
    longest = max(map(len, _stances()))
    for at in range(len(words)):
        for size in range(longest, 0, -1):
            stance = _stances().get(tuple(words[at : at + size]))
            if stance is not None:
                return stance
    return "neutral"


def _words(draft: Draft) -> list[str]:
    """The cue's words; a preposition at their end only if the content follows: "insisted on Sunday that" is no "insist on"."""
    words = [token.low for token in draft.cue_words]
    follows = 0 <= draft.start - draft.cue_words[-1].end <= _BESIDE
    if draft.cue is not None and not follows and words[-1] in draft.cue.word.prepositions:
        words.pop()
    return words


def _adverb_before(draft: Draft) -> tuple[str, ...]:
    """falsely in "falsely told". Only adverbs count there: any other word before a cue belongs to something else."""
    before = draft.sentence[draft.cue.start - 1].low if draft.cue is not None and draft.cue.start else ""
    return (before,) if before in _adverbs() else ()


@cache
def _adverbs() -> frozenset[str]:
    return frozenset(words for words, kind, _ in rows("cue_stances.tsv") if kind == _ADVERB)


@cache
def _stances() -> dict[tuple[str, ...], CueStance]:
    """Every form of the listed words and expressions -> its stance."""
    found: dict[tuple[str, ...], CueStance] = {}
    for words, kind, stance in rows("cue_stances.tsv"):
        first, *rest = words.split()
        for form in _forms(first, kind):
            found[form, *rest] = cast("CueStance", stance)
    return found


def _forms(first: str, kind: str) -> list[str]:
    if kind == _ADVERB:
        return [first]
    return [first, first + "s"] if kind == "noun" else [form for form, _ in inflections(first.split(","))]
