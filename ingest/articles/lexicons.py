"""Reads the packaged word lists in `lexicon/`, each at most once and only when first asked for."""

import unicodedata
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The tab-separated rows of a list; blank lines and lines beginning with # are comments."""
    text = files("ingest").joinpath("articles", "lexicon", name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """A list in sections: a line [name] opens one, the lines after it are its entries; a section may be opened again."""
    found: dict[str, tuple[str, ...]] = {}
    section = ""
    for cells in rows(name):
        line = "\t".join(cells).strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            found.setdefault(section, ())
        else:
            found[section] += (line,)
    return found


def folded(word: str) -> str:
    """Lower case, without accents, compatibility forms or outer dots: how words are compared with the lists."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip(". ")


@cache
def months() -> dict[str, int]:
    """Month name, folded, to its number."""
    return {word: month for row in rows("months.tsv") for month, cell in enumerate(row[1:], 1) for word in cell.split()}
