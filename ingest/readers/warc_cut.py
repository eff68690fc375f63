"""WARC records cut out of a stream that only goes forward.

A record that is not followed by a line end and another record, or by the end of the stream, has a wrong length: it is set
aside, and reading goes on at the next 'WARC/1.' line. FastWARC was tried and not taken: a cut record, or one whose length
swallows its neighbours, comes out of it like any other, and garbage between records ends its reading without a word.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.headers import MOST_HEADERS, read_headers, split_head

CHUNK = 65_536
VERSION: Final = re.compile(rb"WARC/[01]\.\d{1,2}[ \t]{0,9}\r?\n")
MARK: Final = re.compile(rb"(?<=\n)" + VERSION.pattern)
BETWEEN: Final = re.compile(rb"[\r\n]{0,64}")
LONGEST_VERSION = 32


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record's named fields (names in lower case), its block, and the byte at which it starts."""

    headers: dict[str, str]
    block: bytes
    at: int

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "").lower()


class _Window:
    """The part of a stream between what is done and what was read ahead; `at` is its place in the stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast(io.BufferedReader, stream)
        self.data = bytearray()
        self.at = 0

    def fill(self, size: int) -> bool:
        """Read on until `size` bytes lie in the window; False if the stream ends before."""
        while len(self.data) < size and (piece := self._stream.read1(CHUNK)):
            self.data += piece
        return len(self.data) >= size

    def drop(self, size: int) -> None:
        del self.data[:size]
        self.at += size

    def skip(self, size: int) -> None:
        """Go `size` bytes on, or to the end of the stream, without keeping them."""
        while size > 0 and self.fill(1):
            step = min(size, len(self.data))
            self.drop(step)
            size -= step

    def seek_mark(self) -> int:
        """Go to the next version line, or to the end of the stream; the number of bytes passed over."""
        before = self.at
        while not (found := MARK.search(self.data)):
            self.drop(max(0, len(self.data) - LONGEST_VERSION))
            if not self.fill(len(self.data) + 1):
                self.drop(len(self.data))
                return self.at - before
        self.drop(found.start())
        return self.at - before


def cut(stream: BinaryIO, name: str, limits: Limits) -> Iterator[WarcRecord | Unreadable]:
    """Every record in order, or in its place why it cannot be had."""
    window = _Window(stream)
    while window.fill(1):
        window.fill(LONGEST_VERSION)
        if gap := BETWEEN.match(window.data):
            window.drop(gap.end())
        if not window.fill(1):
            break
        window.fill(LONGEST_VERSION)
        if not VERSION.match(window.data):
            at = window.at
            passed = window.seek_mark()
            yield Unreadable("damaged_record", f"{name} has {passed:,} bytes at byte {at:,} that are no WARC record.")
        else:
            yield _record(window, name, limits)


def _record(window: _Window, name: str, limits: Limits) -> WarcRecord | Unreadable:
    at = window.at
    split = _head(window)
    if split is None:
        window.seek_mark()
        return _bad(name, at, "has headers without an end")
    headers, start = read_headers(split[0]), split[1]
    length = headers.get("content-length", "")
    if not re.fullmatch(r"\d{1,15}", length, re.ASCII):
        window.seek_mark()
        return _bad(name, at, f"states no length (Content-Length: {length[:40]!r})")
    size = int(length)
    if size > limits.record_bytes:
        window.skip(start + size) if size <= limits.member_bytes else window.seek_mark()
        detail = f"The WARC record at byte {at:,} of {name} states {size:,} bytes; {limits.record_bytes:,} are allowed."
        return Unreadable("record_too_large", detail, headers.get("warc-target-uri"))
    if not _ends_well(window, start + size):
        window.seek_mark()
        return _bad(name, at, f"does not end after the {size:,} bytes that it states", headers.get("warc-target-uri"))
    record = WarcRecord(headers, bytes(window.data[start : start + size]), at)
    window.drop(start + size)
    return record


def _head(window: _Window) -> tuple[bytes, int] | None:
    while (split := split_head(window.data)) is None and len(window.data) <= MOST_HEADERS:
        if not window.fill(len(window.data) + 1):
            break
    return split


def _ends_well(window: _Window, end: int) -> bool:
    """A line end, another record, or the end of the stream follows."""
    if not window.fill(end):
        return False
    window.fill(end + 4 + LONGEST_VERSION)
    rest = window.data[end : end + 4 + LONGEST_VERSION]
    return not rest or rest.startswith((b"\r\n\r\n", b"\n\n")) or bool(VERSION.match(rest.lstrip(b"\r\n")))


def _bad(name: str, at: int, what: str, excerpt: str | None = None) -> Unreadable:
    return Unreadable("damaged_record", f"The WARC record at byte {at:,} of {name} {what}.", excerpt)
