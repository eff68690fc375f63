"""Persons of one article: which full names it prints, and whom a surname alone means at a given place."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.extract.mentions.name_agreement import Name
from ingest.extract.mentions.name_parts import bare_family, surname_at, word_list
from ingest.extract.mentions.name_tokens import fold

# Only this many persons of like initials are compared, the last ones seen, so that a list of names stays cheap.
_MOST_ALIKE: Final = 40


@dataclass(slots=True, eq=False)
class Person:
    """One person: spellings of the full name with their number, and where they stand (indices of mentions, rising)."""

    spellings: dict[str, int] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The spelling with most words; among these the most frequent, then the first."""
        return max(self.spellings, key=lambda form: (len(form.split()), self.spellings[form]))


class People:
    """The persons that an article names in full."""

    def __init__(self, printed: Sequence[str], names: Sequence[Name]) -> None:
        """`printed` holds the words of each of `names`, spaces evened."""
        self._exact: dict[str, Person] = {}
        self._by_family: dict[str, list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}
        alike: dict[str, list[tuple[list[str], Person]]] = {}
        for at, (form, name) in enumerate(zip(printed, names, strict=True)):
            if name.label == "PERSON" and " " in form:
                self._add(at, form, alike)

    def _add(self, at: int, form: str, alike: dict[str, list[tuple[list[str], Person]]]) -> None:
        person = self._exact.get(form)
        if person is None:
            core = _core(form)
            near = alike.setdefault(core[0][0] + bare_family(core[-1])[0], [])
            person = next((other for words, other in near[-_MOST_ALIKE:] if _same(core, words)), None) or Person()
            near.append((core, person))
            self._exact[form] = person
            self._index(form, person)
        person.spellings[form] = person.spellings.get(form, 0) + 1
        person.places.append(at)

    def _index(self, form: str, person: Person) -> None:
        words = fold(form).split()
        for family in _family_forms(words):
            known = self._by_family.setdefault(family, [])
            if not known or known[-1] is not person:
                known.append(person)
        self._by_given.setdefault(words[0], []).append(person)

    def meant(self, at: int, printed: str) -> Person | None:
        """The person meant by the mention at index `at`: the one named in full last before it, else first after it."""
        if printed in self._exact:
            return self._exact[printed]
        key = fold(printed)
        alike = self._by_family.get(bare_family(key).lower()) or self._by_given.get(key)
        if not alike:
            return None
        near = alike[-_MOST_ALIKE:]
        before = [(person.places[i - 1], n) for n, person in enumerate(near) if (i := bisect_left(person.places, at))]
        return near[max(before)[1]] if before else alike[0]


def _family_forms(words: list[str]) -> Iterator[str]:
    """What a later mention may print of the full name: 'bin Laden', 'Laden'; 'al-Assad' without its article."""
    family = words[surname_at(words) :]
    yield bare_family(family[-1]).lower()
    if len(family) > 1:
        yield bare_family(" ".join(family)).lower()


def _same(one: list[str], other: list[str]) -> bool:
    """True for two full names of one person: 'George Bush' and 'George W. Bush', 'Sergey' and 'Sergei Lavrov'."""
    if not (_alike(bare_family(one[-1]), bare_family(other[-1])) and _alike(one[0], other[0])):
        return False
    few, many = sorted((one[1:-1], other[1:-1]), key=len)
    return all(any(_alike(a, b) or (1 in (len(a), len(b)) and a[0] == b[0]) for b in many) for a in few)


def _core(form: str) -> list[str]:
    words = fold(form).lower().split()
    while len(words) > 2 and words[-1].capitalize() in word_list("name_suffixes"):
        words.pop()
    return words


def _alike(a: str, b: str) -> bool:
    """True for two spellings of one word: equal, or one letter apart (two from eight letters on)."""
    if a == b:
        return True
    shorter = min(len(a), len(b))
    if not 4 <= shorter <= 30 or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    return _distance(a, b) <= (1 if shorter < 8 else 2)


def _distance(a: str, b: str) -> int:
    """Number of letters to add, drop or change that lead from a to b."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]
