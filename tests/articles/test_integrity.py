"""Integrity flags: each case of integrity/cases.jsonl beside the flags, all of them, that it must get."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.articles.build import build
from ingest.articles.integrity import find_flags
from ingest.articles.quotation import read_marks
from ingest.records import Origin, Record

CASES = [json.loads(line) for line in (Path(__file__).parent / "integrity" / "cases.jsonl").read_text().splitlines()]
ORIGIN = Origin(dump_id="d", feed="default")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    assert sorted(find_flags(case["paragraphs"], case.get("with_notices"))) == case["flags"]


def test_every_flag_has_cases_for_and_against_it() -> None:
    flags = {flag for case in CASES for flag in case["flags"]}
    assert flags == {"unclosed_quote", "truncated", "machine_translated", "duplicate_paragraphs", "paywall_stub"}
    assert sum(not case["flags"] for case in CASES) > len(CASES) / 3


# --- flags that a record gets, not its paragraphs -----------------------------------------------------------------------------


def flags_of(record: Record) -> set[str]:
    return set(build(record, ORIGIN).article.integrity_flags)


def fields(**given: Any) -> Record:
    return Record(no=1, form="fields", format="json", fields={"title": "Fog", "text": "Fog lay on the quay."} | given)


def page(body: str, head: str = "") -> Record:
    html = f"<html><head><title>Fog</title>{head}</head><body><h1>Fog</h1><article>{body}</article></body></html>"
    return Record(no=1, form="page", format="html", content=html.encode())


@pytest.mark.parametrize(
    ("given", "is_undated"),
    [
        ({}, True),
        ({"date": "N/A"}, True),
        ({"date": "2025-02-30"}, True),
        ({"date": "2025-03-04"}, False),
        ({"published_at": "2025-03-04T10:00:00Z"}, False),
        ({"scraped_at": "2025-03-04T10:00:00Z"}, True),
    ],
)
def test_undated(given: dict[str, Any], is_undated: bool) -> None:
    assert ("undated" in flags_of(fields(**given))) is is_undated


@pytest.mark.parametrize(
    ("given", "is_repaired"),
    [
        ({"text": "â€œYes,â€\x9d said Zoë."}, True),
        ({"text": "The cafÃ© stays shut."}, True),
        ({"text": "The cafA\u0303© stays shut."}, True),
        ({"title": "The cafÃ© stays shut"}, True),
        ({"author": "By JosÃ© Valk"}, True),
        ({"text": "“Yes,” said Zoë at the café – “a naïve über-façade.”"}, False),
        ({"text": "SÃO PAULO – A ÂNGELA chegou."}, False),
        ({"text": 'Ürün – ‘straight’ and "straight"... (c) 1990, 5€, 20°C, ½ mile'}, False),
    ],
)
def test_mojibake(given: dict[str, Any], is_repaired: bool) -> None:
    assert ("mojibake_repaired" in flags_of(fields(**given))) is is_repaired


def test_what_a_wrong_decoding_made_of_letters_is_not_taken_for_invisible() -> None:
    text = "GarcÃ\xada fÃ¼hrt. Ã\xad was sung, and ChÃ\x83Â¡vez too.".encode()
    found = build(Record(no=1, form="text", format="text", content=text), ORIGIN).article
    assert found.text == "García führt. í was sung, and Chávez too."
    assert "mojibake_repaired" in found.integrity_flags


def test_german_abbreviations_are_no_broken_sentences() -> None:
    german = (
        "Die Fähre fährt bzw. fuhr täglich, ggf. auch nachts, wie der Rat am Montag in Lowmere sagte. Das ist alles."
    )
    assert flags_of(fields(text=german)) == {"undated", "unsupported_language"}


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("x" * 32_766 + ".", True),
        ("x" + "\U0001f6a2" * 16_383, True),
        ("é" * 32_767 + ".", True),
        ("x" * 32_765 + ".", False),
        ("x" * 32_767 + ".", False),
    ],
    ids=["a sheet's cell", "a sheet's cell counted in UTF-16", "a database's text", "one less", "one more"],
)
def test_cells_cut_by_their_size(text: str, is_cut: bool) -> None:
    assert ("truncated" in flags_of(fields(text=text))) is is_cut


def test_a_cell_of_another_field_that_is_cut_cuts_no_article() -> None:
    assert "truncated" not in flags_of(fields(raw_html_of_the_page="x" * 32_767))


LINE = "<p>The council of Lowmere put off its vote on the ferry on Monday.</p>"
WALL = "<div class='wall'><p>Subscribe now to read the whole story.</p></div>"
NOT_FREE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'


@pytest.mark.parametrize(
    ("record", "is_stub"),
    [
        (page(LINE + f"<template>{WALL}</template>", NOT_FREE), True),
        (page(LINE + WALL), False),
        (page(LINE, NOT_FREE), False),
        (page("".join(LINE.replace("Monday", f"March {n}") for n in range(1, 22)) + WALL, NOT_FREE), False),
    ],
    ids=["in the source", "any site's offer", "not free, yet whole", "below a whole article"],
)
def test_paywall_of_a_page(record: Record, is_stub: bool) -> None:
    assert ("paywall_stub" in flags_of(record)) is is_stub


def test_paywall_of_a_plain_text() -> None:
    text = b"Fog\n\nThe council of Lowmere put off its vote on Monday.\n\nSubscribe to continue reading"
    assert "paywall_stub" in flags_of(Record(no=1, form="text", format="text", content=text))


# --- any text at all ----------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "''",
        "„",
        "«",
        "»",
        "...",
        "…",
        "[+12 chars]",
        "-he says",
        ". a",
        ", the",
        "Read more",
        "\n",
        " ",
        "6'2",
    ]
)
ANY = st.lists(st.text(max_size=40) | st.lists(PIECES, max_size=12).map("".join), max_size=8)


@given(ANY, st.none() | ANY)
def test_any_paragraphs_have_flags(paragraphs: list[str], with_notices: list[str] | None) -> None:
    assert find_flags(paragraphs, with_notices) == find_flags(paragraphs, with_notices)


@given(st.text(max_size=60))
def test_a_quotation_in_marks_of_its_own_is_closed(words: str) -> None:
    plain = "".join(c for c in words if c.isalnum() or c == " ").strip() or "so"
    for opening, closing in ("“”", "„“", "«»", '""', "””", "»«"):
        assert not read_marks(f"She said: {opening}{plain}{closing} He left.").is_left_open


FRAGMENTS = [
    '"', "“", "'", "''", "'\"", "6'", "„ ", "`", "…", "...", ". ", "[+", "[1 chars", "(read ", "read more ", "the post ", "a, ",
    "a ", "A b. ", "-he ", "–they say", "e.g. a. ", "subscribe ", "to continue ", "this article is ", "already a ", "\t", "\n", "é",
    "Mr. ", "word-", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=ascii)
def test_a_megabyte_of_one_fragment_ends(fragment: str) -> None:
    long = fragment * (1_000_000 // len(fragment))
    find_flags(["Words.", long])
    find_flags([fragment] * 50_000)
