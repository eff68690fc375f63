"""Reporting verbs, expressions and nouns in a sentence, with the frames they take."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from ingest.extract.lexicons import rows
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.verb_forms import inflections
from ingest.extract.quotes.words import Token

Shape = Literal["finite", "gerund", "passive", "infinitive", "as_saying", "according", "noun"]

# Under these a weak cue is a plan, not a report.
_FUTURE: Final = frozenset({"will", "would", "'ll"})
# No sentence reports more often; the bound keeps lists of "said said said" cheap.
_MAX_CUES: Final = 16
_GROUP_REACH: Final = 6
# In front of a participle they leave the verb "be" away: "when asked".
_REDUCING: Final = frozenset({"when", "if", "once"})


@dataclass(frozen=True, slots=True)
class CueWord:
    """A reporting verb or noun: frames as explained in `lexicon/cue_verbs.tsv`."""

    lemma: str
    frames: str
    prepositions: tuple[str, ...]
    polarity: str
    strength: str

    def takes(self, frames: str) -> bool:
        """True if the cue takes any of these frames."""
        return any(frame in self.frames for frame in frames)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence: tokens `start:end` are its own words, `group` is where its auxiliaries begin."""

    word: CueWord
    shape: Shape
    group: int
    start: int
    end: int
    is_negated: bool = False
    is_past: bool = False


@cache
def verbs() -> dict[str, tuple[CueWord, str]]:
    """Form -> reporting verb and the form's codes (see `words.inflections`)."""
    found: dict[str, tuple[CueWord, str]] = {}
    for lemma, frames, prepositions, polarity, strength in rows("cue_verbs.tsv"):
        parts = lemma.rstrip("*").split(",")
        word = CueWord(parts[0], frames, tuple(prepositions.split()), polarity, strength)
        for form, code in inflections(parts):
            codes = found[form][1] if form in found and found[form][0] is word else ""
            found[form] = (word, codes + code)
    return found


@cache
def phrases() -> dict[str, list[tuple[tuple[str, ...], CueWord]]]:
    """Base of the first word -> the further words of each expression, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], CueWord]]] = {}
    for phrase, frames, polarity in rows("cue_phrases.tsv"):
        first, *rest = phrase.split()
        letters, *prepositions = frames.split(":")
        word = CueWord(phrase, letters, tuple(prepositions), polarity, "s")
        found.setdefault(first, []).append((tuple(rest), word))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


@cache
def _phrase_heads() -> dict[str, str]:
    """Form -> base of the verbs that begin an expression."""
    irregular = {"go": ["go", "went", "gone"], "make": ["make", "made"], "give": ["give", "gave", "given"],
                 "take": ["take", "took", "taken"], "hit": ["hit", "hit"], "put": ["put", "put"], "pay": ["pay", "paid"],
                 "shoot": ["shoot", "shot"], "speak": ["speak", "spoke", "spoken"], "cast": ["cast", "cast"]}  # fmt: skip
    return {form: head for head in phrases() for form, _ in inflections(irregular.get(head, [head]))}


@cache
def nouns() -> dict[str, CueWord]:
    """Reporting noun, singular and plural -> its frames: the links that lead to the content stand as prepositions."""
    found: dict[str, CueWord] = {}
    for noun, links, polarity in rows("nominal_cues.tsv"):
        word = CueWord(noun, "N", tuple(link for link in links.split(":") if link), polarity, "s")
        found[noun] = word
        found[noun[:-1] + "ies" if noun.endswith("y") else noun + "s"] = word
    return found


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """The cues of one sentence in order. Verbs under a modal that makes them unreal are none."""
    found: list[Cue] = []
    at = 0
    while at < len(tokens) and len(found) < _MAX_CUES:
        cue = _cue_at(tokens, at)
        if cue is not None:
            found.append(cue)
            at = cue.end
        else:
            at += 1
    return found


def read_as_cue(tokens: Sequence[Token], start: int, end: int) -> Cue | None:
    """The words start:end as a cue, also where no list knows them; None if their form reports nothing."""
    known = _cue_at(tokens, start)
    if known is not None:
        return known
    word = CueWord(tokens[start].low, "ptn", (), "a", "s")
    if tokens[start].tag in "VEG":
        return _verb_cue(tokens, start, word, end)
    return Cue(word, "noun", start, start, end)


def is_undergone(tokens: Sequence[Token], at: int) -> bool:
    """True for "Doe was asked" and "Asked why, Doe …": whoever it is said of does not speak."""
    if tokens[at].tag != "E":
        return False
    if {token.low for token in tokens[_group_start(tokens, at) : at]} & listed("be"):
        return True
    entry = verbs().get(tokens[at].low)
    is_reduced = not at or tokens[at - 1].low in _REDUCING
    return is_reduced and entry is not None and entry[0].takes("U")


def _cue_at(tokens: Sequence[Token], at: int) -> Cue | None:
    token = tokens[at]
    if token.low == "according" and at + 1 < len(tokens) and tokens[at + 1].low == "to":
        word = CueWord("according to", "", (), "a", "s")
        return Cue(word, "according", at, at, at + 2)
    if token.tag == "n" and token.low in nouns() and not (at and tokens[at - 1].low == "no"):
        return Cue(nouns()[token.low], "noun", at, at, at + 1)
    if token.tag not in "VEG":
        return None
    expression = _expression_at(tokens, at)
    if expression is not None:
        return _verb_cue(tokens, at, *expression)
    entry = verbs().get(token.low)
    if entry is None or entry[0].strength == "v":
        return None
    return _verb_cue(tokens, at, entry[0], at + 1)


def _expression_at(tokens: Sequence[Token], at: int) -> tuple[CueWord, int] | None:
    head = _phrase_heads().get(tokens[at].low)
    if head is None:
        return None
    for rest, word in phrases()[head]:
        end = at + 1 + len(rest)
        if tuple(token.low for token in tokens[at + 1 : end]) == rest:
            return word, end
    return None


def _verb_cue(tokens: Sequence[Token], at: int, word: CueWord, end: int) -> Cue | None:
    """Auxiliaries and adverbs before the verb decide the shape, and whether anything was said at all."""
    tag = tokens[at].tag
    if at and _makes_adjective(tokens[at - 1], tag):
        return None
    group = _group_start(tokens, at)
    seen = {token.low for token in tokens[group:at]}
    while group < at and tokens[group].tag == "R" and tokens[group].low not in listed("negations"):
        group += 1
    shape = _shape(tokens, at, seen)
    if (seen & listed("unreal modals") and shape != "as_saying") or _is_reduced(tokens, at, group):
        return None
    if seen & _FUTURE and (word.strength in "wq" or end > at + 1):
        return None
    past = tag == "E" or "d" in verbs().get(tokens[at].low, (word, ""))[1]
    is_negated = bool(seen & listed("negations")) or (tag == "G" and _is_denied(tokens, group))
    return Cue(word, shape, group, at, end, is_negated, past)


def _is_denied(tokens: Sequence[Token], group: int) -> bool:
    """True for "denied saying"."""
    entry = verbs().get(tokens[group - 1].low) if group else None
    return entry is not None and entry[0].polarity == "d"


def _group_start(tokens: Sequence[Token], at: int) -> int:
    """Where the auxiliaries and adverbs before the verb at `at` begin."""
    group = at
    while group and at - group < _GROUP_REACH:
        before = tokens[group - 1]
        if before.tag not in "XR" and before.low not in {"to", "long"}:
            break
        group -= 1
    return group


def _makes_adjective(before: Token, tag: str) -> bool:
    """The accused, his proposed law, from reported attacks; but "some say"."""
    if before.tag == "D":
        return before.low not in listed("quantities")
    return before.tag in "S$" or (before.tag == "I" and tag == "E")


def _is_reduced(tokens: Sequence[Token], at: int, group: int) -> bool:
    """True for verb forms that report nothing by themselves.

    "Asked about …", "when asked", "the newly announced …"; and a bare form that an infinitive or a modal further left
    governs ("to cut or deny").
    """
    if not at:
        return tokens[at].tag == "E"
    if not group and tokens[at - 1].tag != "R":
        return False
    before = tokens[at - 1]
    if tokens[at].tag == "E":
        return before.low in _REDUCING or (before.tag == "R" and at > 1 and tokens[at - 2].tag in "DS$")
    if before.tag != "C" or set(verbs().get(tokens[at].low, (None, ""))[1]) != {"b"}:
        return False
    return any(token.low == "to" or token.tag == "X" for token in tokens[max(0, at - _GROUP_REACH) : at])


def _shape(tokens: Sequence[Token], at: int, seen: set[str]) -> Shape:
    """The shape of the verb at `at`; `seen` are the words of its group before it."""
    tag = tokens[at].tag
    if tag == "G":
        if at and tokens[at - 1].low == "as":
            return "as_saying"
        return "finite" if seen & listed("be") else "gerund"
    if "to" in seen:
        return "infinitive"
    if tag == "E" and (seen & listed("be") or _is_named_by(tokens, at)):
        return "passive"
    return "finite"


def _is_named_by(tokens: Sequence[Token], at: int) -> bool:
    """True for "Doe, called “a liar” by Roe"."""
    return at + 2 < len(tokens) and tokens[at + 1].tag == "Q" and tokens[at + 2].low == "by"
