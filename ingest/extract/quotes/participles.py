"""Who says what a participle or an infinitive reports: "adding that …", "criticised Doe for saying …"."""

from collections.abc import Sequence
from functools import cache

from ingest.extract.lexicons import sections
from ingest.extract.quotes.clause_subjects import NOBODY, Subject, main_subject
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.cues import Cue
from ingest.extract.quotes.noun_phrases import Range, phrase_after, phrase_before
from ingest.extract.quotes.verb_forms import inflections
from ingest.extract.quotes.words import Token


def of_participle(tokens: Sequence[Token], cue: Cue, previous: Subject, before: Cue | None) -> Subject:
    """Saying, adding …: the subject of the clause that they hang on; of the clause after them if they open the sentence."""
    if _is_directly_after_name(tokens, cue.group):
        return Subject(phrase_before(tokens, cue.group), "before")
    governed = _governed_speaker(tokens, cue) or _of_message(tokens, cue) or _heard_speaker(tokens, cue)
    if governed is not None:
        return Subject(governed, "governed")
    if before is not None and previous.phrase is not None and before.shape in ("finite", "gerund"):
        return Subject(previous.phrase, "shared")
    main = main_subject(tokens, cue.group)
    if main.phrase is not None:
        return main
    return _after_comma(tokens, cue)


def _governed_speaker(tokens: Sequence[Token], cue: Cue) -> Range | None:
    """Doe in "criticised Doe for saying", "accused Doe of saying" and "Doe was criticised by Roe for saying"."""
    link = cue.group - 1
    if link < 2 or tokens[link].low not in {"for", "of"}:
        return None
    phrase = phrase_before(tokens, link)
    if phrase is None or phrase[1] != link or not phrase[0]:
        return None
    governor = tokens[phrase[0] - 1]
    if tokens[link].low == "of" and not any(token.low in _accusing() for token in tokens[:link]):
        return None
    if governor.low == "by":
        return main_subject(tokens, phrase[0] - 1).phrase
    return phrase if governor.tag in "VEG" else None


@cache
def _accusing() -> frozenset[str]:
    return frozenset(form for form, _ in inflections(["accuse"]))


def _heard_speaker(tokens: Sequence[Token], cue: Cue) -> Range | None:
    """Doe in "recalled Doe saying"."""
    phrase = phrase_before(tokens, cue.group)
    if phrase is None or phrase[1] != cue.group or not phrase[0] or tokens[phrase[0] - 1].low not in _hearing_forms():
        return None
    return phrase if all(token.tag in "MOS" for token in tokens[slice(*phrase)]) else None


@cache
def _hearing_forms() -> frozenset[str]:
    irregular = {"hear": ["hear", "heard"], "catch": ["catch", "caught"], "show": ["show", "showed", "shown"]}
    return frozenset(form for base in listed("hearing verbs") for form, _ in inflections(irregular.get(base, [base])))


def _of_message(tokens: Sequence[Token], cue: Cue) -> Range | None:
    """Who speaks in what somebody gets: Doe in "received a letter from Doe saying", the letter if its writer is not told."""
    phrase = phrase_before(tokens, cue.group)
    if phrase is None or phrase[1] != cue.group or not phrase[0]:
        return None
    start, end = phrase
    head = next((at for at in range(start, end) if tokens[at].tag == "I"), end) - 1
    if tokens[head].low not in _messages() or tokens[start - 1].low not in _receiving_forms():
        return None
    sender = next((at + 1 for at in range(head, end - 1) if tokens[at].low == "from"), start)
    return sender, end


@cache
def _messages() -> frozenset[str]:
    return sections("roles.txt")["document"] | listed("messages")


@cache
def _receiving_forms() -> frozenset[str]:
    irregular = {"get": ["get", "got", "gotten"], "read": ["read", "read"], "see": ["see", "saw", "seen"],
                 "find": ["find", "found"], "hear": ["hear", "heard"]}  # fmt: skip
    return frozenset(form for base in listed("receiving verbs") for form, _ in inflections(irregular.get(base, [base])))


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
