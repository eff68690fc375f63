"""Readers: each file of cases/ beside the records and rejects it must give."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
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
    return {"fields": item.fields} if item.form == "fields" else {"form": item.form}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_case(path: Path) -> None:
    items = list(read_dump(path, Limits()))
    assert [shown(i) for i in items] == json.loads(path.with_name(path.name + ".expected.json").read_text())
    assert [i.no for i in items] == list(range(1, len(items) + 1))


def test_every_reader_has_a_name_of_its_own() -> None:
    assert len({r.FORMAT for r in READERS}) == len(READERS)


@given(st.binary(max_size=400), st.sampled_from(["x", "x.jsonl", "x.json", "x.html", "x.zip", "x.csv"]))
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
    big = bytes(40 << 20)
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
