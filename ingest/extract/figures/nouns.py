"""Singular and plural of counted nouns, by rule and a list of irregular ones. No dictionary: best effort."""

from functools import cache
from typing import Final

from ingest.extract.figures.figure_words import listed
from ingest.extract.lexicons import rows

# Endings of words in s that are no plurals; "is" only in lower case: "crisis", but "Israelis".
_SINGULAR_ENDINGS: Final = ("ss", "us")
_TAILS: Final = {"women": "woman", "men": "man", "children": "child", "people": "person"}
_SHORTEST: Final = 4  # letters of a plural in s


@cache
def _irregular() -> dict[str, str]:
    """Plural to singular, in lower case; a word that is its own plural stands for itself."""
    return {row[0]: row[1] if len(row) > 1 else row[0] for row in rows("plurals.tsv")}


def is_plural(word: str) -> bool:
    """True for "soldiers", "people", "Israelis", "police"; any case."""
    lower = word.lower()
    if lower in _irregular() or _tail(lower) is not None:
        return True
    if len(lower) < _SHORTEST or not lower.endswith("s") or lower in listed("singulars") or word.isupper():
        return False
    return not lower.endswith(_SINGULAR_ENDINGS) and not (lower.endswith("is") and word[0].islower())


def singular(word: str) -> str:
    """The singular of a plural noun, its case kept: "cities" -> "city", "Swedes" -> "Swede", "people" -> "person"."""
    lower = word.lower()
    known = _irregular().get(lower)
    if known is not None:
        return known.capitalize() if word[:1].isupper() and not word.isupper() else known
    tail = _tail(lower)
    if tail is not None:
        return word[: -len(tail)] + _TAILS[tail]
    if not word.endswith("s") or not is_plural(word):
        return word
    if lower.endswith("ies"):
        return word[:-3] + "y"
    has_e = lower.endswith(("sses", "shes", "ches", "xes", "zzes", "uses"))
    return word[:-2] if has_e and not lower.endswith(("auses", "ouses")) else word[:-1]


def _tail(lower: str) -> str | None:
    """The irregular plural that a compound ends in: "men" of "guardsmen"."""
    if lower in listed("tail exceptions"):
        return None
    return next((tail for tail in _TAILS if lower.endswith(tail)), None)


def is_verbal(word: str) -> bool:
    """True for participles: words in -ed and -ing (in lower case) but for some nouns: "seed", "meeting"."""
    if word.endswith("ed"):
        return not word.endswith("eed")
    return word.endswith("ing") and word not in listed("nouns in -ing")
