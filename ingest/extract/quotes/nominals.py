"""Speakers that are described, not named: "the minister", "U.S. officials", "the group", "a report"."""

from typing import Final

from ingest.extract.lexicons import sections
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.drafts import Phrase
from ingest.extract.quotes.focus import SYNONYMS, Focus, Speaker, may_be
from ingest.extract.quotes.name_places import Sort
from ingest.extract.quotes.name_titles import countries, is_group, is_role, joined, places, plain
from ingest.extract.quotes.names import Entity, NameBook
from ingest.extract.quotes.speaker_phrases import bare, base_of, describe, describe_group, holds_people

_NAMELESS: Final = frozenset({"unnamed", "anonymous", "unidentified"})
# Described in passing and rarely named later, so that the next name is somebody else's.
_SPOKESPEOPLE: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_ISSUED: Final = frozenset({"statement", "announcement", "communique", "release"})
_INDEFINITE: Final = frozenset({"a", "an", "one", "another"})
_DEFINITE: Final = frozenset({"the", "this", "that", "its"})
# Sentences that descriptions reach: back to a printed role or name, ahead to a role, ahead to a first mention.
_ROLE_BACK: Final = 60
_ROLE_AHEAD: Final = 4
_INTRODUCTION: Final = 3
_BODY_BACK: Final = 6
_DOCUMENT_BACK: Final = 4


class Nominals:
    """Reads descriptions by the names of the text and by who spoke before."""

    def __init__(self, names: NameBook, focus: Focus) -> None:
        self._names = names
        self._focus = focus

    def read(self, phrase: Phrase, sentence: int) -> Speaker:
        """Who is meant by a phrase that ends in a common noun."""
        base = base_of(phrase)
        found = self._described(phrase, base, sentence)
        if base[0].tag != "S" or len(base) == 1 or found.entity is not None or found.kind == "collective":
            return found
        owner = self._focus.pronoun(base[0], sentence)
        if owner.entity is None or not found.canonical:
            return found
        return Speaker(f"{owner.canonical}'s {found.canonical}", found.kind, found.basis, is_person=found.is_person)

    def _described(self, phrase: Phrase, base: Phrase, sentence: int) -> Speaker:
        head = plain(base[-1].text)
        lists = sections("roles.txt")
        is_collective = is_group(head) and head not in lists["institution"]
        if head in _ISSUED and len(base) > 1 and plain(base[-2].text) in lists["institution"]:
            return Speaker(joined(bare(base[:-1])), "institution", "nominal")  # a military statement
        if head in listed("gatherings") and holds_people(phrase, base):
            return Speaker(describe(phrase), "collective", "nominal")
        if any(token.low in _NAMELESS for token in base):
            text = joined(bare(phrase))
            return Speaker(text[:1].lower() + text[1:], "collective" if is_collective else "anonymous", "nominal")
        if is_collective:
            return self._group(phrase, base, head, sentence)
        if head in lists["person"] or head in lists["anonymous"]:
            return self._office(phrase, base, head, sentence)
        compound = f"{plain(base[-2].text)}-{head}" if len(base) > 1 else head
        if head in lists["institution"] or compound in lists["institution"] or head in lists["document"]:
            return self._body(phrase, base, head, sentence)
        is_plural = head.endswith("s") and not head.endswith("ss")
        return Speaker(joined(bare(phrase)), "collective" if is_plural else "unresolved", "nominal")

    # --- persons -----------------------------------------------------------------------------------------------------

    def _office(self, phrase: Phrase, base: Phrase, head: str, sentence: int) -> Speaker:
        """The minister: a person whose printed role fits, else a description."""
        is_indefinite = base[0].low in _INDEFINITE
        found = self._by_role(phrase, head, sentence, is_indefinite) or self._named_next(phrase, head, sentence)
        if found is not None:
            return Speaker(found.canonical, "named", "nominal", found)
        if is_indefinite or head in _SPOKESPEOPLE:
            text = describe(phrase[1:] if is_indefinite and len(phrase) > 1 else phrase)
            return Speaker(f"unnamed {text}", "anonymous", "nominal")
        if base[0].tag == "D" and len(base) == len(phrase) and not any(token.tag == "M" for token in base):
            in_focus = self._focus.person(head, phrase[0].start, sentence)
            if in_focus is not None:
                return in_focus
        return Speaker(describe(phrase), "unresolved", "nominal", is_person=True)

    def _by_role(self, phrase: Phrase, head: str, sentence: int, is_indefinite: bool) -> Entity | None:
        modifiers = {plain(token.text) for token in phrase if token.tag in "nM"} - {head}
        best: tuple[float, Entity] | None = None
        if not is_indefinite:
            for seen in self._names.before(phrase[0].start, sentence, _ROLE_BACK):
                score = _fit(head, modifiers, seen.entity) - 0.1 * (sentence - seen.sentence)
                if _fit(head, modifiers, seen.entity) > 0 and (best is None or score > best[0]):
                    best = (score, seen.entity)
        # A spokeswoman is not the next one that is named, nor a man the next president.
        is_passing = is_indefinite and (head in _SPOKESPEOPLE or head in listed("plain people"))
        ahead = 0 if is_passing else _ROLE_AHEAD
        for seen in self._names.after(phrase[0].start, sentence, ahead):
            fit = _fit(head, modifiers, seen.entity)
            score = fit - 0.5 * (seen.sentence - sentence)
            is_clear = fit >= 2 or (fit > 0 and is_indefinite)
            if seen.sentence > sentence and is_clear and (best is None or score > best[0]):
                best = (score, seen.entity)
        return best[1] if best else None

    def _named_next(self, phrase: Phrase, head: str, sentence: int) -> Entity | None:
        """A lede describes its speaker and the next sentence names him."""
        if head in listed("stay unnamed"):
            return None
        found = self._introduced(phrase[-1].end, sentence, "person")
        if found is None or (head == "official" and not found.roles) or not may_be(found, head):
            return None
        if head in listed("plain people") and any(is_role(role) for role in found.roles - listed("honorifics")):
            return None  # a man is not the president whom the next paragraph names
        return found

    def _introduced(self, at: int, sentence: int, sort: Sort) -> Entity | None:
        """Who the next sentences name for the first time as their subject."""
        for seen in self._names.after(at, sentence, _INTRODUCTION):
            is_new = seen.entity.first >= at and seen.sentence > sentence
            if seen.entity.sort == sort and seen.is_subject and is_new:
                return seen.entity
        return None

    # --- groups and bodies -------------------------------------------------------------------------------------------

    def _group(self, phrase: Phrase, base: Phrase, head: str, sentence: int) -> Speaker:
        """Unnamed people; a bare "officials" goes on with the officials described before."""
        if base[0].tag == "S" and len(base) > 1:
            owner = self._focus.pronoun(base[0], sentence)
            if owner.canonical:
                return Speaker(f"{joined(base[1:])} of {owner.canonical}", "collective", "nominal")
        last = self._focus.group
        if len(bare(phrase)) == 1 and last is not None and last.canonical and last.canonical.lower().endswith(head):
            return last.again("nominal")
        if phrase[0].low == "both" or (phrase[0].low == "the" and len(phrase) > 1 and phrase[1].low == "two"):
            pair = self._focus.last_two(phrase[0].start, sentence)
            if len(pair) == 2:
                return Speaker(" and ".join(pair), "collective", "nominal")
        return Speaker(describe_group(phrase), "collective", "nominal")

    def _body(self, phrase: Phrase, base: Phrase, head: str, sentence: int) -> Speaker:
        """The ministry, the group, the report."""
        if base[0].low in _DEFINITE and len(phrase) == len(base):
            found = self._body_with(head, phrase[0].start, sentence)
            if found is not None:
                return Speaker(found.canonical, "institution", "nominal", found)
            is_general = (len(base) <= 2 and head not in listed("national bodies")) or head in listed(
                "introduced bodies"
            )
            reach = _DOCUMENT_BACK if head in sections("roles.txt")["document"] else _BODY_BACK
            last = self._focus.body(head, phrase[0].start, sentence, reach)
            if is_general and last is not None:
                return last.again("nominal")
        if head in listed("introduced bodies") and base[0].tag == "D":
            found = self._introduced(phrase[-1].end, sentence, "body")
            if found is not None:
                return Speaker(found.canonical, "institution", "nominal", found)
        return Speaker(joined(bare(phrase)), "institution", "nominal")

    def _body_with(self, head: str, at: int, sentence: int) -> Entity | None:
        """The last body before `at` whose name has the word ("the ministry": Foreign Ministry)."""
        for seen in self._names.before(at, sentence, _ROLE_BACK):
            if seen.entity.sort == "body" and head in {plain(word) for word in seen.entity.canonical.split()}:
                return seen.entity
        return None


def _fit(head: str, modifiers: set[str], entity: Entity) -> float:
    """How well a described office agrees with the printed roles of a person: 0 is not at all, 2 the same office."""
    if entity.sort != "person" or not entity.roles:
        return 0.0
    asked, printed = {_stem(word) for word in modifiers}, {_stem(word) for word in entity.roles}
    shared = len(asked & printed)
    if asked & countries() and printed & countries() and not asked & printed & countries():
        return 0.0  # the French minister is no Italian one
    if head in entity.roles or SYNONYMS.get(head) in entity.roles:
        return 2.0 + shared
    offices = {word for word in entity.roles if is_role(word)} - listed("honorifics")
    if head in listed("generic roles") and offices:
        return 1.0 + shared if shared else 0.5
    return 0.5 if shared and offices and offices <= listed("generic roles") else 0.0


def _stem(word: str) -> str:
    """Countries and their adjectives are one word here: Iranian, Iran."""
    return places().get(word, word)
