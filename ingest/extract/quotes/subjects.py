"""Who stands as the subject of a cue, within its sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from ingest.extract.lexicons import sections
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.cues import Cue
from ingest.extract.quotes.noun_phrases import Range, phrase_after, phrase_before
from ingest.extract.quotes.verb_forms import inflections
from ingest.extract.quotes.words import Token

How = Literal["before", "inverted", "shared", "main", "by", "named_after", "quoted", "possessor", "none"]

_OBJECT_PRONOUNS: Final = frozenset(["him", "them", "me", "us", "himself", "herself", "itself", "themselves"])
_BY_REACH: Final = 12
_BEFORE_INVERSION: Final = frozenset({",", "—", "–", "--", "?", "!", "”", '"', "''"})
_PARENTHESIS_ENDS: Final = frozenset({",", "–", "—", "--", "-"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of the speaker: a token range, or None if the sentence names none, and how it was found."""

    phrase: Range | None
    how: How

    @property
    def start(self) -> int | None:
        """First token of the phrase."""
        return self.phrase[0] if self.phrase else None


NOBODY: Final = Subject(None, "none")


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
        return _of_participle(tokens, cue, previous, before)
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
        if phrase is not None and (tokens[at - 1].tag in "WT" or not _is_governed(tokens, phrase)):
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


def _is_governed(tokens: Sequence[Token], phrase: Range) -> bool:
    """True if the phrase hangs on a preposition, so that it cannot be a subject ("to Iran denied")."""
    return phrase[0] > 0 and tokens[phrase[0] - 1].tag == "I" and phrase[0] > 1 and tokens[phrase[0] - 2].tag in "VE"


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


def main_subject(tokens: Sequence[Token], end: int) -> Subject:
    """The subject of the sentence's first finite verb before `end`."""
    for at in range(1, end):
        token = tokens[at]
        if token.tag in "XV" or (token.tag == "E" and _is_finite(tokens, at)):
            phrase = phrase_before(tokens, at)
            is_adjunct = phrase is not None and phrase[0] == 1 and tokens[0].tag == "I"
            if phrase is not None and not is_adjunct and not _is_governed(tokens, phrase):
                return Subject(phrase, "main")
    return NOBODY


def _is_finite(tokens: Sequence[Token], at: int) -> bool:
    """Tells a past tense from a participle by what follows: "appointed by" is none."""
    follows = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return follows != "by" and tokens[at - 1].tag in "nMORNZ,)P"


def _of_participle(tokens: Sequence[Token], cue: Cue, previous: Subject, before: Cue | None) -> Subject:
    """Saying, adding …: the subject of the clause that they hang on; of the clause after them if they open the sentence."""
    if _is_directly_after_name(tokens, cue.group):
        return Subject(phrase_before(tokens, cue.group), "before")
    if cue.group > 1 and tokens[cue.group - 1].low == "for" and tokens[cue.group - 2].tag in "nM":
        phrase = phrase_before(tokens, cue.group - 1)
        if phrase is not None and phrase[0] > 0 and tokens[phrase[0] - 1].tag in "VE":
            return Subject(phrase, "before")  # criticised the leader for saying
    if before is not None and previous.phrase is not None and before.shape in ("finite", "gerund"):
        return Subject(previous.phrase, "shared")
    main = main_subject(tokens, cue.group)
    if main.phrase is not None:
        return main
    return _after_comma(tokens, cue)


def _is_directly_after_name(tokens: Sequence[Token], at: int) -> bool:
    """True for "with officials saying" and "footage of Doe saying"."""
    if not at or tokens[at - 1].tag not in "nM":
        return False
    start = at - 1
    while start and tokens[start - 1].tag in "nMDS":
        start -= 1
    if start > 0 and tokens[start - 1].low == "and":
        return tokens[at - 1].tag == "M"
    return (
        start > 0
        and tokens[start - 1].low in {"with", "of"}
        and (tokens[start - 1].low == "with" or tokens[at - 1].tag == "M")
    )


def _after_comma(tokens: Sequence[Token], cue: Cue) -> Subject:
    """The subject after an opening participle clause ("Calling it a lie, Doe left")."""
    for at in range(cue.end, len(tokens) - 1):
        if tokens[at].text == "," and tokens[at + 1].tag in "MDSnO":
            phrase = phrase_after(tokens, at + 1)
            if phrase and phrase[1] < len(tokens) and tokens[phrase[1]].tag in "XVER,P":
                return Subject(phrase, "main")
    return NOBODY


def _agent(tokens: Sequence[Token], cue: Cue) -> Subject:
    """Passive: whoever follows "by"."""
    for at in range(cue.end, min(len(tokens) - 1, cue.end + _BY_REACH)):
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


def possessor_before(tokens: Sequence[Token], end: int) -> Subject:
    """The last owner named before `end`: 'From Doe's page: "…"'."""
    for at in range(end - 1, 0, -1):
        if tokens[at].tag == "$":
            start = _owner_start(tokens, at)
            return Subject((start, at), "possessor") if start < at else NOBODY
    return NOBODY


def _owner_start(tokens: Sequence[Token], at: int) -> int:
    start = at
    while start and tokens[start - 1].tag in "nMN":
        start -= 1
    return start - (start > 0 and tokens[start - 1].tag in "DS")


def _possessor(tokens: Sequence[Token], cue: Cue) -> Subject:
    """Whose statement: "Iran's claim that", "his claim that", "a claim by Iran"."""
    at = cue.start - 1
    while at >= 0 and tokens[at].tag in "nEN":
        at -= 1
    if at >= 0 and tokens[at].tag == "S":
        return Subject((at, at + 1), "possessor")
    if at > 0 and tokens[at].tag == "$":
        start = _owner_start(tokens, at)
        return Subject((start, at), "possessor") if start < at else NOBODY
    if cue.end < len(tokens) and tokens[cue.end].low in {"by", "from"}:
        phrase = phrase_after(tokens, cue.end + 1, is_plain=True)
        return Subject(phrase, "by") if phrase else NOBODY
    return NOBODY
