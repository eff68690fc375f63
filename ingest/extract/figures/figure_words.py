"""The word lists of the figure grammar by name, from `lexicon/figure_words.txt`."""

from ingest.extract.lexicons import sections


def listed(name: str) -> frozenset[str]:
    """The words of one section, in lower case. Read once, at the first call."""
    return sections("figure_words.txt")[name]
