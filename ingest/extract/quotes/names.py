"""The names of one text: who and what is named, with which roles, where. Speakers are looked up here."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.name_places import Run, Sort, find_runs
from ingest.extract.quotes.name_titles import joined, places, plain, without_suffix
from ingest.extract.quotes.words import Token
from ingest.model import Mention

# A surname of five letters or more may differ from the full name's by one slip: Waters, Water; Maurer, Mauer.
_SLIP_LENGTH: Final = 5
_SLIP_RATIO: Final = 0.87
# Bounds on how many names are compared; no article comes near them.
_MAX_NAMESAKES: Final = 64
_MAX_SURNAMES: Final = 100


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that the text names."""

    canonical: str
    sort: Sort
    gender: str = ""
    roles: set[str] = field(default_factory=set)
    """Words of the roles printed beside the name, in lower case."""
    count: int = 0
    """How often the name is printed in full."""
    first: int = -1
    """Where it is named first (character offset)."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where an entity is named: character offset, number of the sentence."""

    start: int
    sentence: int
    entity: Entity
    is_subject: bool


class NameBook:
    """All entities of a text and where they are named, in text order."""

    def __init__(self, sentences: Sequence[Sequence[Token]], mentions: Sequence[Mention]) -> None:
        self.occurrences: list[Occurrence] = []
        self._entities: dict[tuple[Sort, str], Entity] = {}
        self._by_word: dict[str, list[Entity]] = {}
        self._surnames: dict[str, list[str]] = {}
        runs = find_runs(sentences, mentions)
        full = [self._note_full(run) for run in runs]
        for run, entity in zip(runs, full, strict=True):
            found = entity or self._short(run)
            if found is not None:
                self._add(run, found)
        self._starts = [seen.start for seen in self.occurrences]

    def before(self, at: int, sentence: int, reach: int) -> Iterator[Occurrence]:
        """Occurrences before character `at`, nearest first, no further than `reach` sentences from `sentence`."""
        for index in range(bisect_left(self._starts, at) - 1, -1, -1):
            seen = self.occurrences[index]
            if sentence - seen.sentence > reach:
                return
            yield seen

    def after(self, at: int, sentence: int, reach: int) -> Iterator[Occurrence]:
        """Occurrences from character `at` on, nearest first, no further than `reach` sentences from `sentence`."""
        for index in range(bisect_left(self._starts, at), len(self.occurrences)):
            seen = self.occurrences[index]
            if seen.sentence - sentence > reach:
                return
            yield seen

    def at(self, start: int) -> Entity | None:
        """What is named at character `start`."""
        index = bisect_left(self._starts, start)
        found = index < len(self._starts) and self._starts[index] == start
        return self.occurrences[index].entity if found else None

    def person(self, words: Sequence[str], gender: str = "") -> Entity | None:
        """The person with these words in the name: by surname, else by any word; the fullest name wins.

        A title that tells another gender rules out (Mrs. Doe is not John Doe).
        """
        keys = [plain(word) for word in words if plain(word) not in listed("name suffixes")]
        if not keys:
            return None
        candidates = [
            entity
            for entity in self._by_word.get(keys[-1], [])
            if not (gender and entity.gender and gender != entity.gender) and _parts(entity.canonical).issuperset(keys)
        ]
        if not candidates:
            return self._misspelt(keys[0]) if len(keys) == 1 else None
        by_surname = [entity for entity in candidates if _surname(entity.canonical) == keys[-1]]
        return max(by_surname or candidates, key=lambda entity: (len(entity.canonical.split()), entity.count))

    def body_by_initials(self, initials: str) -> str:
        """The body of this text whose capitals are these initials; the initials themselves if none is."""
        wanted = initials.replace(".", "")
        for (sort, _), entity in self._entities.items():
            capitals = "".join(word[0] for word in entity.canonical.split() if word[0].isupper())
            if sort == "body" and capitals == wanted and len(capitals) > 1:
                return entity.canonical
        return initials

    def _note_full(self, run: Run) -> Entity | None:
        """Enters a run that can stand for itself; a lone surname waits until all full names are known."""
        name = joined(run.name)
        if run.sort == "place":
            return self._entity("place", places().get(name.lower(), name))
        if run.sort == "body":
            return self._entity("body", run.canonical or name)
        canonical = run.canonical or name
        if run.sort != "person" or len(without_suffix(canonical.split())) < 2:
            return None
        entity = self._entity("person", canonical)
        entity.count += 1
        self._index(entity)
        return entity

    def _short(self, run: Run) -> Entity | None:
        """The person that a surname stands for; a titled name that is never given in full stands for itself."""
        found = self.person([token.text for token in run.name], run.gender)
        if found is None and run.looks_personal and (run.is_titled or run.canonical is not None):
            found = self._entity("person", run.canonical or joined(run.name))
            self._index(found)
        return found

    def _entity(self, sort: Sort, canonical: str) -> Entity:
        return self._entities.setdefault((sort, canonical.lower()), Entity(canonical, sort))

    def _index(self, entity: Entity) -> None:
        surname = _surname(entity.canonical)
        surnames = self._surnames.setdefault(surname[:1], [])
        if surname not in surnames and len(surnames) < _MAX_SURNAMES and " " in entity.canonical:
            surnames.append(surname)
        for word in _parts(entity.canonical):
            namesakes = self._by_word.setdefault(word, [])
            if len(namesakes) < _MAX_NAMESAKES and entity not in namesakes:
                namesakes.append(entity)

    def _add(self, run: Run, entity: Entity) -> None:
        entity.roles.update(run.roles)
        entity.gender = entity.gender or run.gender
        start = run.name[0].start
        if entity.first < 0:
            entity.first = start
        self.occurrences.append(Occurrence(start, run.sentence, entity, run.is_subject))

    def _misspelt(self, surname: str) -> Entity | None:
        """The person whose surname differs from this one by a slip of the pen."""
        if len(surname) < _SLIP_LENGTH:
            return None
        for known in self._surnames.get(surname[0], ()):
            if known != surname and SequenceMatcher(None, known, surname).ratio() >= _SLIP_RATIO:
                return self.person([known])
        return None


@lru_cache(maxsize=1024)
def _surname(canonical: str) -> str:
    return plain(without_suffix(canonical.split())[-1])


@lru_cache(maxsize=1024)
def _parts(canonical: str) -> frozenset[str]:
    """The words of a name as `plain` makes them."""
    return frozenset(plain(word) for word in canonical.split())
