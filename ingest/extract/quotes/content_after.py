"""Content after its cue: past adverbials and addressees to where the content begins."""

from collections.abc import Sequence
from typing import Final

from ingest.extract.quotes.adjuncts import skip_adverbials
from ingest.extract.quotes.clause_tests import begins_clause, is_infinitive
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.content_borders import object_end, thing_end
from ingest.extract.quotes.content_clauses import clause_at
from ingest.extract.quotes.frames import Content, Frame
from ingest.extract.quotes.noun_phrases import Range, phrase_after
from ingest.extract.quotes.words import Token

_ADJUNCT_REACH: Final = 25
# Verbs whose addressee must be named before a clause; the others ("warned") may go straight on.
_NEEDS_ADDRESSEE: Final = frozenset(["tell", "assure", "reassure", "inform", "notify", "remind", "brief"])
_CALLING_ON: Final = frozenset({"call", "appeal", "plead"})
_ON: Final = frozenset({"on", "upon", "to", "with"})


def after_cue(tokens: Sequence[Token], frame: Frame) -> Content | None:
    """The content that follows a cue, None if none does."""
    word = frame.cue.word
    at = skip_adverbials(tokens, frame.cue.end, frame.stop)
    if at >= frame.stop:
        return None
    if _is_what_clause(tokens, frame):
        return _named_thing(tokens, frame, at)
    addressed = _past_addressee(tokens, frame, at) if word.takes("AU") else None
    if addressed is not None:
        return addressed
    if tokens[at].low in word.prepositions:
        return _after_preposition(tokens, frame, at)
    if tokens[at].low == "to" and word.prepositions:
        phrase = phrase_after(tokens, at + 1, is_plain=True)  # apologized to them for …
        if phrase and phrase[1] + 1 < frame.stop and tokens[phrase[1]].low in word.prepositions:
            return _after_preposition(tokens, frame, phrase[1])
    return clause_at(tokens, frame, at)


def _is_what_clause(tokens: Sequence[Token], frame: Frame) -> bool:
    """True for "what they call …" and "which they call …": only a noun phrase after the verb is the content."""
    start = frame.subject.start
    return start is not None and start > 0 and tokens[start - 1].tag == "W" and frame.cue.word.takes("x")


def _named_thing(tokens: Sequence[Token], frame: Frame, at: int) -> Content | None:
    if tokens[at].low == "as" and at + 1 < frame.stop:
        at += 1
    quoted = at + 1 if tokens[at].tag in "DS" and at + 1 < frame.stop else at
    if tokens[quoted].tag == "Q":
        return Content(((quoted, thing_end(tokens, quoted + 1, frame.stop)),), "quoted")
    phrase = phrase_after(tokens, at)
    if phrase is None:
        return None
    end = phrase[1] + (phrase[1] < frame.stop and tokens[phrase[1]].tag == "Q")
    return Content(((at, end),), "object")


def _after_preposition(tokens: Sequence[Token], frame: Frame, at: int) -> Content | None:
    """Called for calm · called on them to leave · warned of floods."""
    word, start, stop = frame.cue.word, at + 1, frame.stop
    if start >= stop or tokens[start].tag in "PZ":
        return None
    if tokens[at].low in _ON and word.lemma in _CALLING_ON:
        return _called_on(tokens, start, stop)
    if word.strength == "w" and tokens[start].tag != "Q":
        return None
    return Content(((start, object_end(tokens, start, stop)),), "object")


def _called_on(tokens: Sequence[Token], start: int, stop: int) -> Content | None:
    """Called on the parties in the region to talk · appealed to them for help."""
    for is_plain in (True, False):
        phrase = phrase_after(tokens, start, is_plain)
        if phrase is None or phrase[1] >= stop:
            return None
        at = phrase[1]
        if tokens[at].low == "to":
            return Content(((at, object_end(tokens, at, stop)),), "infinitive", phrase)
        if tokens[at].low == "for" and at + 1 < stop:
            return Content(((at + 1, object_end(tokens, at + 1, stop)),), "object", phrase)
    return None


def _past_addressee(tokens: Sequence[Token], frame: Frame, at: int) -> Content | None:
    """Told X that … · urged X to … · told X: "…"; None if the words at `at` are no addressee."""
    word, stop = frame.cue.word, frame.stop
    phrase = _addressee(tokens, frame, at)
    after = skip_adverbials(tokens, phrase[1], stop) if phrase else stop
    if phrase is None or after >= stop:
        return None
    token = tokens[after]
    is_needed = word.lemma in _NEEDS_ADDRESSEE
    if word.takes("U") and is_infinitive(tokens, after):
        return Content(((after, object_end(tokens, after, stop)),), "infinitive", phrase)
    if token.low in word.prepositions and after + 1 < stop and tokens[after + 1].tag not in "PZ":
        return Content(((after + 1, object_end(tokens, after + 1, stop)),), "object", phrase)
    if token.tag == "W" and token.low in {"who", "which", "whose"}:
        return _past_relative(tokens, frame, after, phrase)
    if (
        token.tag in "TQP"
        or (token.tag == "I" and is_needed)
        or (token.low in listed("question words") and word.takes("w"))
    ):
        return clause_at(tokens, frame, after, phrase)
    if is_needed and begins_clause(tokens, after, stop):
        return Content(((after, stop),), "clause", phrase)
    return None


def _addressee(tokens: Sequence[Token], frame: Frame, at: int) -> Range | None:
    """The noun phrase at `at`, cut before a preposition that leads to the content ("warned Doe of the floods")."""
    word = frame.cue.word
    is_plain = word.lemma not in _NEEDS_ADDRESSEE or tokens[at].tag == "M"
    phrase = phrase_after(tokens, at, is_plain)
    if phrase is None:
        return None
    links = (further for further in range(at + 1, phrase[1]) if tokens[further].low in word.prepositions)
    return at, next(links, phrase[1])


def _past_relative(tokens: Sequence[Token], frame: Frame, at: int, phrase: Range) -> Content | None:
    """Warned the states that recognise it, who …, that they will pay."""
    for further in range(at + 2, min(frame.stop - 1, at + _ADJUNCT_REACH)):
        if tokens[further].tag == "T":
            return Content(((further + 1, frame.stop),), "that", phrase)
        if tokens[further].tag in "PQ":
            return None
    return None
