"""The clause, infinitive, noun phrase or quotation at one place after a cue, by the frames that the cue takes.

Each rule below looks at the words at `at` and gives its name with the content's parts, or None; the first that answers
decides. `lexicon/cue_verbs.tsv` explains the frames.
"""

from collections.abc import Callable, Sequence
from typing import Final

from ingest.extract.quotes.clause_tests import begins_clause, has_verb, is_infinitive, is_participle
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.content_borders import object_end, restrictive_end, run_end, said_end
from ingest.extract.quotes.cues import verbs
from ingest.extract.quotes.frames import DASHES, Content, Frame
from ingest.extract.quotes.noun_phrases import Range, phrase_after
from ingest.extract.quotes.words import Token

Found = tuple[str, tuple[Range, ...]] | None
_Rule = Callable[[Sequence[Token], Frame, int], Found]

_NAMING: Final = frozenset({"call", "dub", "term", "label", "brand"})
_AUXILIARY_GERUNDS: Final = frozenset({"having", "being"})
_NO_CLAUSE_START: Final = frozenset("P$")
_ADJUNCT_REACH: Final = 25


def clause_at(tokens: Sequence[Token], frame: Frame, at: int, addressee: Range | None = None) -> Content | None:
    """The content that begins at `at` or past the mark or adjunct there."""
    for rule in _RULES:
        found = rule(tokens, frame, at)
        if found is not None:
            return Content(found[1], found[0], addressee)
    return None


def _mark(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    """After a comma, a colon or a dash only quoted words are content."""
    mark = tokens[at].text
    if (mark not in {",", ":"} and mark not in DASHES) or at + 1 >= frame.stop:
        return None
    follows = tokens[at + 1]
    if follows.tag == "Q":
        said = (at + 1, run_end(tokens, at + 1, frame.stop))
        return "quoted", (*_lead_in(tokens, frame, follows), said)
    return _past_aside(tokens, frame, at) if mark == "," and frame.cue.word.strength in "sm" else None


def _past_aside(tokens: Sequence[Token], frame: Frame, comma: int) -> Found:
    """Said, in a statement, that … · said, referring to it: "…"."""
    for at in range(comma + 1, min(frame.stop - 1, comma + _ADJUNCT_REACH)):
        if tokens[at].text in {",", ":"} and tokens[at + 1].tag in "QT":
            return _that_or_quoted(tokens, at + 1, frame.stop)
        if tokens[at].tag in "XVT":
            return None
    return None


def _that_or_quoted(tokens: Sequence[Token], at: int, stop: int) -> Found:
    if tokens[at].tag == "Q":
        return "quoted", ((at, stop),)
    return ("that", ((at + 1, stop),)) if at + 1 < stop else None


def _lead_in(tokens: Sequence[Token], frame: Frame, quoted: Token) -> tuple[Range, ...]:
    """The words before the subject if the quotation goes on with them: 'Sooner or later, Doe said, "it breaks"'."""
    start = frame.subject.start
    if start is None or start - 2 <= frame.left or not quoted.text[:1].islower() or tokens[start - 1].text != ",":
        return ()
    if frame.subject.how != "before" or any(token.tag == "Q" for token in tokens[frame.left : start]):
        return ()
    return ((frame.left, start - 1),)


def _that(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    """Said that …, but not "said that was wrong"."""
    if tokens[at].tag != "T" or not frame.cue.word.takes("tc") or at + 1 >= frame.stop:
        return None
    is_pronoun = tokens[at + 1].tag in "XV" and tokens[at + 1].low not in {"will", "may"}
    return None if is_pronoun else ("that", ((at + 1, said_end(tokens, at + 1, frame.stop)),))


def _quoted(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    if tokens[at].tag != "Q" or not frame.cue.word.frames:
        return None
    return "quoted", ((at, said_end(tokens, at, frame.stop)),)


def _infinitive(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    if not frame.cue.word.takes("i") or not is_infinitive(tokens, at):
        return None
    return "infinitive", ((at, restrictive_end(tokens, frame, at, object_end(tokens, at, frame.stop))),)


def _question(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    asks = frame.cue.word.takes("w") and not frame.cue.is_negated
    if not asks or tokens[at].low not in listed("question words") or at + 1 >= frame.stop:
        return None
    return "question", ((at, frame.stop),)


def _gerund(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    is_gerund = (tokens[at].tag == "G" or tokens[at].low in _AUXILIARY_GERUNDS) and frame.cue.word.takes("g")
    return ("gerund", ((at, frame.stop),)) if is_gerund else None


def _clause(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    if not frame.cue.word.takes("c") or tokens[at].tag in _NO_CLAUSE_START:
        return None
    if not begins_clause(tokens, at, frame.stop) and not _must_be_clause(tokens, frame, at):
        return None
    return "clause", ((at, frame.stop),)


def _must_be_clause(tokens: Sequence[Token], frame: Frame, at: int) -> bool:
    """True after a subject and "say": nothing but a clause can follow, though its verb is not in our lists."""
    start = frame.subject.start
    if frame.cue.word.lemma != "say" or frame.subject.how != "before" or start is None or frame.stop - at < 3:
        return False
    is_parenthesis = start > frame.left and has_verb(tokens, frame.left, start)
    return tokens[at].tag in "DSMnNO" and not is_parenthesis


def _complement(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    """Dismissed as "…"."""
    is_complement = frame.cue.word.takes("x") and tokens[at].low == "as" and at + 1 < frame.stop
    return ("object", ((at + 1, frame.stop),)) if is_complement else None


def _object(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    """Denied the charges · called it a lie."""
    word, token = frame.cue.word, tokens[at]
    if word.strength == "w" or not word.takes("nx"):
        return None
    is_demonstrative = token.tag == "T" and at + 1 < frame.stop and tokens[at + 1].tag in "DnQ"
    if token.tag not in "DSOMnNQEG" and token.low != "what" and not is_demonstrative:
        return None
    if (word.lemma in {"quote", "cite"} and _as_saying_follows(tokens, at)) or _is_only_name(tokens, frame, at):
        return None
    return "object", ((at, restrictive_end(tokens, frame, at, object_end(tokens, at, frame.stop))),)


def _as_saying_follows(tokens: Sequence[Token], at: int) -> bool:
    """True for "quoted Doe as saying": the participle has the content."""
    return any(tokens[k].low == "as" and tokens[k + 1].tag == "G" for k in range(at, len(tokens) - 1))


def _is_only_name(tokens: Sequence[Token], frame: Frame, at: int) -> bool:
    """True for "a sect called the Order": a name after "called" and no complement."""
    if frame.cue.word.lemma not in _NAMING:
        return False
    phrase = phrase_after(tokens, at, is_plain=True)
    if phrase is None or not all(token.tag in "MD" for token in tokens[slice(*phrase)]):
        return False
    at = phrase[1]
    if at >= frame.stop or tokens[at].tag not in "DnQESNRG":
        return True
    return tokens[at].tag == "E" and at + 1 < frame.stop and tokens[at + 1].tag not in "PC"


def _past_adjunct(tokens: Sequence[Token], frame: Frame, at: int) -> Found:
    """Said in a statement that … · said on Rome radio: "…" · said during her trip the talks were over."""
    word, stop = frame.cue.word, frame.stop
    if tokens[at].tag != "I" or not word.takes("tc") or word.strength not in "sm":
        return None
    for further in range(at + 1, min(stop - 1, at + _ADJUNCT_REACH)):
        token, follows = tokens[further], tokens[further + 1]
        is_relative = tokens[further - 1].tag == "n" and follows.tag in "XVE"
        if token.tag == "T" and not is_relative:
            return "that", ((further + 1, stop),)
        if token.text in {",", ":"} and follows.tag in "QT":
            return _that_or_quoted(tokens, further + 1, stop)
        if token.tag in "BW" or token.text == ";" or (token.tag == "G" and token.low in verbs()):
            return None
        if token.tag in "XVE" and not (token.tag == "E" and is_participle(tokens, further)):
            start = _subject_start(tokens, at, further)
            is_clause = start is not None and word.takes("c") and tokens[at].low != "to"
            return ("past_adjunct", ((start, stop),)) if is_clause and start is not None else None
    return None


def _subject_start(tokens: Sequence[Token], at: int, verb: int) -> int | None:
    """Where the clause around `verb` begins, in the words after the preposition at `at`."""
    start = verb
    while start > at + 1 and tokens[start - 1].tag in "nMN$RO":
        start -= 1
    while start > at + 1 and tokens[start - 1].tag in "DS":
        start -= 1
    return None if start - 1 <= at or tokens[start - 1].tag == "I" else start


_RULES: Final[tuple[_Rule, ...]] = (
    _mark, _that, _quoted, _infinitive, _question, _gerund, _clause, _complement, _object, _past_adjunct,
)  # fmt: skip
