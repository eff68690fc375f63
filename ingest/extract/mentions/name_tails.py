"""Lower-case words that complete a name: 'Israeli military', 'Bunia airport', 'Korean peninsula'."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from ingest.extract.mentions.gazetteer import Match, gazetteer
from ingest.extract.mentions.name_parts import word_list
from ingest.extract.mentions.name_tokens import Word, function_words

_SECTIONS: Final = ("org_tails", "fac_tails", "loc_tails", "event_tails")


def tail_end(words: Sequence[Word], at: int, stop: int) -> int:
    """End of the name words[at:stop] with its tail, `stop` itself if it has none."""
    if stop >= len(words) or words[stop].low not in _openers():
        return stop
    known = gazetteer().match(words, at, stop)
    if known is not None and known.length < stop - at:
        known = None
    for section in _SECTIONS:
        length = _tail_length(words, stop, section)
        if length and _suits(section, known) and _ends_phrase(words, stop + length):
            return stop + length
    return stop


@cache
def _openers() -> frozenset[str]:
    """The words that a tail may begin with."""
    tails = [tail.split("-") for section in _SECTIONS for tail in word_list(section)]
    return frozenset("-".join(tail[:length]) for tail in tails for length in range(1, len(tail) + 1))


def _suits(section: str, known: Match | None) -> bool:
    """A state has a military, a place has an airport; 'Afghan airport' names no airport."""
    if section == "org_tails":
        return known is not None and known.is_a("GPE", "NORP", "ORG")
    return section != "fac_tails" or known is None or not known.is_a("NORP")


def _tail_length(words: Sequence[Word], stop: int, section: str) -> int:
    for length in (2, 1):
        tail = words[stop : stop + length]
        if len(tail) == length and "-".join(w.low for w in tail) in word_list(section):
            return 0 if any(w.breaks for w in tail) else length
    return 0


def _ends_phrase(words: Sequence[Word], at: int) -> bool:
    """True if no noun follows that the tail would only describe ('military officials')."""
    if at >= len(words) or words[at].breaks or not words[at].low.isalpha():
        return True
    return words[at].low in function_words() or words[at].low in word_list("after_tail")
