"""Who stands as the subject of a cue, within its sentence."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from ingest.extract.lexicons import sections
from ingest.extract.quotes.clause_subjects import NOBODY, Subject, is_governed, main_subject, owner_start
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.cues import Cue
from ingest.extract.quotes.noun_phrases import Range, phrase_after, phrase_before
from ingest.extract.quotes.participles import of_participle
from ingest.extract.quotes.verb_forms import inflections
from ingest.extract.quotes.words import Token

_OBJECT_PRONOUNS: Final = frozenset(["him", "them", "me", "us", "himself", "herself", "itself", "themselves"])
_BY_REACH: Final = 12
_BEFORE_INVERSION: Final = frozenset({",", "—", "–", "--", "?", "!", "”", '"', "''"})
_PARENTHESIS_ENDS: Final = frozenset({",", "–", "—", "--", "-"})


def find_subjects(tokens: Sequence[Token], cues: Sequence[Cue]) -> list[Subject]:
    """One subject a cue, in the order of the cues."""
    found: list[Subject] = []
    for number, cue in enumerate(cues):
        outer = _outer(cues, found)
        found.append(_subject_of(tokens, cue, found[outer] if number else NOBODY, cues[outer] if number else None))
    return found


def _outer(cues: Sequence[Cue], found: Sequence[Subject]) -> int:
    """The last cue so far that does not stand at the head of another's content ("Doe said she *welcomed* it and …")."""
    last = len(found) - 1
    while last > 0:
        start = found[last].start
        if start is None or not 0 <= start - cues[last - 1].end <= 1 or found[last].how != "before":
            break
        last -= 1
    return max(last, 0)


def _subject_of(tokens: Sequence[Token], cue: Cue, previous: Subject, before: Cue | None) -> Subject:
    if cue.shape == "according":
        phrase = phrase_after(tokens, cue.end)
        return Subject(phrase, "named_after") if phrase else NOBODY
    if cue.shape == "noun":
        return _possessor(tokens, cue)
    if cue.shape == "passive":
        return _agent(tokens, cue)
    if cue.shape == "as_saying":
        return _quoted_person(tokens, cue)
    if cue.shape in ("gerund", "infinitive"):
        return of_participle(tokens, cue, previous, before)
    return _of_finite(tokens, cue, previous, before)


def _of_finite(tokens: Sequence[Token], cue: Cue, previous: Subject, before: Cue | None) -> Subject:
    at = cue.group
    phrase = inverted(tokens, cue.end) if _may_invert(tokens, at) else None
    if phrase is not None:
        return Subject(phrase, "inverted")
    if at and tokens[at - 1].low not in _OBJECT_PRONOUNS:
        phrase = phrase_before(tokens, at)
        if phrase is not None and tokens[at - 1].tag in "WT" and _is_issued(tokens, phrase):
            return main_subject(tokens, phrase[0])
        if phrase is not None and (tokens[at - 1].tag in "WT" or not is_governed(tokens, phrase)):
            return Subject(phrase, "before")
    if previous.phrase is not None and before is not None:
        return _shared(tokens, cue, previous.phrase, before)
    return main_subject(tokens, at)


def _shared(tokens: Sequence[Token], cue: Cue, phrase: Range, before: Cue) -> Subject:
    """The subject of a verb without its own: that of the cue before it, unless the verb goes on with what that one reports.

    "She was asked to, an aide said, and refused to say why": not the aide. "Told them that Doe accepted the plan but
    disputed the price": Doe, since "dispute" needs its own thing said.
    """
    end = before.end
    is_aside = phrase[0] > 0 and tokens[phrase[0] - 1].ends_in_comma and end < len(tokens) and tokens[end].text == ","
    if is_aside and cue.group - end == 2 and tokens[end + 1].tag == "C" and tokens[phrase[0] - 1].text == ",":
        main = main_subject(tokens, phrase[0])
        return main if main.phrase is not None else Subject(phrase, "shared")
    if end < len(tokens) - 1 or not end:
        inner = _inner_subject(tokens, end, cue)
        if inner is not None:
            return Subject(inner, "before")
    return Subject(phrase, "shared")


def _inner_subject(tokens: Sequence[Token], start: int, cue: Cue) -> Range | None:
    """The name that "that" leads to after `start`, if the stance verb of `cue` is joined to that name's own verb."""
    if cue.word.takes("pc") or not cue.word.takes("nx") or cue.group < 2 or tokens[cue.group - 1].tag != "C":
        return None
    that = next((at for at in range(start, cue.group - 1) if tokens[at].tag == "T"), None)
    if that is None:
        return None
    phrase = phrase_after(tokens, that + 1, is_plain=True)
    if phrase is None or phrase[1] >= cue.group or tokens[phrase[1] - 1].tag != "M":
        return None
    return phrase if tokens[phrase[1]].tag in "VE" else None


def _closes_parenthesis(tokens: Sequence[Token], at: int) -> bool:
    """True if the mark before `at` closes what describes a name: "Doe, a nurse, said"."""
    if tokens[at - 1].text not in _PARENTHESIS_ENDS or (at > 1 and tokens[at - 2].tag == "Q"):
        return False
    phrase = phrase_before(tokens, at)
    is_dash = tokens[at - 1].text != ","
    return phrase is not None and (is_dash or any(token.tag == "M" for token in tokens[slice(*phrase)]))


def _is_issued(tokens: Sequence[Token], phrase: Range) -> bool:
    """True for "the ministry issued a report that says": the issuer speaks."""
    head = tokens[phrase[1] - 1].low
    if head not in sections("roles.txt")["document"] or not phrase[0]:
        return False
    verb = tokens[phrase[0] - 1]
    return verb.tag in "VE" and verb.low in _issuing_forms()


@cache
def _issuing_forms() -> frozenset[str]:
    irregular = {
        "make": ["make", "made"],
        "give": ["give", "gave", "given"],
        "send": ["send", "sent"],
        "broadcast": ["broadcast", "broadcast"],
    }
    return frozenset(form for base in listed("issuing verbs") for form, _ in inflections(irregular.get(base, [base])))


def _may_invert(tokens: Sequence[Token], at: int) -> bool:
    """True where a verb may come before its subject: after quoted words or after a comma, or first in its sentence."""
    if at == 0:
        return True
    before = tokens[at - 1]
    return (before.tag == "Q" or before.text in _BEFORE_INVERSION) and not _closes_parenthesis(tokens, at)


def inverted(tokens: Sequence[Token], start: int) -> Range | None:
    """The subject after its verb ("said Jane Doe, a nurse")."""
    if start >= len(tokens):
        return None
    first = tokens[start]
    if first.tag not in "MDSnONE" or first.low in _OBJECT_PRONOUNS:
        return None
    phrase = phrase_after(tokens, start)
    if phrase is None:
        return None
    end = phrase[1]
    if first.tag == "n" and not any(token.tag == "M" for token in tokens[start:end]) and not first.low.endswith("s"):
        return None
    follows_verb = end < len(tokens) and tokens[end].tag in "XVE" and not tokens[end].low.endswith("ing")
    return None if follows_verb else phrase


def _agent(tokens: Sequence[Token], cue: Cue) -> Subject:
    """Passive: whoever follows "by"; also behind the name that is given ("called “a liar” by Doe")."""
    start = cue.end
    if start < len(tokens) and tokens[start].tag == "Q" and cue.word.takes("x"):
        start += 1
    for at in range(start, min(len(tokens) - 1, start + _BY_REACH)):
        if tokens[at].low == "by":
            phrase = phrase_after(tokens, at + 1)
            return Subject(phrase, "by") if phrase and tokens[phrase[0]].tag != "N" else NOBODY
        if tokens[at].tag in "PTXVQ":
            break
    return NOBODY


def _quoted_person(tokens: Sequence[Token], cue: Cue) -> Subject:
    """Tass quoted Wang as saying: the object of the quoting verb, or its subject if that is passive."""
    at = quoting_verb(tokens, cue.start)
    if at is None:
        return NOBODY
    if is_passive_at(tokens, at):
        while at and tokens[at - 1].tag in "XR":
            at -= 1
        phrase = phrase_before(tokens, at)
    else:
        phrase = phrase_after(tokens, at + 1)
    return Subject(phrase, "quoted") if phrase else NOBODY


def quoting_verb(tokens: Sequence[Token], end: int) -> int | None:
    """The verb that "as saying" at `end` belongs to."""
    return next((at for at in range(end - 1, -1, -1) if tokens[at].low in listed("quoting verbs")), None)


def is_passive_at(tokens: Sequence[Token], at: int) -> bool:
    """True for "was quoted", false for "has quoted"."""
    while at and tokens[at - 1].tag == "R":
        at -= 1
    return at > 0 and tokens[at - 1].tag == "X" and tokens[at - 1].low not in {"has", "have", "had"}


def _possessor(tokens: Sequence[Token], cue: Cue) -> Subject:
    """Whose statement: "Iran's claim that", "his claim that", "a claim by Iran"."""
    at = cue.start - 1
    while at >= 0 and tokens[at].tag in "nEN":
        at -= 1
    if at >= 0 and tokens[at].tag == "S":
        return Subject((at, at + 1), "possessor")
    if at > 0 and tokens[at].tag == "$":
        start = owner_start(tokens, at)
        return Subject((start, at), "possessor") if start < at else NOBODY
    if cue.end < len(tokens) and tokens[cue.end].low in {"by", "from"}:
        phrase = phrase_after(tokens, cue.end + 1, is_plain=True)
        return Subject(phrase, "by") if phrase else NOBODY
    return NOBODY
