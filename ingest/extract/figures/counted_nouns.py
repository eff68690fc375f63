"""What a number counts: "soldier" in "23 Afghan soldiers", "child" in "mother of two", in the singular. Best effort.

There is no tagger behind it: a noun phrase ends at a function word or mark, and its head is its first plural.
"""

from functools import cache
from typing import Final

from ingest.extract.figures.clauses import clause_start
from ingest.extract.figures.figure_tokens import APOSTROPHES, HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.nouns import is_plural, is_verbal, singular
from ingest.extract.figures.number_forms import Number
from ingest.extract.figures.numbers import number_at
from ingest.extract.figures.units import unit_at
from ingest.extract.lexicons import rows

_REACH: Final = 7  # words of a noun phrase looked at for its head
_STEPS: Final = 2 * _REACH  # words, hyphens and marks inside of it
_OTHERS: Final = frozenset(("others", "more", "other"))
_MORE: Final = frozenset(("more", "fewer", "less"))


@cache
def _compounds() -> frozenset[str]:
    return frozenset(line for (line,) in rows("compounds.txt"))


def is_noun(tokens: Tokens, index: int) -> bool:
    """True if the token is a word that may belong to a noun phrase: any but a function word or common verb."""
    return tokens.words[index].isalpha() and tokens.lowers[index] not in listed("phrase ends")


def counted_noun(tokens: Tokens, number: Number, previous: str | None) -> str | None:
    """The singular of what a number counts; `previous` is what the last number of the sentence counted."""
    if tokens.lowers[number.start - 1 - (tokens.words[number.start - 1] in HYPHENS)] == "magnitude":
        return "magnitude"
    at = number.end + (tokens.words[number.end] == "+")
    if tokens.words[at] in HYPHENS and tokens.glued(at) and tokens.words[at + 1].isalpha():
        return singular(tokens.words[at + 1])  # "six-party talks"
    if tokens.lowers[at] == "or" and tokens.lowers[at + 1] in _MORE:
        at += 2
    if tokens.lowers[at] == "of":
        at = _owned(tokens, at + 1)
    if tokens.lowers[at] == "them":
        return previous
    if _counts_people(tokens, at):  # others than "four Iraqis" need not be Iraqis
        return previous if previous is not None and previous.islower() else "person"
    phrase = noun_phrase(tokens, at)
    if not phrase:
        return _implied(tokens, number, previous)
    if number.value is not None and 0 < number.value <= 1:
        return _named(tokens, _singular_head(tokens, phrase), phrase[0])
    head = _plural_head(tokens, phrase) or _plural_head(tokens, _continued(tokens, phrase))
    if head is None and tokens.is_capitalised(phrase[0]) and len(tokens.words[phrase[0]]) > 1:
        head = phrase[0]  # "150 Maori"
    return None if head is None else _named(tokens, head, phrase[0])


def _continued(tokens: Tokens, phrase: list[int]) -> list[int]:
    """The phrase behind "and" or "'s", where the head may stand: "six ruling and opposition parties"."""
    at = phrase[-1] + 1
    if tokens.lowers[at] in ("and", "or"):
        return noun_phrase(tokens, at + 1)
    is_owner = tokens.words[at] in APOSTROPHES and tokens.lowers[at + 1] == "s"
    return noun_phrase(tokens, at + 2) if is_owner else []


def _counts_people(tokens: Tokens, at: int) -> bool:
    """True before "others", "wounded", "others wounded", with no noun behind."""
    casualties = listed("casualties")
    if tokens.lowers[at] in _OTHERS:
        return tokens.lowers[at + 1] in casualties or not is_noun(tokens, at + 1)
    return tokens.lowers[at] in casualties and not is_noun(tokens, at + 1)


def _owned(tokens: Tokens, at: int) -> int:
    """Where the counted noun phrase starts behind "of": past "the", "the 100", and "the country's"."""
    at += tokens.lowers[at] in listed("predeterminers")
    at += tokens.is_number(at)
    phrase = noun_phrase(tokens, at)
    if phrase and tokens.words[phrase[-1] + 1] in APOSTROPHES and tokens.lowers[phrase[-1] + 2] == "s":
        return phrase[-1] + 3
    return at


def _implied(tokens: Tokens, number: Number, previous: str | None) -> str | None:
    """What a number counts that no noun follows: "mother of two", "the toll rose to 38", "and trapped 30."."""
    if tokens.lowers[number.start - 1] == "of":
        owner = tokens.lowers[number.start - 2]
        if owner in listed("relatives"):
            return "child"
        if owner in listed("groups of people"):
            return "person"
    if "toll" in tokens.lowers[clause_start(tokens, number.start) : number.start]:
        return "death"
    is_last = tokens.words[number.end] in (".", ",", ";") and number_at(tokens, number.end + 1) is None
    return previous if is_last else None


def noun_phrase(tokens: Tokens, index: int) -> list[int]:
    """Word tokens from `index` on that may belong to one noun phrase: up to a function word, a mark or a number."""
    found: list[int] = []
    at = index
    for _ in range(_STEPS):
        inner = _inner_mark(tokens, at) if found else 0
        is_compound = tokens.is_number(at) and tokens.behind_hyphen(at + 1) > at + 1
        if not inner and is_compound and tokens.lowers[at + 2] != "plus":
            inner = 3  # "nine 40-kilogram bombs"
        if not inner and not found and tokens.is_number(at):
            unit = unit_at(tokens, at + 1, is_glued=tokens.glued(at))  # "eight million 250ml bottles"
            inner = 0 if unit is None else unit.end - at
        if inner:
            at += inner
        elif len(found) < _REACH and (is_noun(tokens, at) or _ends_compound(tokens, at)):
            found.append(at)
            at += 1
        else:
            break
    return found


def _ends_compound(tokens: Tokens, at: int) -> bool:
    """True for "only" in "gas-only cars", a function word though it is."""
    return tokens.words[at].isalpha() and tokens.behind_hyphen(at - 1) == at and tokens.words[at - 2].isalpha()


def _inner_mark(tokens: Tokens, at: int) -> int:
    """Tokens to step over at a mark inside a word: 1 in "U.S." and "co-pilots", 2 in "Shi'ite"; 0 at any other mark."""
    if not tokens.glued(at - 1):
        return 0
    word = tokens.words[at]
    if word == "." and len(tokens.words[at - 1]) == 1:
        return 1
    if not tokens.glued(at):
        return 0
    if word in HYPHENS:
        return 1
    return 2 if word in APOSTROPHES and tokens.lowers[at + 1] != "s" else 0


def _plural_head(tokens: Tokens, phrase: list[int]) -> int | None:
    """The first plural; one that only describes or names is passed over: "officers" in "police officers"."""
    head: int | None = None
    for at in phrase:
        is_final = head is not None and not tokens.is_capitalised(head)
        if is_final and tokens.lowers[head or 0] not in listed("attributive plurals"):
            break
        if is_plural(tokens.words[at]) and (head is None or not tokens.is_capitalised(at)):
            head = at
    return head


def _singular_head(tokens: Tokens, phrase: list[int]) -> int:
    """The last word before a participle or a name: "suspect" in "one suspect Mohammed"."""
    head = phrase[0]
    for at in phrase[1:]:
        word = tokens.lowers[at]
        if is_verbal(word) or word in listed("casualties"):
            break
        if tokens.is_capitalised(at) and not tokens.is_capitalised(head):
            break
        head = at
    return head


def _named(tokens: Tokens, head: int, first: int) -> str:
    """The singular of the head, with the word before it if the two are a listed compound."""
    noun = singular(tokens.words[head])
    both = f"{tokens.lowers[head - 1]} {noun.lower()}"
    return both if head > first and both in _compounds() else noun
