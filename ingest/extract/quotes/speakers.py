"""From the words that name a speaker to who it is: fullest name, kind, and how that was decided.

Works through a text's reports in order, since "he", "the minister" and "the group" are read by who was named and who
spoke before.
"""

from collections.abc import Container

from ingest.extract.lexicons import sections
from ingest.extract.quotes.drafts import Draft, Phrase
from ingest.extract.quotes.focus import NOBODY, Focus, Speaker
from ingest.extract.quotes.name_titles import is_role, joined, own_name, places, plain, title_gender
from ingest.extract.quotes.names import Entity, NameBook
from ingest.extract.quotes.nominals import Nominals
from ingest.extract.quotes.speaker_phrases import (
    bare,
    base_of,
    describe_group,
    is_telling,
    name_after_office,
    name_in_apposition,
    name_start,
    owner_end,
    second_speaker,
)


class Resolver:
    """Reads the speakers of one text in order."""

    def __init__(self, names: NameBook, openers: Container[int] = ()) -> None:
        """`openers`: numbers of the sentences that open a paragraph."""
        self._names = names
        self._focus = Focus(names, openers)
        self._nominals = Nominals(names, self._focus)

    def resolve(self, draft: Draft, sentence: int) -> Speaker:
        """The speaker of a report in sentence number `sentence`."""
        if draft.inherits:
            found = self._focus.last.again("previous_speaker")
        elif not draft.speaker:
            return NOBODY
        else:
            found = self.identify(name_in_apposition(draft) or draft.speaker, sentence)
        if draft.how == "quoted" and found.canonical is not None and self._quotes(draft, found, sentence):
            found = Speaker(None, "unresolved", found.basis)  # "Doe quoted him as saying": not Doe
        if found.canonical is not None and not is_telling(found.canonical):
            found = Speaker(None, "unresolved", found.basis)
        self._focus.remember(found, sentence)
        return found

    def _quotes(self, draft: Draft, speaker: Speaker, sentence: int) -> bool:
        """True if the speaker is read as the one who quotes."""
        return any(self.identify(phrase, sentence).canonical == speaker.canonical for phrase, _ in draft.hops[-1:])

    def identify(self, phrase: Phrase, sentence: int) -> Speaker:
        """Who a phrase stands for."""
        if len(phrase) == 1 and phrase[0].tag in "OS":
            return self._focus.pronoun(phrase[0], sentence)
        base = self._without_place(base_of(phrase))
        other = second_speaker(phrase, base) or self._second_person(phrase, base)
        if other:
            return self._several(base, other, sentence)
        after_office = name_after_office(phrase, base)
        if after_office is not None:
            return self._named(after_office, 0)
        name_at = name_start(base)
        if name_at is not None:
            return self._named(base, name_at)
        owner = owner_end(base)
        lists = sections("roles.txt")
        is_document = plain(base[-1].text) in lists["document"] and plain(base[-1].text) not in lists["institution"]
        if owner is not None and is_document and base[owner - 1].tag != "Z":
            return self.identify(base[:owner], sentence)  # Doe's letter
        if is_document and base[0].tag == "S":
            author = self._focus.pronoun(base[0], sentence)
            if author.canonical is not None:
                return author  # its annual reports
        return self._nominals.read(phrase, sentence)

    def _without_place(self, base: Phrase) -> Phrase:
        """Jane Doe in "Dr. Jane Doe of Dover Hospital": a person's name ends where "of" begins, unless it is part of it."""
        for at, token in enumerate(base):
            if token.tag == "I":
                person = self._person_in(base[:at])
                return base if person is None or " of " in person.canonical else base[:at]
        return base

    def _second_person(self, phrase: Phrase, base: Phrase) -> Phrase:
        """Jane Roe in "John Doe of Ohio and Jane Roe of Iowa": a person named behind another's place and "and"; else nothing."""
        ands = [at for at in range(len(base) + 1, len(phrase) - 1) if phrase[at].low == "and"]
        if not ands or self._person_in(base) is None or self._person_in(phrase[ands[0] + 1 : ands[0] + 3]) is None:
            return ()
        return phrase[ands[0] + 1 :]

    def _person_in(self, words: Phrase) -> Entity | None:
        """The first person named among the words."""
        named = (self._names.at(word.start) for word in words)
        return next((entity for entity in named if entity is not None and entity.sort == "person"), None)

    def _several(self, first: Phrase, other: Phrase, sentence: int) -> Speaker:
        """Doe and Roe: each is identified alone."""
        one, two = self.identify(first, sentence), self.identify(other, sentence)
        if one.canonical is not None and one.canonical == two.canonical:
            return one  # two offices of one person
        names = [found.canonical or joined(bare(part)) for found, part in ((one, first), (two, other))]
        return Speaker(" and ".join(names), "collective", one.basis)

    def _named(self, base: Phrase, name_at: int) -> Speaker:
        """A phrase that ends in a name: a person, a state by its name or capital, a body."""
        name = own_name(base[name_at:]) if name_at else base
        text = joined(bare(name))
        country = places().get(text.lower())
        if country is None or name_at or len(name) > 1:
            entity = self._names.at(base[name_at].start)
            if entity is not None and entity.sort == "body" and base[0].tag != "D":
                return Speaker(entity.canonical, "institution", "name", entity)
            person = self._names.person(
                [token.text for token in name], title_gender(token.text for token in base[:name_at])
            )
            is_family = (
                person is not None and base[0].low == "the" and plain(name[-1].text) == _plural(person.canonical)
            )
            if is_family:
                return Speaker(joined(name), "collective", "name")  # the Does
            if person is not None:
                return Speaker(person.canonical, "named", "name", person)
            if (
                entity is not None
                and entity.sort == "place"
                and not name_at
                and entity.canonical.lower() == text.lower()
            ):
                return Speaker(entity.canonical, "institution", "name", entity)
        if country is not None:
            return Speaker(country, "institution", "name")
        return self._unlisted(base, name_at, text)

    def _unlisted(self, base: Phrase, name_at: int, text: str) -> Speaker:
        """A name that is not entered as a person's: a body, a group, or a person named once."""
        lists = sections("roles.txt")
        head = plain(base[-1].text)
        has_role = any(is_role(plain(token.text)) for token in base[:name_at])
        is_body = any(plain(token.text) in lists["institution"] for token in base)
        if head in lists["collective"] and not has_role and not is_body:
            return Speaker(describe_group(base), "collective", "nominal")
        if has_role and base[0].low != "the":
            return Speaker(text, "named", "name")
        if name_at and plain(base[name_at - 1].text) in lists["institution"] and base[name_at - 1].text.islower():
            return Speaker(text, "institution", "name")  # (the news agency) Tass
        if is_body or base[0].tag == "D" or text.isupper():
            whole = joined(bare(base))
            is_initials = whole.isupper() and len(whole) > 1
            return Speaker(self._names.body_by_initials(whole) if is_initials else whole, "institution", "name")
        return Speaker(text, "named", "name")


def _plural(canonical: str) -> str:
    return f"{plain(canonical.split()[-1])}s"
