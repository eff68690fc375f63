"""What is known about the parts of names: titles, particles, given and family names, heads such as "Ministry"."""

from functools import cache
from typing import Final

from ingest.extract.lexicons import rows, sections
from ingest.extract.mentions.name_tokens import fold

_HEADS: Final = {
    "org": "org_heads", "fac": "fac_heads", "loc": "loc_heads", "gpe": "gpe_heads", "event": "event_heads",
    "work": "work_heads", "product": "product_heads",
}  # fmt: skip
# Words that only say that a company is one.
COMPANY_ENDS: Final = frozenset(
    {"Inc", "Corp", "Corporation", "Co", "Company", "Ltd", "Limited", "Group", "Plc", "PLC", "LLC", "Holdings", "AG"}
)
_GLUED_ARTICLES: Final = frozenset({"al", "el", "ul", "as", "ad", "an", "ar", "at", "az"})
_LONGEST_ACRONYM: Final = 11


@cache
def word_list(name: str) -> frozenset[str]:
    """A section of name_words.txt in lookup spelling."""
    return frozenset(fold(word) for word in sections("name_words.txt")[name])


@cache
def given_names() -> frozenset[str]:
    """Given names in lookup spelling."""
    return frozenset(fold(row[0]) for row in rows("names_given.txt"))


@cache
def family_names() -> frozenset[str]:
    """Family names in lookup spelling."""
    return frozenset(fold(row[0]) for row in rows("names_family.txt"))


@cache
def heads() -> dict[str, tuple[str, ...]]:
    """Head word -> the kinds of name that it ends ("Ministry": org; "House": org and fac)."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, section in _HEADS.items():
        for word in word_list(section):
            found[word] = (*found.get(word, ()), kind)
    return found


def is_given(word: str) -> bool:
    """True for a given name, also a double one ("Jean-Marie") and one with a glued second part ("Abdul-Aziz")."""
    names = given_names()
    return word in names or ("-" in word and word.partition("-")[0] in names)


def is_initial(word: str) -> bool:
    """True for one capital with a full stop, or several ("J.", "J.K.")."""
    return len(word) in (2, 4, 6) and word[1] == "." and word[0].isupper() and word.endswith(".")


def surname_at(words: list[str]) -> int:
    """Index of the first word of the family name in a person's full name; particles go with it ("bin Laden")."""
    last = len(words) - 1
    while last > 1 and fold(words[last]) in word_list("name_suffixes"):
        last -= 1
    while last > 1 and words[last - 1].lower() in word_list("name_particles"):
        last -= 1
    return max(last, 0)


def bare_family(word: str) -> str:
    """A family name without its glued article: 'al-Zawahiri' -> 'Zawahiri'."""
    article, hyphen, rest = word.partition("-")
    return rest if hyphen and rest and article.lower() in _GLUED_ARTICLES else word


def initials(phrase: str) -> tuple[str, ...]:
    """Acronyms that a name may be shortened to: from all of its words, and from those with a capital."""
    words = [word for word in fold(phrase).replace("-", " ").split() if word[0].isalnum()]
    if not 1 < len(words) < _LONGEST_ACRONYM:
        return ()
    every = "".join(word[0].upper() for word in words)
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return (every, capitals) if len(capitals) > 1 and capitals != every else (every,)


def is_acronym_of(short: str, phrase: str) -> bool:
    """True if `short` is made of the phrase's initials, in capitals or not ('ODM', 'MoH')."""
    return short[:1].isupper() and short.upper() in initials(phrase)
