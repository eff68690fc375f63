"""Reads the packaged word lists in `lexicon/`, each at most once and only when first asked for."""

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The tab-separated rows of a list; blank lines and lines beginning with # are comments, a lone - is empty."""
    text = files("ingest").joinpath("extract", "lexicon", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple("" if cell == "-" else cell for cell in line.split("\t")) for line in lines)


@cache
def keyed(name: str) -> dict[str, frozenset[str]]:
    """A list whose rows are a key and its words, separated by spaces; a key may have several rows."""
    words: dict[str, frozenset[str]] = {}
    for key, value in rows(name):
        words[key] = words.get(key, frozenset()) | frozenset(value.split())
    return words


@cache
def sections(name: str) -> dict[str, frozenset[str]]:
    """A list in sections: a line [name] opens one, the lines after it hold its words, separated by spaces."""
    found: dict[str, set[str]] = {}
    section = ""
    for cells in rows(name):
        line = " ".join(cells)
        if line.startswith("["):
            section = line.strip("[]")
            found[section] = set()
        else:
            found[section].update(line.split())
    return {key: frozenset(value) for key, value in found.items()}
