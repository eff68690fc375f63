"""The small word lists of the clause and speaker rules by name, from `lexicon/clause_words.txt`."""

from functools import cache

from ingest.extract.lexicons import sections


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one section, in lower case. Read once, at the first call."""
    return sections("clause_words.txt")[name]
