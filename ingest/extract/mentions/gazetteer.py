"""Names known beforehand: countries and their people, cities, regions, organizations, things.

One phrase may have several labels ("Georgia" is a country and a state, "Wimbledon" a town and a tournament); the label
in context is the tagger's decision. Lookup is by `name_tokens.phrase_key` spelling, case counts ("US" is no "us").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import cast

from ingest.extract.lexicons import rows
from ingest.extract.mentions.name_tokens import Word, fold, phrase_key, tokenize
from ingest.model import Label


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a known name: its label, what it is (country, people, capital, …), and its own full name."""

    label: Label
    kind: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Match:
    """`length` words that form a known name, with its readings."""

    length: int
    entries: tuple[Entry, ...]

    def is_a(self, *labels: Label) -> bool:
        """True if one of the readings has one of the labels."""
        return any(entry.label in labels for entry in self.entries)


@dataclass(slots=True)
class Gazetteer:
    """Phrases with their readings; per first word the most words of a phrase; spellings of each organization."""

    phrases: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    variants: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, entry: Entry) -> None:
        """Makes `name` known, also in capitals."""
        self._put(name, entry)
        if len(name) > 3:
            self._put(name.upper(), entry)

    def _put(self, name: str, entry: Entry) -> None:
        key = phrase_key(name)
        words = key.split()
        readings = self.phrases.get(key, ())
        if all(reading.label != entry.label for reading in readings):
            self.phrases[key] = (*readings, entry)
            if entry.kind == "organization":
                self.variants.setdefault(entry.canonical, []).append(key)
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))

    def knows(self, word: str) -> bool:
        """True if the word (in `fold` spelling) is a known name by itself."""
        return word in self.phrases

    def get(self, phrase: str) -> tuple[Entry, ...]:
        """Readings of a phrase in lookup spelling; none if it is unknown."""
        return self.phrases.get(phrase, ())

    def spellings(self, canonical: str) -> tuple[str, ...]:
        """All phrases known for a full name."""
        return tuple(self.variants.get(canonical, ()))

    def match(self, words: Sequence[Word], at: int, stop: int) -> Match | None:
        """The longest known name that begins at words[at] and ends before words[stop] or a break."""
        reach = self.longest.get(fold(words[at].shape), 0)
        if not reach:
            return None
        phrase, best = "", None
        for length in range(1, min(reach, stop - at) + 1):
            word = words[at + length - 1]
            if length > 1 and word.breaks:
                break
            phrase = f"{phrase} {fold(word.shape)}" if phrase else fold(word.shape)
            entries = self.phrases.get(phrase)
            if entries:
                best = Match(length, entries)
        return best


def _countries(gazetteer: Gazetteer) -> None:
    for name, others, people, capital in rows("countries.tsv"):
        for spelling in (name, *_several(others)):
            gazetteer.add(spelling, Entry("GPE", "country", name))
        for word in _several(people):
            gazetteer.add(word, Entry("NORP", "people", word))
        if capital:
            gazetteer.add(capital, Entry("GPE", "capital", capital))


def _several(cell: str) -> Iterator[str]:
    return (part for part in cell.split(";") if part)


@cache
def gazetteer() -> Gazetteer:
    """The packaged names. The first reading of a phrase is the commonest in news."""
    known = Gazetteer()
    _countries(known)
    for name, abbreviation in rows("subdivisions.tsv"):
        known.add(name, Entry("GPE", "state", name))
        if abbreviation:
            known.add(abbreviation, Entry("GPE", "state", name))
    for file, label, kind in (
        ("cities.txt", "GPE", "city"), ("regions.txt", "LOC", "region"), ("peoples.txt", "NORP", "group"),
    ):  # fmt: skip
        for name, *full in rows(file):
            known.add(name, Entry(cast(Label, label), kind, full[0] if full else name))
    for name, others in rows("organizations.tsv"):
        for spelling in (name, *_several(others)):
            known.add(spelling, Entry("ORG", "organization", name))
    for label, name in rows("named_things.tsv"):
        known.add(name, Entry(cast(Label, label), "thing", name))
    return known


@lru_cache(maxsize=1)
def name_words(text: str) -> tuple[Word, ...]:
    """The words of a text as all that looks for names sees them; kept, since encoder and linear tagger read one text in turn."""
    return tuple(tokenize(text, gazetteer().knows))
