"""Dump formats: bytes in, records and rejects out, one at a time, in bounded memory.

A format is one module with four names, found by content first and name second, and one line in READERS:

    FORMAT                         short name, stored with the dump
    NEEDS_SEEK                     whether it has to jump about in its stream (members of archives only go forward)
    sniff(head, name) -> bool      does a stream that starts with `head` (64 KiB) and is called `name` hold this format?
    read(stream, name, limits)     generator of Record and Reject; `no` counts from 1 within this stream

The first reader that says yes is taken, so the strictest come first and plain text, which takes anything legible, last.
A container has `members(stream, name, limits)` instead of `read`, and a line in CONTAINERS.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers import (
    docx,
    factiva,
    feeds,
    jsonl,
    lexisnexis,
    mail,
    mhtml,
    newsml,
    nitf,
    packed,
    pages,
    parquet,
    plain,
    reuters_sgml,
    story,
    tables,
    tarred,
    telegraph,
    unsupported,
    warc,
    xml_other,
    zipped,
)
from ingest.readers.members import Member
from ingest.readers.streams import check_end, seekable
from ingest.records import Record, Reject

HEAD_BYTES = 65536


class Format(Protocol):
    """What every format's module offers."""

    FORMAT: str
    NEEDS_SEEK: bool

    def sniff(self, head: bytes, name: str) -> bool: ...


class Reader(Format, Protocol):
    """A format of records."""

    def read(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]: ...


class Container(Format, Protocol):
    """A format of files."""

    def members(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Member | Reject]: ...


F = TypeVar("F", bound=Format)

CONTAINERS: tuple[Container, ...] = (zipped, tarred, packed)
READERS: tuple[Reader, ...] = (
    warc,
    telegraph,
    parquet,
    docx,
    mhtml,
    mail,
    unsupported,
    jsonl,
    feeds,
    nitf,
    newsml,
    reuters_sgml,
    xml_other,
    lexisnexis,
    factiva,
    pages,
    story,
    tables,
    plain,
)


def read_stream(stream: BinaryIO, name: str, limits: Limits, depth: int = 0) -> Iterator[Record | Reject]:
    """Records and rejects of one stream, containers opened, numbered from 1 throughout.

    A fault of the whole stream comes as a Reject too, after what could be read before it.
    """
    for no, item in enumerate(_read(stream, name, limits, depth), 1):
        yield replace(item, no=no)


def _read(stream: BinaryIO, name: str, limits: Limits, depth: int) -> Iterator[Record | Reject]:
    try:
        head = _head(stream)
        if container := _first(CONTAINERS, head, name):
            if depth >= limits.depth:
                raise Unreadable("archive_limit", f"{name} lies more than {limits.depth} archives deep.")
            yield from _opened(container, stream, name, limits, depth)
        elif reader := _first(READERS, head, name):
            fit = seekable(stream) if reader.NEEDS_SEEK and depth else stream
            yield from reader.read(fit, name, limits)
            check_end(stream)
        else:
            raise Unreadable("binary_content", f"{name} is neither text nor a format that is known by its first bytes.")
    except Unreadable as error:
        yield Reject(no=0, error=error)
    except (OSError, EOFError) as error:
        yield Reject(no=0, error=Unreadable("unreadable_file", f"{name}: {error}."))


def _opened(container: Container, stream: BinaryIO, name: str, limits: Limits, depth: int) -> Iterator[Record | Reject]:
    """Items of all members. A compressed stream is no folder: its one member adds nothing to the path."""
    fit = seekable(stream) if container.NEEDS_SEEK and depth else stream
    for member in container.members(fit, name, limits):
        if isinstance(member, Reject):
            yield member
            continue
        for item in read_stream(member.stream, member.name, limits, depth + 1):
            path = "" if container is packed else member.name
            yield replace(item, member="/".join(p for p in (path, item.member) if p) or None)


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return head


def _first(formats: tuple[F, ...], head: bytes, name: str) -> F | None:
    return next((f for f in formats if f.sniff(head, name.lower())), None)


def read_dump(path: Path, limits: Limits) -> Iterator[Record | Reject]:
    """Records and rejects of one file of the landing folder. The file is opened for reading and never changed."""
    try:
        stream = path.open("rb")
    except OSError as error:
        yield Reject(no=1, error=Unreadable("unreadable_file", f"{path.name}: {error.strerror}."))
        return
    with stream:
        is_empty = True
        for item in read_stream(stream, path.name, limits):
            is_empty = False
            yield item
        if is_empty:
            yield Reject(no=1, error=Unreadable("no_records", f"{path.name} holds no record."))


def format_of(path: Path) -> str | None:
    """Name of the format that the file's first bytes show, or None."""
    try:
        with path.open("rb") as stream:
            head = _head(stream)
    except OSError:
        return None
    found = _first(CONTAINERS, head, path.name) or _first(READERS, head, path.name)
    return found.FORMAT if found else None
