"""The packaged lists: complete, sorted, small, and readable."""

from importlib.resources import files

import pytest
from babel import Locale

from ingest.extract.lexicons import sections
from ingest.extract.mentions.gazetteer import gazetteer
from ingest.extract.mentions.linear_tagger import CLASSES, packaged_weights
from ingest.extract.mentions.name_parts import heads, word_list
from ingest.extract.mentions.name_tokens import phrase_key

LISTS = (
    "cities.txt", "common_words.txt", "countries.tsv", "named_things.tsv", "names_family.txt", "names_given.txt",
    "organizations.tsv", "peoples.txt", "regions.txt", "subdivisions.tsv",
)  # fmt: skip
MODEL = "name_weights.tsv"
# CLDR territories that news hardly names, or names otherwise ("Congo - Kinshasa", "Hong Kong SAR China").
LEFT_OUT = """
AC AX BL BQ BV CC CD CG CP CQ CX DG EA EU EZ FK GG GS HK HM IC IM IO JE MF MM MO MP NF PM PN QO RE SH SJ SX TA TF
TK UM UN VC WF XA XB ZZ
"""


def _text(name: str) -> str:
    return files("ingest").joinpath("extract", "lexicon", name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("name", LISTS)
def test_list_is_sorted_and_without_doubles(name: str) -> None:
    assert _lines(name) == sorted(set(_lines(name)))


def test_lists_are_small() -> None:
    assert sum(len(_text(name).encode()) for name in (*LISTS, MODEL, "name_words.txt")) < 900_000


@pytest.mark.parametrize("name", LISTS)
def test_readme_names_the_list(name: str) -> None:
    assert f"`{name}`" in _text("README-mentions.md")


def test_every_country_of_cldr_is_known() -> None:
    names = {
        code: name for code, name in Locale("en").territories.items() if code.isalpha() and code not in LEFT_OUT.split()
    }
    spelled = {code: phrase_key(name.replace("St. ", "Saint ")) for code, name in names.items()}
    known = gazetteer()
    missing = {
        code: name
        for code, name in spelled.items()
        if not any(e.label in {"GPE", "LOC"} for e in (*known.get(name), *known.get(name.replace("&", "and"))))
    }
    assert missing == {}


def test_people_of_a_country() -> None:
    assert [entry.label for entry in gazetteer().get("Kenyans")] == ["NORP"]


def test_weights_name_every_class() -> None:
    used = {index for row in packaged_weights().values() for index, _ in row}
    assert used == set(range(len(CLASSES)))


def test_sections_that_the_code_asks_for_are_there() -> None:
    assert "Minister" in word_list("title_ends")
    assert "org" in heads()["Ministry"]
    assert all(sections("name_words.txt").values())
