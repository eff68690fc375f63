"""What a cue reports: the words before, after or around it. Finding the content knows nothing of who said it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.extract.quotes.clause_tests import begins_clause, has_verb, is_infinitive
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.content_after import after_cue
from ingest.extract.quotes.content_before import before_cue, interrupts, with_rest
from ingest.extract.quotes.content_borders import last_quoted_end, run_end
from ingest.extract.quotes.frames import DASHES, Content, Frame
from ingest.extract.quotes.noun_phrases import phrase_before
from ingest.extract.quotes.words import Token

_CITING: Final = frozenset({"quoting", "citing"})


def find_content(tokens: Sequence[Token], frame: Frame) -> Content | None:
    """The content of a frame, or None if the cue reports nothing here."""
    content = _of_shape(tokens, frame)
    if content is None:
        return None
    start, stop = content.parts[-1]
    return replace(content, parts=(*content.parts[:-1], (start, last_quoted_end(tokens, start, stop))))


def _of_shape(tokens: Sequence[Token], frame: Frame) -> Content | None:
    shape = frame.cue.shape
    if shape == "according":
        return _of_according(tokens, frame)
    if shape == "noun":
        return _of_noun(tokens, frame)
    if shape == "passive":
        return _of_passive(tokens, frame)
    return None if shape == "infinitive" or _says_nothing(tokens, frame) else _of_verb(tokens, frame)


def _says_nothing(tokens: Sequence[Token], frame: Frame) -> bool:
    """True for "no camera has asked for it", and for a law that "demands" without words of its own."""
    phrase = frame.subject.phrase
    if phrase is None or frame.subject.how != "before":
        return False
    first, head = tokens[phrase[0]].low, tokens[phrase[1] - 1].low
    is_rule = head in listed("rules") and not frame.cue.word.takes("p")
    return is_rule or (first == "no" and phrase[1] - phrase[0] > 1)


def _of_verb(tokens: Sequence[Token], frame: Frame) -> Content | None:
    """Quoted or interrupted words before the speaker come first, then what follows the verb, then what precedes."""
    left = before_cue(tokens, frame)
    if left is not None and (tokens[left[1] - 1].tag == "Q" or interrupts(tokens, frame)):
        return with_rest(tokens, frame, left)
    right = None if frame.subject.how == "inverted" else after_cue(tokens, frame)
    if right is not None or left is None:
        return right
    return with_rest(tokens, frame, left)


def _of_according(tokens: Sequence[Token], frame: Frame) -> Content | None:
    """According to Doe, prices fell · Prices, according to Doe, fell."""
    phrase = frame.subject.phrase
    if phrase is None:
        return None
    at, stop = frame.cue.start, frame.stop
    after = _after_apposition(tokens, phrase[1], stop)
    if at <= frame.left or (at - frame.left == 1 and tokens[frame.left].tag == "C"):
        if after >= stop:
            return None
        end = run_end(tokens, after, stop) if tokens[after].tag == "Q" else stop
        return Content(((after, end),), "according")
    is_apart = tokens[at - 1].text in {",", "("} or tokens[at - 1].text in DASHES
    left = (frame.left, at - 1 if is_apart else at)
    if left[0] >= left[1]:
        return None
    goes_on = phrase[1] < after < stop and not has_verb(tokens, *left)
    return Content((left, (after, stop)) if goes_on else (left,), "according")


def _after_apposition(tokens: Sequence[Token], at: int, stop: int) -> int:
    """First token of the content after "according to X": past the comma, and past "citing Y," or "who …," after it."""
    commas = [further for further in range(at, stop) if tokens[further].text == ","]
    if not commas:
        return at if at < stop and tokens[at].tag in "DSOMn" and begins_clause(tokens, at, stop) else stop
    first = commas[0] + 1
    skips = len(commas) > 1 and first < stop and (tokens[first].tag == "W" or tokens[first].low in _CITING)
    return commas[1] + 1 if skips else first


def _of_noun(tokens: Sequence[Token], frame: Frame) -> Content | None:
    """His claim that … · calls for calm · reports they had left."""
    at, stop, links = frame.cue.end, frame.stop, frame.cue.word.prepositions
    if at + 1 >= stop:
        return None
    token, follows = tokens[at], tokens[at + 1]
    if "that" in links and token.tag == "T" and follows.tag != "P":
        return Content(((at + 1, stop),), "noun_that")
    if "that" in links and token.tag == "O" and follows.tag in "XVE" and tokens[at - 1].low.endswith("s"):
        return Content(((at, stop),), "noun_that")
    if "to" in links and is_infinitive(tokens, at):
        return Content(((at, stop),), "noun_to")
    if token.tag == "I" and token.low in links and token.low != "to" and follows.tag in "DSMnNGQ":
        return Content(((at + 1, stop),), "noun_of")
    return None


def _of_passive(tokens: Sequence[Token], frame: Frame) -> Content | None:
    """Is accused of … · was told that … · was asked: "…" · was called "…" by Doe."""
    word, stop = frame.cue.word, frame.stop
    at = frame.cue.end
    if frame.subject.how == "by" and frame.subject.phrase:
        at = frame.subject.phrase[1]
    if at >= stop:
        return None
    if word.takes("AU"):
        asked = phrase_before(tokens, frame.cue.group)
        quoted = at + (tokens[at].text in {",", ":"})
        if quoted < stop and tokens[quoted].tag == "Q":
            return Content(((quoted, run_end(tokens, quoted, stop)),), "passive", asked)
        if tokens[at].tag == "T" and at + 1 < stop:
            return Content(((at + 1, stop),), "passive", asked)
        if word.takes("U") and at + 1 < stop and is_infinitive(tokens, at):
            return Content(((at, stop),), "passive", asked)
    if at + 1 < stop and word.lemma == "accuse" and tokens[at].low == "of":
        return Content(((at + 1, stop),), "passive")
    if frame.subject.how != "by" or not word.takes("x"):
        return None
    named = next((place for place in (frame.cue.end, at) if place < stop and tokens[place].tag == "Q"), None)
    return None if named is None else Content(((named, run_end(tokens, named, stop)),), "passive")
