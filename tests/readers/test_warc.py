"""Web archives: what servers and crawlers do to a page on its way into a record, and what a damaged archive still gives."""

import gzip
import io
import zlib
from datetime import UTC, datetime
from itertools import pairwise

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ingest.articles.build import build
from ingest.limits import Limits
from ingest.readers import read_stream
from ingest.records import Origin, Record, Reject

PAGE = (
    "<html><head><title>Ferry returns</title></head><body><article><h1>Ferry returns</h1>"
    "<p>The ferry sails again on Monday, the port of Malmö said.</p><p>It had been away for a year.</p></article></body></html>"
).encode()
URL = "https://harbour.example/news/ferry"


def response(body: bytes = PAGE, http: bytes = b"", warc: bytes = b"", url: str = URL) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + http + b"\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-09T07:30:11Z\r\n".encode()
    return head + warc + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def read(data: bytes, name: str = "x.warc", limits: Limits | None = None) -> list[Record | Reject]:
    return list(read_stream(io.BytesIO(data), name, limits or Limits()))


def chunked(body: bytes) -> bytes:
    cut = len(body) // 2
    return b"%x\r\n%s\r\n%X;note=1\r\n%s\r\n0\r\n\r\n" % (cut, body[:cut], len(body) - cut, body[cut:])


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


CODINGS = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstandard.compress(PAGE),
    "identity": PAGE,
    "deflate, gzip": gzip.compress(zlib.compress(PAGE)),
}
SENT = [(response(body, b"Content-Encoding: %s\r\n" % coding.encode()), coding) for coding, body in CODINGS.items()]
SENT += [
    (response(zlib.compress(PAGE), b"Content-Encoding: deflate\r\n"), "deflate"),
    (response(raw_deflate(PAGE), b"Content-Encoding: deflate\r\n"), "deflate without its header"),
    (response(PAGE, b"Content-Encoding: gzip\r\n"), "unpacked by the crawler"),
    (response(PAGE, b"Content-Encoding: br\r\n"), "unpacked by the crawler, brotli"),
    (response(chunked(PAGE), b"Transfer-Encoding: chunked\r\n"), "chunked"),
    (response(PAGE, b"Transfer-Encoding: chunked\r\n"), "put together by the crawler"),
    (response(chunked(gzip.compress(PAGE)), b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"), "both"),
    (response(b"\r\n" + PAGE), "a line end too many"),
]


@pytest.mark.parametrize(("data", "sent"), SENT, ids=[sent for _, sent in SENT])
def test_the_page_is_read_as_it_was_meant(data: bytes, sent: str) -> None:
    (record,) = read(data)
    assert isinstance(record, Record)
    assert record.content == PAGE
    assert record.fields == {"url": URL, "fetched_at": "2021-03-09T07:30:11Z", "charset": "utf-8"}


CUT = [
    response(PAGE[:-40], b"Content-Length: %d\r\n" % len(PAGE)),
    response(gzip.compress(PAGE)[:-20], b"Content-Encoding: gzip\r\n"),
    response(chunked(PAGE)[:-80], b"Transfer-Encoding: chunked\r\n"),
    response(PAGE[:-40], warc=b"WARC-Truncated: time\r\n"),
    response(PAGE[:-40], warc=b"WARC-Segment-Number: 1\r\n"),
]


@pytest.mark.parametrize("data", CUT)
def test_a_page_that_was_cut_is_flagged(data: bytes) -> None:
    (record,) = read(data)
    assert isinstance(record, Record)
    assert "truncated" in build(record, Origin("d", "f")).article.integrity_flags


def test_the_day_of_the_fetch_is_kept_and_is_no_publication_date() -> None:
    (record,) = read(response())
    assert isinstance(record, Record)
    article = build(record, Origin("d", "f")).article
    assert (article.url, article.published_at, article.integrity_flags) == (URL, None, ("undated",))
    assert (article.fetched_at, article.leftovers) == (datetime(2021, 3, 9, 7, 30, 11, tzinfo=UTC), None)


BAD_CODINGS = [
    (b"Content-Encoding: zebra\r\n", b"\x01\x02\x03", "unsupported_format"),
    (b"Content-Encoding: gzip\r\n", b"\x01\x02\x03", "damaged_record"),
    (b"Content-Encoding: br\r\n", b"\xff\xff\xff\xff", "damaged_record"),
    (b"Content-Encoding: gzip\r\n", gzip.compress(bytes(1 << 20)), "record_too_large"),
    (b"Content-Encoding: br\r\n", brotli.compress(bytes(1 << 20)), "record_too_large"),
    (b"Content-Encoding: zstd\r\n", zstandard.compress(bytes(1 << 20)), "record_too_large"),
]


@pytest.mark.parametrize(("http", "body", "code"), BAD_CODINGS)
def test_a_coding_that_cannot_be_undone_costs_one_record(http: bytes, body: bytes, code: str) -> None:
    first, second = read(response(body, http) + response(), limits=Limits(record_bytes=100_000))
    assert isinstance(first, Reject)
    assert first.error.code == code
    assert isinstance(second, Record)


def test_a_record_too_large_costs_only_itself() -> None:
    data = response() + response(PAGE * 40) + response()
    kinds = [type(item) for item in read(data, limits=Limits(record_bytes=5_000))]
    assert kinds == [Record, Reject, Record]


PACKED = {
    "a member a record": gzip.compress(response()) + gzip.compress(response()),
    "one member": gzip.compress(response() + response()),
    "zstd": zstandard.compress(response()) + zstandard.compress(response()),
}


@pytest.mark.parametrize("how", PACKED)
def test_packed_archives(how: str) -> None:
    items = read(PACKED[how], "x.warc.zst" if how == "zstd" else "x.warc.gz")
    assert [type(item) for item in items] == [Record, Record]


def test_a_damaged_member_leaves_what_came_before_it() -> None:
    bad = bytearray(gzip.compress(response()))
    bad[-8] ^= 0xFF
    items = read(gzip.compress(response()) + bytes(bad) + gzip.compress(response()), "x.warc.gz")
    assert [i.error.code if isinstance(i, Reject) else "page" for i in items] == ["page", "damaged_archive"]


def test_a_dictionary_of_its_own_is_named() -> None:
    frame = b"\x5d\x2a\x4d\x18" + (4).to_bytes(4, "little") + b"dict"
    (item,) = read(frame + zstandard.compress(response()), "x.warc.zst")
    assert isinstance(item, Reject)
    assert item.error.code == "unsupported_format"
    assert "dictionary" in str(item.error)


PIECES = [response(), b"\r\n", b"WARC/1.0\r\n", b"junk\r\n", b"Content-Length: 9\r\n\r\n", b"\x00"]


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_sound_records_are_found_wherever_they_stand(pieces: list[bytes]) -> None:
    found = sum(isinstance(item, Record) for item in read(response() + b"".join(pieces)))
    assert 1 <= found <= 1 + pieces.count(response())
    if set(pieces) <= {response(), b"\r\n", b"junk\r\n", b"\x00"} and (b"\x00", response()) not in pairwise(pieces):
        assert found == 1 + pieces.count(response())
