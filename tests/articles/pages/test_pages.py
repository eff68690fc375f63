"""Saved pages: each page beside what is to be read from it, and what must hold for any bytes at all."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.articles.dates import Moment
from ingest.articles.draft import Draft
from ingest.articles.page import parse_page
from ingest.articles.page.charset import decode_page
from ingest.articles.page.elements import DEEPEST, MOST_ELEMENTS
from ingest.charsets import known_charset
from ingest.errors import Unreadable

PAGES = sorted((Path(__file__).parent / "cases").glob("*.html"))
HEADING = b"<html><head><title>Dam holds</title></head><body><h1>Dam holds</h1>"
PROSE = (
    b"<p>The dam above the valley will hold, the ministry said on Monday.</p>"
    b"<p>The engineers, who built it, are not so sure.</p>"
)
TAGS = ["p", "div", "h1", "h2", "ul", "li", "table", "tr", "td", "a", "span", "figure", "figcaption", "blockquote", "br", "img",
        "script", "style", "title", "meta", "time", "article", "form", "svg", "select", "iframe", "template", "noscript",
        "b"]  # fmt: skip
WORDS = [
    "caption",
    "standfirst",
    "byline",
    "comments",
    "related",
    "key-points",
    "twitter-tweet",
    "articleBody",
    "hidden",
    "br",
]


def as_read(content: bytes, **known: str) -> dict[str, Any]:
    """What a page gives, without what it leaves open."""
    try:
        draft = parse_page(content, **known)
    except Unreadable as error:
        return {"reject": error.code}
    fields = {name: getattr(draft, name) for name in ("headline", "standfirst", "byline", "authors", "outlet", "agency", "url",
                                                      "language", "section", "tags")}  # fmt: skip
    fields |= {"published": stamp(draft.published), "modified": stamp(draft.modified), "flags": sorted(draft.flags)}
    fields["blocks"] = [list(block) for block in draft.blocks]
    return {name: value for name, value in fields.items() if value not in (None, [])}


def stamp(moment: Moment | None) -> dict[str, str] | None:
    if moment is None:
        return None
    return {
        "at": moment.at.isoformat(), "day": moment.day.isoformat(), "precision": moment.precision, "basis": moment.basis,
    }  # fmt: skip


def read(content: bytes) -> Draft | None:
    """A Draft whose blocks are clean lines, or None if the page is refused; nothing else may happen."""
    try:
        draft = parse_page(content)
    except Unreadable:
        return None
    assert draft.blocks
    assert all(text == " ".join(text.split()) != "" for _, text in draft.blocks)
    return draft


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_page(path: Path) -> None:
    assert as_read(path.read_bytes()) == json.loads(path.with_suffix(".expected.json").read_text())


def test_what_is_known_from_outside() -> None:
    russian = "<p>Мост закрыли на ремонт до осени, сообщила мэрия.</p>".encode("koi8-r")
    got = as_read(HEADING + russian, url="https://www.gazette.example/2024/03/07/dam", charset="koi8-r")
    assert got["blocks"] == [["paragraph", "Мост закрыли на ремонт до осени, сообщила мэрия."]]
    assert (got["url"], got["outlet"]) == ("https://www.gazette.example/2024/03/07/dam", "gazette.example")
    assert got["published"] == {
        "at": "2024-03-07T00:00:00+00:00",
        "day": "2024-03-07",
        "precision": "day",
        "basis": "url",
    }


def test_a_form_is_kept() -> None:
    got = as_read(HEADING + b"<form action=x>" + PROSE + b"</form>")
    assert len(got["blocks"]) == 2


def test_what_stands_behind_the_end_of_the_page_is_read() -> None:
    got = as_read(HEADING + b"</body></html>" + b" " * 20_000 + PROSE)
    assert len(got["blocks"]) == 2


# --- charsets ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label", ["idna", "unicode_escape", "rot13", "base64", "utf-7", "undefined", "no such charset", "", "a" * 99]
)
def test_a_page_cannot_name_a_codec_that_is_no_charset(label: str) -> None:
    assert known_charset(label) is None
    assert as_read(HEADING + PROSE, charset=label)["headline"] == "Dam holds"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cp1251", "Это предложение написано по-русски, и его надо узнать."),
        ("koi8-r", "Это предложение написано по-русски, и его надо узнать."),
        ("cp932", "これは日本語の文章です。漢字とかなが混ざっています。"),
        ("euc_jp", "これは日本語の文章です。漢字とかなが混ざっています。"),
        ("gb18030", "这是中国的一个句子，我们在这里说的是不是他的国家。"),
        ("big5hkscs", "這是中國的一個句子，我們在這裡說的是不是他的國家。"),
        ("cp949", "이것은 한국어 문장입니다. 우리는 한국 사람입니다."),
        ("cp1253", "Αυτή είναι μια πρόταση στα ελληνικά για δοκιμή."),
        ("cp1256", "هذه جملة باللغة العربية من أجل الاختبار"),
        ("cp1252", "Ceci est une phrase où l’élève a été déçu, « voilà tout »."),
        ("utf-16", "A sentence with a mark in front of it."),
        ("utf-16-le", "A sentence without a mark in front of it."),
        ("utf-8-sig", "Ein Satz mit Umlauten: äöü."),
    ],
)
def test_undeclared_charsets(name: str, text: str) -> None:
    assert decode_page(f"<p>{text}</p>".encode(name)) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("content", "http", "text"),
    [
        ("\ufeffplus a mark: é".encode(), "iso-8859-1", "plus a mark: é"),
        ("<meta charset=utf-8>Это".encode("cp1251"), "windows-1251", "Это"),
        ("<meta charset=koi8-r>Größe".encode(), None, "Größe"),
        ("<meta charset=koi8-r>Это".encode("koi8-r"), None, "Это"),
        ("<meta charset=koi8-r>Это".encode("koi8-r"), "utf-8", "Это"),
        ("<meta charset=unheard-of>Größe".encode("cp1252"), "unheard-of", "Größe"),
    ],
    ids=["mark before HTTP", "HTTP before meta", "UTF-8 before meta", "meta", "meta where HTTP does not fit", "guess"],
)
def test_which_word_on_the_charset_counts(content: bytes, http: str | None, text: str) -> None:
    assert decode_page(content, http).rpartition(">")[2] == text


SAVED = {
    "<!-- saved from url=(0034)https://harbour.example/news/ferry -->": "https://harbour.example/news/ferry",
    "<!-- saved from url=(0034)https://harbour.example/news/ferry-->": "https://harbour.example/news/ferry",
    "<!--\n Page saved with SingleFile \n url: https://harbour.example/a-b \n saved date: Tue\n-->": "https://harbour.example/a-b",
    "<!-- saved from url=(0029)about:internet -->": None,
    "<!-- saved from url=(0022)file:///C:/saved/a.htm -->": None,
}


@pytest.mark.parametrize("comment", SAVED)
def test_a_saved_page_says_where_it_came_from(comment: str) -> None:
    assert parse_page(comment.encode() + HEADING + PROSE).url == SAVED[comment]


def test_pictures_inside_of_a_page_take_no_time() -> None:
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0KGgo" * 1_800_000 + b'">'
    start = time.perf_counter()
    assert len(as_read(HEADING + picture + PROSE)["blocks"]) == 2
    assert time.perf_counter() - start < 3


def test_a_cut_character_does_not_change_the_charset() -> None:
    assert decode_page("<p>Größe ändert sich über Nacht".encode()[:-1] + b"\xc3").startswith("<p>Größe ändert")


# --- hostile pages ----------------------------------------------------------------------------------------------------


def hostile() -> Iterator[tuple[str, bytes]]:
    for tag in (
        b"<div>",
        b"<b>x<i>",
        b"<b>x</div><i>",
        b"<table><tr><td>x",
        b"<ul><li>x",
        b"<span class=caption>x",
        b"<svg>",
    ):
        yield f"deep {tag.decode()}", HEADING + PROSE + tag * (2 * DEEPEST)
    yield "many elements", HEADING + PROSE + b"<p>x" * (MOST_ELEMENTS + 9)
    yield "attributes", HEADING + b"<div " + b" ".join(b"a%d=1" % n for n in range(30_000)) + b">" + PROSE
    yield "long attribute", HEADING + b'<div class="' + b"caption " * 100_000 + b'">' + PROSE
    yield "picture", HEADING + PROSE + b'<img src="data:image/png;base64,' + b"A" * 2_000_000 + b'">'
    yield "zero bytes", HEADING + b"\x00<p\x00>" + PROSE
    yield "controls", HEADING + PROSE + b"<p>&#1;&#0;&#xFFFE;&#xD800;&#x110000;&nope; \x01\x02 end of it all.</p>"
    yield "quotes", HEADING + b"<p>" + b'"' * 100_000 + b"</p>" + PROSE
    yield "one line", HEADING + b"<p>" + b"word, " * 200_000 + b"</p>"
    yield "white space", HEADING + b"<p>x" + b" \n" * 500_000 + b"y</p>" + PROSE
    yield "deep JSON", HEADING + b'<script type="application/ld+json">' + b'{"a":[' * 50_000 + b"</script>" + PROSE
    yield (
        "broken JSON",
        HEADING + b'<script type="application/ld+json">{"headline": "' + b"\\" * 200_000 + b"</script>" + PROSE,
    )
    yield "commas", HEADING + b'<script type="application/ld+json">{' + b", " * 200_000 + b"</script>" + PROSE
    yield "long title", b"<html><head><title>" + b"a | b - " * 100_000 + b"</title></head><body>" + PROSE
    yield "bad address", b'<html><head><link rel=canonical href="http://[::"></head><body>' + PROSE
    yield "comment", HEADING + PROSE + b"<!--" * 100_000


@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in hostile()])
def test_hostile_page(content: bytes) -> None:
    read(content)


def test_what_was_not_read_to_its_end_is_said_to_be_cut() -> None:
    draft = read(HEADING + PROSE + b"<div>" * (2 * DEEPEST))
    assert draft is not None
    assert draft.flags == {"truncated"}


# --- properties -------------------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["The dam will hold, he said.", "By Ann Lee", "3 May 2016"]
)
NAMES = st.sampled_from(["", *WORDS]).map(lambda word: f' class="{word}"' if word else "")
PIECES = TEXTS | st.builds("<{}{}>".format, st.sampled_from(TAGS), NAMES) | st.sampled_from(TAGS).map("</{}>".format)


@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    read(content)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_tags(html: str) -> None:
    read(f"<html><body><h1>Dam holds</h1>{html}".encode())


@given(st.lists(PIECES, max_size=20).map("".join))
def test_reading_twice_gives_the_same(html: str) -> None:
    content = f"<html><body><h1>Dam holds</h1><p>The dam above the valley will hold.</p>{html}".encode()
    assert as_read(content) == as_read(content)


KEYS = [
    "@type",
    "@id",
    "@graph",
    "headline",
    "author",
    "name",
    "datePublished",
    "keywords",
    "articleBody",
    "publisher",
    "url",
]
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)


@given(st.recursive(VALUES, nested, max_leaves=15))
def test_any_json_ld(document: Any) -> None:
    script = json.dumps({"@type": "NewsArticle", "mainEntity": document}).replace("</", "<\\/")
    read(HEADING + b'<script type="application/ld+json">' + script.encode() + b"</script>" + PROSE)
