"""Dump formats: bytes in, records and rejects out, one at a time, in bounded memory.

A format is one module with three names, found by content first and name second, and one line in READERS:

    FORMAT                         short name, stored with the dump
    sniff(head, name) -> bool      does a stream that starts with `head` (64 KiB) and is called `name` hold this format?
    read(stream, name, limits)     generator of Record and Reject; `no` counts from 1 within this stream

The first reader that says yes is taken, so the strictest come first and plain text, which takes anything legible, last.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Protocol

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers import jsonl, pages, plain, unsupported, zipped
from ingest.records import Record, Reject

HEAD_BYTES = 65536


class Reader(Protocol):
    """What a format's module offers."""

    FORMAT: str

    def sniff(self, head: bytes, name: str) -> bool: ...

    def read(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]: ...


READERS: tuple[Reader, ...] = (zipped, unsupported, jsonl, pages, plain)


def choose(stream: BinaryIO, name: str) -> Reader:
    """The reader for a stream, which is left at its start. Raises Unreadable if nothing can read it."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    for reader in READERS:
        if reader.sniff(head, name.lower()):
            return reader
    raise Unreadable("binary_content", f"{name} is neither text nor a format that is known by its first bytes.")


def read_stream(stream: BinaryIO, name: str, limits: Limits, depth: int = 0) -> Iterator[Record | Reject]:
    """Records and rejects of one stream, containers opened, numbered from 1 throughout.

    A fault of the whole stream comes as a Reject too, after what could be read before it.
    """
    for no, item in enumerate(_read(stream, name, limits, depth), 1):
        yield replace(item, no=no)


def _read(stream: BinaryIO, name: str, limits: Limits, depth: int) -> Iterator[Record | Reject]:
    try:
        reader = choose(stream, name)
        if reader is not zipped:
            yield from reader.read(stream, name, limits)
            return
        if depth >= limits.depth:
            raise Unreadable("archive_limit", f"{name} lies more than {limits.depth} archives deep.")
        for member in zipped.members(stream, name, limits):
            if isinstance(member, Reject):
                yield member
                continue
            for item in read_stream(member.stream, member.name, limits, depth + 1):
                yield replace(item, member=f"{member.name}/{item.member}" if item.member else member.name)
    except Unreadable as error:
        yield Reject(no=0, error=error)
    except (OSError, EOFError) as error:
        yield Reject(no=0, error=Unreadable("unreadable_file", f"{name}: {error}."))


def read_dump(path: Path, limits: Limits) -> Iterator[Record | Reject]:
    """Records and rejects of one file of the landing folder. The file is opened for reading and never changed."""
    try:
        stream = path.open("rb")
    except OSError as error:
        yield Reject(no=1, error=Unreadable("unreadable_file", f"{path.name}: {error.strerror}."))
        return
    with stream:
        yield from read_stream(stream, path.name, limits)


def format_of(path: Path) -> str | None:
    """Name of the format that the file's first bytes show, or None."""
    try:
        with path.open("rb") as stream:
            return choose(stream, path.name).FORMAT
    except (Unreadable, OSError):
        return None
