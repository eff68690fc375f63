"""Messages, saved pages and documents: what becomes of them as articles, and that no message is too deep or too odd to be read."""

import gzip
import io
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.articles.build import Parsed, build
from ingest.limits import Limits
from ingest.readers import read_dump, read_stream
from ingest.readers.mime import parse_message, words
from ingest.records import Origin, Record, Reject
from tests.readers.test_readers import CASES


def article(name: str) -> Parsed:
    (item,) = read_dump(CASES / name, Limits())
    assert isinstance(item, Record)
    return build(item, Origin("d", "f"))


def test_a_message_is_an_article() -> None:
    parsed = article("plain.eml")
    told = parsed.article
    assert (told.headline, told.authors, told.byline) == ("Ferry returns", ("Ann Lee",), None)
    assert (str(told.published_on), told.published_precision, told.published_basis) == ("2021-03-09", "second", "field")
    assert len(parsed.body) == 3


def test_a_newsletter_is_read_as_a_page() -> None:
    parsed = article("newsletter_in_parts.eml")
    assert parsed.article.headline == "The morning briefing"
    assert parsed.body[-1] == "The ferry sails again on Monday, the port said."
    assert "<" not in parsed.article.text


def test_a_saved_page_is_dated_by_nothing_but_itself() -> None:
    told = article("saved_by_a_browser.mhtml").article
    assert (told.headline, told.url) == ("Ferry returns", "https://harbour.example/news/ferry")
    assert told.published_at is None
    assert told.fetched_at == datetime(2021, 3, 9, 7, 30, 11, tzinfo=UTC)


WORDS = {
    "plain": "plain",
    "=?utf-8?q?F=C3=A4hre?=": "Fähre",
    "=?utf-8?q?F=C3?= =?utf-8?q?=A4hre_kommt?=": "Fähre kommt",
    "=?iso-8859-1?Q?caf=E9?= au =?utf-8?b?bGFpdA?=": "café au lait",
    "=?windows-1252?Q?Town’s_ferry?=": "Town’s ferry",
    "=?x-odd?Q?F=E4hre?=": "Fähre",
    "=?unicode_escape?Q?=5Cx41?=": "\\x41",
    "=?utf-8?b??= =?utf-8?": "=?utf-8?",
    "Fähre": "Fähre",
}


@pytest.mark.parametrize("value", WORDS)
def test_words_of_a_header(value: str) -> None:
    assert words(value) == WORDS[value]


HOSTILE = {
    "nested parts": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20_000)),
    "one boundary": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 200_000,
    "forwarded forever": b"Content-Type: message/rfc822\n\n" * 40_000,
    "parameters": b"Content-Type: multipart/mixed" + b'; a="' * 200_000 + b"\n\nWords.",
    "encoded words": b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\n\nWords.",
    "addresses": b"From: " + b"(<" * 100_000 + b"\n\nWords.",
    "lines": b"Subject: a\n\n" + b"\n" * 2_000_000,
    "envelopes": b"From - Tue Mar  9 07:30:11 2021\nSubject: a\n\n" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_takes_no_longer(name: str) -> None:
    start = time.perf_counter()
    items = list(read_stream(io.BytesIO(HOSTILE[name]), "x.eml", Limits()))
    assert items
    assert time.perf_counter() - start < 5


def test_a_cut_message_is_never_taken_for_whole() -> None:
    data = gzip.compress((CASES / "several.mbox").read_bytes(), mtime=0)[:-4]
    items = list(read_stream(io.BytesIO(data), "several.mbox.gz", Limits()))
    assert [type(item) for item in items] == [Record, Record, Reject]


TOKENS = [b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/html\n", b"\n", b"--b\n", b"--b--", b"\xff",
          b"Content-Transfer-Encoding: base64\n", b"From a Tue Mar 09 2021 aaaa\n", b"Date: Tue, 99 Foo 99999\n"]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=12))
def test_any_message_is_accounted_for(tokens: list[bytes]) -> None:
    data = b"".join(tokens)
    parse_message(data)
    for item in read_stream(io.BytesIO(b"Subject: a\n" + data), "x.eml", Limits()):
        assert isinstance(item, (Record, Reject))
