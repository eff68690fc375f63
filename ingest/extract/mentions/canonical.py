"""The fullest name of each mention in its article: 'Wang' -> 'Wang Yi', 'ODM' -> 'Orange Democratic Movement'.

Within one article only. Persons are matched by family name or given name (`persons`); organizations, places and things
by acronym or by the words they share. Countries take their common English name ('U.S.' -> 'United States').
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ingest.extract.mentions.gazetteer import Entry, gazetteer
from ingest.extract.mentions.name_agreement import Name
from ingest.extract.mentions.name_parts import COMPANY_ENDS, heads, initials
from ingest.extract.mentions.name_tokens import phrase_key
from ingest.extract.mentions.persons import People

# Short forms that everybody reads as their full name, whether the article spells it out or not.
_ALWAYS: Final = frozenset({"United Nations", "European Union"})


def canonical_names(text: str, names: Sequence[Name]) -> list[str]:
    """The canonical name of each of `names` (in text order), in the same order."""
    printed = [" ".join(text[n.start : n.end].split()) for n in names]
    people = People(printed, names)
    fuller = _fuller_forms(printed, names)
    found = []
    for at, (name, form) in enumerate(zip(names, printed, strict=True)):
        if name.label == "PERSON":
            person = people.meant(at, form)
            found.append(person.name if person else form)
        else:
            found.append(_canonical(name.label, form, fuller))
    return found


def _canonical(label: str, form: str, fuller: dict[tuple[str, str], str]) -> str:
    known = _known(form, label)
    if known and (known.kind in {"country", "state"} or known.canonical in _ALWAYS):
        return known.canonical
    longer = fuller.get((label, phrase_key(form)))
    if longer or not known or label != "GPE":
        return longer or form
    return form if phrase_key(form) == phrase_key(known.canonical) else known.canonical


def _known(form: str, label: str) -> Entry | None:
    return next((entry for entry in gazetteer().get(phrase_key(form)) if entry.label == label), None)


def _fuller_forms(printed: Sequence[str], names: Sequence[Name]) -> dict[tuple[str, str], str]:
    """(label, short form in lookup spelling) -> the longest form that the article prints of it; the first of equals."""
    distinct = {(name.label, form): None for form, name in zip(printed, names, strict=True) if name.label != "PERSON"}
    there = {(label, phrase_key(form)) for label, form in distinct}
    found: dict[tuple[str, str], str] = {}
    for label, form in distinct:
        for short in _short_forms(form, label):
            if (label, short) in there and len(form) > len(found.get((label, short), "")):
                found[label, short] = form
    return found


def _short_forms(form: str, label: str) -> Iterator[str]:
    """Other ways of printing the name later in the article, in lookup spelling, most of which it will not use."""
    if label == "NORP":
        yield phrase_key(form) + "s"
        return
    yield from initials(form)
    known = _known(form, label)
    if known:
        yield from (other for other in gazetteer().spellings(known.canonical) if len(other) < len(form))
    words = phrase_key(form).split()
    for cut in range(1, len(words)):
        tail = words[cut:]
        if len(tail) > 1 or label != "GPE":
            yield " ".join(tail)
        head = " ".join(words[:cut])
        if _adds_little(words[cut:], _known(head, label) is not None, label):
            yield head


def _adds_little(rest: Sequence[str], is_known: bool, label: str) -> bool:
    """True if the words after a short form only say what kind of thing it is: 'Sea', 'Inc.'."""
    if all(word in COMPANY_ENDS for word in rest):
        return True
    if label in {"LOC", "FAC"}:
        return all("loc" in heads().get(word.capitalize(), ()) for word in rest)
    return label == "ORG" and not is_known and len(rest) < 3 and not any(word.islower() for word in rest)
