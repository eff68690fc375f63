"""Readers: each file of cases/ beside the records and rejects it must give."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.limits import Limits
from ingest.readers import READERS, read_dump, read_stream
from ingest.readers.json_cut import Cutter
from ingest.records import Record, Reject

CASES = Path(__file__).parent / "cases"
FILES = sorted(p for p in CASES.iterdir() if not p.name.endswith(".expected.json"))


def shown(item: Record | Reject) -> dict[str, Any]:
    if isinstance(item, Reject):
        return {"reject": item.error.code}
    shown = {"fields": item.fields} if item.fields else {}
    return shown if item.form == "fields" else {"form": item.form} | shown


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_case(path: Path) -> None:
    items = list(read_dump(path, Limits()))
    assert [shown(i) for i in items] == json.loads(path.with_name(path.name + ".expected.json").read_text())
    assert [i.no for i in items] == list(range(1, len(items) + 1))


def test_a_text_is_divided_at_its_separators_and_nowhere_else() -> None:
    texts = [
        f"Fog, day {n}\n\nFog lay on the quay. Nobody left before noon, said {w}.\n".encode()
        for n, w in ((1, "Ada"), (2, "Tom"))
    ]
    for line in (b"=====\n", b"\x0c", b" ------- \r\n", b"*****\n", b"#######\n", b"_____\n"):
        items = list(read_stream(io.BytesIO(line.join(texts)), "x.txt", Limits()))
        assert [i.content.strip() for i in items if isinstance(i, Record)] == [text.strip() for text in texts]
    for line in (b"\n", b"====\n", b"== = ==\n", b"- - - -\n", b"=====x\n"):
        whole = line.join(texts)
        assert [i.content for i in read_stream(io.BytesIO(whole), "x.txt", Limits()) if isinstance(i, Record)] == [
            whole
        ]


@pytest.mark.parametrize(
    "fragment", [b"=", b"\x0c", b"-----\n", b"A \n*****\n", b"AB ", b" date ", b". ", b"\n"], ids=repr
)
def test_a_megabyte_of_separators_is_read(fragment: bytes) -> None:
    assert list(read_stream(io.BytesIO(b"Words. " + fragment * (1_000_000 // len(fragment))), "x.txt", Limits()))


def test_every_reader_has_a_name_of_its_own() -> None:
    assert len({r.FORMAT for r in READERS}) == len(READERS)


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            "x",
            "x.jsonl",
            "x.json",
            "x.html",
            "x.zip",
            "x.csv",
            "x.tsv",
            "x.warc",
            "x.eml",
            "x.mht",
            "x.mbox",
            "x.docx",
            "x.story",
        ]
    ),
)
def test_any_bytes_are_accounted_for(data: bytes, name: str) -> None:
    for item in read_stream(io.BytesIO(data), name, Limits()):
        assert isinstance(item, (Record, Reject))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda kids: st.lists(kids, max_size=4) | st.dictionaries(st.text(max_size=4), kids, max_size=4),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=6), st.integers(1, 9))
def test_values_are_cut_at_their_brackets_however_the_chunks_fall(values: list[Any], size: int) -> None:
    inside = json.dumps(values).encode()[1:]  # the reader takes the opening bracket itself
    cutter = Cutter()
    cut = [piece for n in range(0, len(inside), size) for piece in cutter.feed(inside[n : n + size])]
    assert [json.loads(piece) for piece in cut] == values
    assert cutter.is_over
    assert cutter.rest() == b""


def test_a_record_too_large_costs_only_itself() -> None:
    data = b'{"title": "One"}\n{"title": "' + b"x" * 5000 + b'"}\n{"title": "Three"}\n'
    items = list(read_stream(io.BytesIO(data), "x.jsonl", Limits(record_bytes=1000)))
    assert [shown(i) for i in items] == [
        {"fields": {"title": "One"}},
        {"reject": "record_too_large"},
        {"fields": {"title": "Three"}},
    ]


# --- zip: archives are made here, since their dirt is in their headers --------------------------------------------------------


def archive(*members: tuple[str | zipfile.ZipInfo, bytes], kind: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as made:
        for name, data in members:
            made.writestr(name, data)
    out.seek(0)
    return out


def read_zip(stream: io.BytesIO, limits: Limits | None = None) -> list[tuple[str | None, str]]:
    """(member, what it gave) of every item."""
    return [
        (i.member, i.error.code if isinstance(i, Reject) else i.form)
        for i in read_stream(stream, "x.zip", limits or Limits())
    ]


def test_members_are_read_by_their_own_content() -> None:
    stream = archive(
        ("a/one.txt", b"Words."), ("two.jsonl", b'{"title": "One"}\n{"title": "Two"}'), ("three.html", b"<html><body>")
    )
    assert read_zip(stream) == [
        ("a/one.txt", "text"),
        ("two.jsonl", "fields"),
        ("two.jsonl", "fields"),
        ("three.html", "page"),
    ]


def test_two_members_of_one_name_are_both_read() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        stream = archive(("one.txt", b"First."), ("one.txt", b"Second."))
    assert [i.content for i in read_stream(stream, "x.zip", Limits()) if isinstance(i, Record)] == [
        b"First.",
        b"Second.",
    ]


def test_an_archive_in_an_archive() -> None:
    inner = archive(("one.txt", b"Words.")).getvalue()
    assert read_zip(archive(("inner.zip", inner))) == [("inner.zip/one.txt", "text")]
    for depth in range(4):
        inner = archive((f"{depth}.zip", inner)).getvalue()
    assert [code for _, code in read_zip(io.BytesIO(inner))] == ["archive_limit"]


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_a_member_that_points_outside_is_refused(name: str) -> None:
    assert read_zip(archive((name, b"Words."), ("good.txt", b"Words."))) == [
        (name.replace("\\", "\\"), "unsafe_member"),
        ("good.txt", "text"),
    ]


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    assert read_zip(archive((link, b"/etc/passwd"))) == [("link.txt", "unsafe_member")]


def test_bombs_are_refused() -> None:
    big = b"words " * (6 << 20)
    assert read_zip(archive(("bomb.txt", big), ("good.txt", b"Words."))) == [
        ("bomb.txt", "archive_limit"),
        ("good.txt", "text"),
    ]
    assert read_zip(archive(("a.txt", b"x" * 2000)), Limits(dump_bytes=1000)) == [(None, "archive_limit")]
    assert read_zip(archive(*((f"{n}.txt", b"x") for n in range(11))), Limits(members=10)) == [(None, "archive_limit")]


def test_a_damaged_member_costs_only_itself() -> None:
    stream = archive(("bad.txt", b"Words that will be damaged."), ("good.txt", b"Words."), kind=zipfile.ZIP_STORED)
    data = stream.getvalue().replace(b"will be damaged", b"have been harmed")
    assert read_zip(io.BytesIO(data)) == [("bad.txt", "damaged_archive"), ("good.txt", "text")]


# --- compressed streams and tar ---------------------------------------------------------------------------------------------

LINES = b"".join(b'{"title": "Number %d"}\n' % n for n in range(2000))
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}


def titles(data: bytes, name: str, limits: Limits | None = None) -> list[str]:
    items = list(read_stream(io.BytesIO(data), name, limits or Limits()))
    return [i.error.code if isinstance(i, Reject) else i.fields["title"] for i in items]


@pytest.mark.parametrize("ending", PACKERS)
def test_a_compressed_stream_is_read_through(ending: str) -> None:
    whole = [f"Number {n}" for n in range(2000)]
    pack = PACKERS[ending]
    assert titles(pack(LINES), "dump.jsonl" + ending) == whole
    assert titles(pack(LINES), "called_otherwise.txt") == whole
    assert titles(pack(LINES[:220]) + pack(LINES[220:]), "members.jsonl" + ending) == whole


@pytest.mark.parametrize("ending", PACKERS)
def test_a_cut_stream_is_never_taken_for_whole(ending: str) -> None:
    data = PACKERS[ending](LINES)
    for size in (len(data) // 2, len(data) - 3):
        got = titles(data[:size], "cut.jsonl" + ending)
        assert got[-1] == "damaged_archive"
        assert len(got) <= 2001


@pytest.mark.parametrize("ending", PACKERS)
def test_a_compressed_bomb_is_refused(ending: str) -> None:
    assert titles(PACKERS[ending](b"words " * (12 << 20)), "bomb.txt" + ending) == ["archive_limit"]


def test_a_wrong_checksum_is_noticed() -> None:
    data = bytearray(gzip.compress(LINES))
    data[-6] ^= 0xFF
    assert titles(bytes(data), "x.jsonl.gz")[-1] == "damaged_archive"


def tar(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for info, data in members:
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return out.getvalue()


def tar_member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def test_tar_members_are_read_and_what_is_no_file_is_refused() -> None:
    data = tar(
        (tar_member("a/one.txt"), b"Words."),
        (tar_member("link.txt", tarfile.SYMTYPE, "/etc/passwd"), b""),
        (tar_member("hard.txt", tarfile.LNKTYPE, "/etc/passwd"), b""),
        (tar_member("pipe", tarfile.FIFOTYPE), b""),
        (tar_member("../out.txt"), b"Words."),
        (tar_member("folder", tarfile.DIRTYPE), b""),
        (tar_member("._one.txt"), b"junk"),
        (tar_member("inner.zip"), archive(("two.txt", b"Words.")).getvalue()),
    )
    wanted = [
        ("a/one.txt", "text"), ("link.txt", "unsafe_member"), ("hard.txt", "unsafe_member"), ("pipe", "unsafe_member"),
        ("../out.txt", "unsafe_member"), ("inner.zip/two.txt", "text"),
    ]  # fmt: skip
    assert read_zip(io.BytesIO(data)) == wanted
    assert read_zip(io.BytesIO(gzip.compress(data))) == wanted


def test_a_cut_tar_keeps_what_came_before() -> None:
    data = tar((tar_member("one.txt"), b"Words."), (tar_member("two.txt"), b"More words. " * 500))
    assert read_zip(io.BytesIO(data[: 512 * 5]))[:2] == [("one.txt", "text"), ("two.txt", "damaged_archive")]


def test_a_tar_header_that_claims_a_terabyte_ends_where_the_file_ends() -> None:
    info = tarfile.TarInfo("huge.txt")
    info.size = 1 << 40
    data = info.tobuf(tarfile.GNU_FORMAT) + b"A few words."
    assert {code for _, code in read_zip(io.BytesIO(data))} == {"damaged_archive"}


def test_a_file_behind_a_link_is_refused() -> None:
    link = tarfile.TarInfo("d")
    link.type, link.linkname = tarfile.SYMTYPE, "/tmp"
    data = tar((tar_member("one.txt"), b"Words."), (link, b""), (tar_member("d/two.txt"), b"More words."))
    assert read_zip(io.BytesIO(data)) == [("one.txt", "text"), ("d", "unsafe_member"), ("d/two.txt", "unsafe_member")]


def test_a_page_of_a_crawl_brings_what_its_server_and_its_crawler_said() -> None:
    records = [i for i in read_dump(CASES / "crawl.warc", Limits()) if isinstance(i, Record)]
    served = {"url": "https://post.example/1", "fetched_at": "2025-03-04T10:00:00Z", "charset": "iso-8859-1"}
    assert records[0].fields == served
    assert records[1].fields["truncated"] == "length"
    assert [r.content for r in records] == [page_about(word) for word in ("One", "Two", "Three", "Four", "Five")]


def page_about(word: str) -> bytes:
    return f"<html><body><h1>{word}</h1><p>Words of {word}.</p></body></html>".encode()


def test_a_stream_cut_short_gives_its_whole_records_and_no_half_one() -> None:
    lines = "".join(json.dumps({"title": str(i), "text": f"Words {i} {i * 7919 % 1000}"}) + "\n" for i in range(500))
    packed = gzip.compress(lines.encode(), mtime=0)
    items = list(read_stream(io.BytesIO(packed[: len(packed) // 2]), "x.jsonl.gz", Limits()))
    records = [i.fields["title"] for i in items if isinstance(i, Record)]
    assert records == [str(n) for n in range(len(records))] and 100 < len(records) < 400
    assert [i.error.code for i in items if isinstance(i, Reject)][-1] == "damaged_archive"
    for name in ("x.txt.gz", "x.csv.gz"):
        table = gzip.compress(b"title,text\nOne,Words that go on" + bytes(range(32, 127)) * 40, mtime=0)
        cut = list(read_stream(io.BytesIO(table[:-30]), name, Limits()))
        assert [type(i) for i in cut] == [Reject]


def test_rows_of_a_parquet_file_keep_their_types() -> None:
    rows = [i.fields for i in read_dump(CASES.parent / "binary" / "rows.parquet", Limits()) if isinstance(i, Record)]
    assert rows == [
        {"title": "Fog", "text": "It lay on the quay.", "tags": ["fog"], "date": date(2025, 3, 4)},
        {"title": "Ferry", "text": "It stayed in."},
    ]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), min_size=1, max_size=6)
)
def test_a_damaged_dump_is_accounted_for(path: Path, edits: list[tuple[int, bytes]]) -> None:
    data = bytearray(path.read_bytes()[:20_000])
    for at, written in edits:
        place = at % (len(data) + 1)
        data[place : place + len(written) // 2] = written
    for item in read_stream(io.BytesIO(bytes(data)), path.name, Limits()):
        assert isinstance(item, (Record, Reject))
