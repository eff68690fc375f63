"""Who a text is speaking of: the last speakers, and whom a pronoun or a bare description goes on with."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Final, Literal

from ingest.extract.lexicons import sections
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.name_titles import countries, gender_of_given, is_role, plain
from ingest.extract.quotes.names import Entity, NameBook
from ingest.extract.quotes.words import Token
from ingest.model import SpeakerKind

Gender = Literal["m", "f"]

_HE: Final = frozenset({"he", "him", "his", "himself"})
_SHE: Final = frozenset({"she", "her", "herself", "hers"})
_IT: Final = frozenset({"it", "its", "itself"})
_THEY: Final = frozenset({"they", "them", "their", "themselves"})
_HEAD_GENDER: Final = {"man": "m", "boy": "m", "businessman": "m", "woman": "f", "girl": "f", "businesswoman": "f"}
_FIRST_PERSON: Final = frozenset({"i", "we", "you", "me", "us", "my", "our"})
SYNONYMS: Final = {
    "pontiff": "pope", "premier": "minister", "spokesperson": "spokesman", "spokeswoman": "spokesman",
    "judge": "justice", "justice": "judge",
}  # fmt: skip
# Sentences that a pronoun, a body's "it" and a bare description reach back.
_PRONOUN_REACH: Final = 8
_IT_REACH: Final = 3
_FOCUS_REACH: Final = 3
# Weights of a pronoun's candidates: sentence subjects and the last speaker lead, each sentence of distance costs.
_SUBJECT: Final = 3.0
_GENDER_KNOWN: Final = 1.0
_SAME_SENTENCE_OBJECT: Final = -1.0
_LAST_SPEAKER: Final = 3.5
_SUBJECT_JUST_BEFORE: Final = 2.0
_FADING: Final = 0.8
_DESCRIBED: Final = 0.5


# Roles so general that they rule nobody out.
@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks."""

    canonical: str | None
    kind: SpeakerKind
    basis: str
    entity: Entity | None = None
    is_person: bool = False
    """True for a person whom the text describes but does not name."""

    def again(self, basis: str) -> "Speaker":
        """The same speaker, found another way."""
        return Speaker(self.canonical, self.kind, basis, self.entity, self.is_person)


NOBODY: Final = Speaker(None, "unresolved", "none")


class Focus:
    """Remembers who spoke, in the order of the text."""

    def __init__(self, names: NameBook, openers: Container[int] = ()) -> None:
        """`openers`: numbers of the sentences that open a paragraph."""
        self._names = names
        self._openers = openers
        self.last: Speaker = NOBODY
        self.group: Speaker | None = None
        self._person: Speaker | None = None
        self._body: Speaker | None = None
        self._person_sentence = self._body_sentence = 0

    def remember(self, found: Speaker, sentence: int) -> None:
        """Notes a speaker of sentence number `sentence`."""
        self.last = found
        is_body = found.entity is not None and found.entity.sort != "person"
        if (found.kind in ("named", "anonymous") or found.is_person) and not is_body:
            self._person, self._person_sentence = found, sentence
        elif found.kind == "institution":
            self._body, self._body_sentence = found, sentence
        elif found.kind == "collective":
            self.group = found

    def pronoun(self, token: Token, sentence: int) -> Speaker:
        """Whom a pronoun stands for."""
        low = token.low
        if low in _HE or low in _SHE:
            return self._he_or_she("m" if low in _HE else "f", token.start, sentence)
        if low in _IT:
            return self._it(token.start, sentence)
        if low in _THEY:
            group = self.group or self._body
            return group.again("pronoun") if group else Speaker(None, "collective", "pronoun")
        if low in _FIRST_PERSON:
            return Speaker(None, "unresolved", "pronoun")
        return Speaker(low, "collective", "pronoun")

    def body(self, head: str, at: int, sentence: int, reach: int) -> Speaker | None:
        """Which body "the `head`" goes on with: the one that spoke last, at most `reach` sentences back; else the last one
        named as a subject. A body that calls itself something else ("the council", "the union") is ruled out."""
        last = self._body
        if last is not None and sentence - self._body_sentence <= reach and _may_be_called(last.canonical, head):
            return last
        for seen in self._names.before(at, sentence, _IT_REACH):
            if seen.entity.sort == "body" and seen.is_subject and _may_be_called(seen.entity.canonical, head):
                return Speaker(seen.entity.canonical, "institution", "name", seen.entity)
        return None

    def person(self, head: str, at: int, sentence: int) -> Speaker | None:
        """Whom "the `head`" at character `at` goes on with: who spoke last, or the last person that was a subject.

        A person with another office is ruled out: the president is not the senator who has just spoken.
        """
        last = self._person
        is_near = last is not None and sentence - self._person_sentence <= _FOCUS_REACH
        if last is not None and is_near and may_be(last.entity, head) and _may_describe(last, head):
            return last.again("nominal")
        if head in listed("never named"):
            return None
        for seen in self._names.before(at, sentence, _FOCUS_REACH):
            if seen.entity.sort == "person" and seen.is_subject and may_be(seen.entity, head):
                return Speaker(seen.entity.canonical, "named", "nominal", seen.entity)
        return None

    def last_two(self, at: int, sentence: int) -> tuple[str, ...]:
        """The last two persons named before `at` ("the two men"); fewer if there are not two nearby."""
        found: list[str] = []
        for seen in self._names.before(at, sentence, _FOCUS_REACH):
            if seen.entity.sort == "person" and seen.entity.canonical not in found:
                found.insert(0, seen.entity.canonical)
            if len(found) == 2:
                break
        return tuple(found)

    def _he_or_she(self, gender: Gender, at: int, sentence: int) -> Speaker:
        scores = self._candidates(gender, at, sentence)
        last = self._person
        if last is not None and _may_be_gender(last, gender):
            bonus = _LAST_SPEAKER - _FADING * (sentence - self._person_sentence)
            if last.entity is None:
                if bonus + _DESCRIBED > max(scores.values(), default=0.0):
                    return last.again("pronoun")
            elif bonus > 0:
                scores[last.entity] = scores.get(last.entity, 0.0) + bonus
        if not scores:
            return Speaker(None, "unresolved", "pronoun")
        best = max(scores, key=lambda entity: scores[entity])
        best.gender = best.gender or gender
        return Speaker(best.canonical, "named", "pronoun", best)

    def _candidates(self, gender: Gender, at: int, sentence: int) -> dict[Entity, float]:
        """Persons named before, with a score; a known other gender rules out."""
        scores: dict[Entity, float] = {}
        for seen in self._names.before(at, sentence, _PRONOUN_REACH):
            entity = seen.entity
            if entity.sort != "person" or entity.gender not in ("", gender):
                continue
            distance = sentence - seen.sentence
            score = _SUBJECT * seen.is_subject - distance + _GENDER_KNOWN * (entity.gender == gender)
            if distance == 0 and not seen.is_subject:
                score += _SAME_SENTENCE_OBJECT
            if distance == 1 and seen.is_subject and sentence not in self._openers:
                score += _SUBJECT_JUST_BEFORE
            scores[entity] = max(score, scores.get(entity, score))
        return scores

    def _it(self, at: int, sentence: int) -> Speaker:
        for seen in self._names.before(at, sentence, 1):
            is_just_before = seen.sentence == sentence - 1 and seen.is_subject and sentence not in self._openers
            if is_just_before and seen.entity.sort == "body":
                return Speaker(seen.entity.canonical, "institution", "pronoun", seen.entity)
        if self._body is not None and sentence - self._body_sentence <= _IT_REACH:
            return self._body.again("pronoun")
        for seen in self._names.before(at, sentence, _PRONOUN_REACH):
            if seen.entity.sort != "person" and seen.is_subject:
                return Speaker(seen.entity.canonical, "institution", "pronoun", seen.entity)
        return self._body.again("pronoun") if self._body else Speaker(None, "unresolved", "pronoun")


def _may_describe(person: Speaker, head: str) -> bool:
    """False if somebody who is only described is described otherwise: "an unnamed nurse" is not "the boy"."""
    if person.entity is not None or person.canonical is None:
        return True
    is_general = head in listed("generic roles") or head == "person"
    return is_general or head in {plain(word) for word in person.canonical.split()}


def _may_be_gender(person: Speaker, gender: Gender) -> bool:
    """False for somebody whose title or given name tells another gender."""
    if person.entity is not None:
        return person.entity.gender in ("", gender)
    given = plain((person.canonical or "").split(" ", 1)[0])
    return gender_of_given().get(given, gender) == gender


def _may_be_called(canonical: str | None, head: str) -> bool:
    """False if the body's own last word is another kind of body, if only one of the two is a document or a state."""
    if canonical in countries():
        return head in listed("states")
    lists = sections("roles.txt")
    own = plain((canonical or "").split(" of ")[0].split(" ")[-1])
    is_document = own in lists["document"] and own not in lists["institution"]
    if head in lists["document"] and head not in lists["institution"]:
        return is_document or head in listed("documents of a body")
    if is_document:
        return False
    if head in listed("self-named bodies"):
        return own == head
    is_general = head in listed("general bodies") or own in listed("general bodies")
    return own == head or own not in lists["institution"] or is_general


def may_be(entity: Entity | None, head: str) -> bool:
    """False if the text gives the person an office, and another than `head` ("the mayor" is not the harbour master)."""
    if entity is not None and entity.gender and _HEAD_GENDER.get(head, entity.gender) != entity.gender:
        return False
    if entity is None or head in listed("generic roles") or head not in sections("roles.txt")["titles"]:
        return True
    offices = {role for role in entity.roles if is_role(role)} - listed("honorifics") - listed("generic roles")
    return not offices or head in offices or SYNONYMS.get(head) in offices
