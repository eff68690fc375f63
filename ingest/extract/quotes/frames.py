"""Borders between the cues of one sentence: where each cue's own material ends and the next one's begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.extract.quotes.clause_subjects import Subject
from ingest.extract.quotes.clause_tests import has_verb
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.cues import Cue
from ingest.extract.quotes.noun_phrases import Range, phrase_after
from ingest.extract.quotes.words import Token

DASHES: Final = frozenset({"–", "—", "--", "-"})
_CITING: Final = frozenset({"cite", "quote"})
_PERFECT: Final = frozenset({"has", "have", "had"})


@dataclass(frozen=True, slots=True)
class Content:
    """The content of one cue: parts in order, the addressee's words, and which rule found it."""

    parts: tuple[Range, ...]
    rule: str
    addressee: Range | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue with its subject, and where later material of the sentence begins that is no part of its content."""

    cue: Cue
    subject: Subject
    stop: int
    """First token after the cue that belongs to a later cue on the same level (or to the sentence's end)."""
    left: int
    """First token that content before this cue may begin with."""


def stop_of(tokens: Sequence[Token], cues: Sequence[Cue], subjects: Sequence[Subject], number: int) -> int:
    """First token after cue `number` that is no part of what it reports: a later cue's, an aside, the sentence's end."""
    cue = cues[number]
    stop = _sentence_end(tokens)
    for later in range(number + 1, len(cues)):
        border = _border(tokens, cue, cues[later], subjects[later])
        if border is not None and border > cue.end and not _is_aside(tokens, cue.end, border, cues[later]):
            stop = min(stop, border)
            break
    if cue.shape != "according":
        stop = min(stop, _new_clause(tokens, cue.end, stop))
    stop = min(stop, _clause_end(tokens, cue, subjects[number], stop))
    return _before_aside(tokens, cue.end, stop)


def _is_aside(tokens: Sequence[Token], start: int, border: int, later: Cue) -> bool:
    """True for "citing Roe" in "reported that Doe, citing Roe, said …": no clause ends before it."""
    return later.word.lemma in _CITING and tokens[start].tag == "T" and not has_verb(tokens, start, border)


def _new_clause(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Before ", but …" or ", and …" with a subject and verb of its own: the reporter's next statement."""
    for at in range(start + 4, stop - 3):
        if tokens[at].text == "," and tokens[at + 1].low in {"but", "and"} and tokens[at + 2].tag in "DSOMn":
            phrase = phrase_after(tokens, at + 2)
            if phrase and phrase[1] < stop and tokens[phrase[1]].tag in "XVE":
                return at
    return stop


def _clause_end(tokens: Sequence[Token], cue: Cue, subject: Subject, stop: int) -> int:
    """Where a relative clause ends ("Doe, who says …, left") or an opening subordinate one ("While half say …, the rest")."""
    begin = cue.group if subject.start is None else min(cue.group, subject.start)
    is_relative = cue.group > 1 and tokens[cue.group - 1].low == "who" and tokens[cue.group - 2].text == ","
    is_subordinate = 0 < begin < 3 and tokens[0].low in listed("subordinators")
    if not is_relative and not is_subordinate:
        return stop
    for at in range(cue.end + 2, stop - 2):
        if tokens[at].text == "," and (tokens[at + 1].tag in "XVER" if is_relative else tokens[at + 1].tag in "DSOMnN"):
            return at
    return stop


def _sentence_end(tokens: Sequence[Token]) -> int:
    end = len(tokens)
    while end and tokens[end - 1].tag == "P" and tokens[end - 1].text not in {")", "]"}:
        end -= 1
    return end


def _border(tokens: Sequence[Token], cue: Cue, later: Cue, subject: Subject) -> int | None:
    """Where the later cue's clause begins if it stands beside, not inside, this cue's content."""
    if later.shape == "according":
        return _comma_at(tokens, later.start)
    if later.shape == "gerund":
        return _comma_at(tokens, later.group) or _conjunction_at(tokens, later.group)
    if later.shape not in ("finite", "passive"):
        return None
    if subject.how in ("shared", "main", "none"):
        return _conjunction_at(tokens, later.group) if _goes_on(tokens, cue, later) else None
    if subject.how == "inverted":
        return _comma_at(tokens, later.group)
    begin = subject.start
    if begin is None or begin <= cue.end:
        return None
    after_conjunction = _conjunction_at(tokens, begin)
    if after_conjunction is not None and tokens[after_conjunction].text == ",":
        return after_conjunction
    if begin and tokens[begin - 1].text == ";":
        return begin - 1
    return _comma_at(tokens, begin) if is_parenthetical(tokens, later) else None


def _goes_on(tokens: Sequence[Token], cue: Cue, later: Cue) -> bool:
    """True if "and" joins the later cue to this one, not to a verb of its content: same tense, and clearly a report."""
    is_clear = later.word.strength == "s" or (later.end < len(tokens) and tokens[later.end].tag == "T")
    starts_bare = later.group == later.start or tokens[later.group].low in _PERFECT
    return later.is_past == cue.is_past and is_clear and starts_bare


def _comma_at(tokens: Sequence[Token], at: int) -> int | None:
    """The comma or dash just before `at`, an adverb between them skipped."""
    if at > 1 and tokens[at - 1].tag == "R":
        at -= 1
    if at and (tokens[at - 1].text == "," or tokens[at - 1].text in DASHES):
        return at - 1
    return at if at and tokens[at - 1].stretch is not None else None


def _conjunction_at(tokens: Sequence[Token], at: int) -> int | None:
    """The conjunction before `at` (adverbs between them skipped), or the comma before that conjunction."""
    while at > 1 and tokens[at - 1].tag == "R":
        at -= 1
    if not at or tokens[at - 1].tag != "C":
        return None
    return at - 2 if at > 1 and tokens[at - 2].text == "," else at - 1


def is_parenthetical(tokens: Sequence[Token], cue: Cue) -> bool:
    """True if nothing that could be content follows the cue: ", Reuters reported." """
    for token in tokens[cue.end :]:
        if token.text == "," or token.text in DASHES:
            return True
        if token.tag in "TXVEQ" or token.low == "to":
            return False
        if token.tag in "BW":
            return True
    return True


def _before_aside(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Cuts at a dash that opens the reporter's aside: one that no second dash closes."""
    dashes = [at for at in range(start + 1, stop) if tokens[at].text in DASHES]
    return dashes[0] if len(dashes) == 1 and dashes[0] > start + 2 else stop


def left_after(tokens: Sequence[Token], left: int, frame: Frame, content: Content | None) -> int:
    """Where content before the next cue may begin, once this frame has taken its own."""
    if content is None or content.rule != "fronted" or len(content.parts) > 1:
        return left
    cue, phrase = frame.cue, frame.subject.phrase
    at = max(cue.end, phrase[1] if phrase else 0)
    while at < len(tokens) and tokens[at].tag not in "PCQ":
        at += 1
    while at < len(tokens) and tokens[at].tag in "PC":
        at += 1
    return at
