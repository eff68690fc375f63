"""Articles from text and from fields: each case beside what an ideal parser says of it."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import contract
from ingest.articles.blocks import split_blocks
from ingest.articles.build import Parsed, build
from ingest.articles.clean import one_line, visible
from ingest.articles.urls import same_address
from ingest.errors import Unreadable
from ingest.records import Origin, Record

HERE = Path(__file__).parent
TEXTS = sorted((HERE / "text").glob("*.txt"))
FIELDS = sorted((HERE / "fields").glob("*.json"))
ORIGIN = Origin(dump_id="d", feed="default")


def parsed(record: Record) -> dict[str, Any]:
    try:
        found = build(record, ORIGIN)
    except Unreadable as error:
        return {"reject": error.code}
    check_blocks(found)
    leftovers = json.loads(found.article.leftovers) if found.article.leftovers else None
    return contract.article(found) | {"leftovers": leftovers}


def check_blocks(found: Parsed) -> None:
    """Blocks lie in the text in order, apart from each other, without outer white space."""
    end = 0
    for block in found.blocks:
        piece = found.article.text[block.start : block.end]
        assert end <= block.start < block.end <= len(found.article.text)
        assert piece == piece.strip()
        end = block.end


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_text(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    got = parsed(Record(no=1, form="text", format="text", content=path.read_bytes()))
    assert {name: got[name] for name in expected} == expected


@pytest.mark.parametrize("path", FIELDS, ids=lambda p: p.stem)
def test_fields(path: Path) -> None:
    case = json.loads(path.read_text())
    got = parsed(Record(no=1, form="fields", format="json", fields=case["fields"]))
    assert {name: got[name] for name in case["expected"]} == case["expected"]


# --- identity -----------------------------------------------------------------------------------------------------------------


def article(**fields: Any) -> Any:
    base = {"title": "A title", "text": "Some words.", "source": "The Post"}
    return build(Record(no=1, form="fields", format="json", fields=base | fields), ORIGIN).article


def test_an_address_makes_the_article_and_the_words_make_the_version() -> None:
    first = article(url="https://www.post.example/a?utm_source=mail")
    again = article(url="http://post.example/a/", source="post.example")
    corrected = article(url="https://post.example/a", text="Some other words.")
    assert first.article_id == again.article_id == corrected.article_id
    assert first.version_id == again.version_id != corrected.version_id


def test_a_name_of_the_worlds_own_makes_versions_of_one_article() -> None:
    first, second = (article(id="urn:newsml:wire.example:20250304:fog", text=text) for text in ("Fog.", "Fog lifts."))
    assert first.article_id == second.article_id and first.version_id != second.version_id
    assert article(id="7", text="Fog.").article_id != article(id="7", text="Fog lifts.").article_id


def test_without_an_address_outlet_and_words_make_the_article() -> None:
    assert article().article_id == article(text="Some  WORDS").article_id
    assert article().article_id != article(source="The Herald").article_id
    assert article().article_id != article(text="Other words.").article_id


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Post.example/a/b/?utm_source=x&id=3#top", "post.example/a/b?id=3"), ("http://post.example/", None),
        ("https://post.example/?p=12", "post.example?p=12"), ("/a/b", None), ("javascript:alert(1)", None), ("http://[bad", None),
        ("https://amp.post.example/a/b", "post.example/a/b"), ("https://post.example/a/b/amp/?outputType=amp", "post.example/a/b"),
        ("https://m.post.example/amp/a/b", "post.example/a/b"), ("https://post.example/a/b.amp.html", "post.example/a/b.html"),
        ("https://amp.com/ampere", "amp.com/ampere"),
    ],
)  # fmt: skip
def test_addresses(url: str, expected: str | None) -> None:
    assert same_address(url) == expected


def test_the_outlet_is_named_by_the_record_its_feed_or_its_address() -> None:
    feed = Origin(dump_id="d", feed="post", outlet="The Harbour Post")

    def outlet(fields: dict[str, Any], origin: Origin) -> str | None:
        return build(
            Record(no=1, form="fields", format="json", fields={"text": "Words."} | fields), origin
        ).article.outlet

    assert outlet({"source": "The Herald"}, feed) == "The Herald"
    assert outlet({"url": "https://www.x.example/a"}, feed) == "The Harbour Post"
    assert outlet({"url": "https://www.x.example/a"}, ORIGIN) == "x.example"
    assert outlet({}, ORIGIN) is None


# --- any text at all ----------------------------------------------------------------------------------------------------------


@given(st.text(max_size=300))
def test_blocks_of_any_text_lie_inside_it(text: str) -> None:
    end = 0
    for block in split_blocks(text):
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        end = block.end


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_a_reason(content: bytes) -> None:
    parsed(Record(no=1, form="text", format="text", content=content))


NAMES = st.sampled_from(["title", "body", "author", "date", "url", "tags", "source", "x"])
VALUES = st.text(max_size=60) | st.integers() | st.lists(st.text(max_size=5), max_size=3) | st.none()


@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_any_fields_give_an_article_or_a_reason(fields: dict[str, Any]) -> None:
    parsed(Record(no=1, form="fields", format="json", fields=fields))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 700_000,
        "a. b " * 100_000,
        "“" * 100_000,
        "A" * 100_000,
        "MOSCOW, " * 50_000,
        "- " * 200_000,
        "\n" * 500_000,
    ],
)
def test_long_runs_end(text: str) -> None:
    parsed(Record(no=1, form="text", format="text", content=text.encode()))


def test_no_printable_line_keeps_a_character_that_is_taken_out() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        assert one_line(f"a{char}b") == " ".join(visible(f"a{char}b").split())
