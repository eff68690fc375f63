"""Streams for members of archives: read forward, in bounded memory, under limits, with just enough way back to be recognised."""

import io
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from ingest.errors import Unreadable
from ingest.limits import MIB, RATIO_FROM, Limits

KEPT = 4 * MIB  # as far as a reader may go back to the start
SPOOL = 8 * MIB  # a member up to this size is held in memory where it has to be seekable


class Rewindable(io.RawIOBase):
    """A forward stream over chunks of bytes that can go back as long as no more than KEPT bytes were read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._kept: bytearray | None = bytearray()
        self._pending = b""  # read from the chunks, not yet handed on
        self._position = 0
        self.fault: Unreadable | None = None  # what ended the chunks before their time

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._again(len(buffer)) or self._onward(len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def _again(self, size: int) -> bytes:
        return bytes(self._kept[self._position : self._position + size]) if self._kept is not None else b""

    def _onward(self, size: int) -> bytes:
        if not self._pending:
            try:
                self._pending = next((chunk for chunk in self._chunks if chunk), b"")
            except Unreadable as fault:
                self.fault = fault  # told by check_end, so that what came before is not lost with it
        data, self._pending = self._pending[:size], self._pending[size:]
        if self._kept is not None:
            self._kept += data
            if len(self._kept) > KEPT:
                self._kept = None
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        target = self._position + offset if whence == io.SEEK_CUR else offset
        if whence == io.SEEK_END or (target != self._position and (self._kept is None or target > len(self._kept))):
            raise io.UnsupportedOperation("this stream only goes forward")
        self._position = target
        return target

    def tell(self) -> int:
        return self._position


def forward(chunks: Iterator[bytes]) -> BinaryIO:
    """A stream over chunks, buffered, with the way back of Rewindable."""
    return cast(BinaryIO, io.BufferedReader(Rewindable(chunks), 65536))


def check_end(stream: BinaryIO) -> None:
    """Raises the Unreadable that cut a stream short, if one did: what was read last is not whole then."""
    raw = getattr(stream, "raw", None)
    if isinstance(raw, Rewindable) and raw.fault:
        raise raw.fault


def seekable(stream: BinaryIO) -> BinaryIO:
    """The rest of a stream in a temporary file, at its start, for readers that have to jump (zip, Parquet, DOCX)."""
    spooled = cast(BinaryIO, tempfile.SpooledTemporaryFile(SPOOL))
    while chunk := stream.read(MIB):
        spooled.write(chunk)
    check_end(stream)
    spooled.seek(0)
    return spooled


class Meter:
    """Counts what an archive unpacks to, and raises Unreadable('archive_limit') once that is more than is allowed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._total = 0

    def watched(self, chunks: Iterator[tuple[bytes, int]], name: str) -> Iterator[bytes]:
        """The chunks of one member; each comes with the number of packed bytes that were read for the member so far."""
        size = 0
        for chunk, packed in chunks:
            size += len(chunk)
            self._total += len(chunk)
            if size > self._limits.member_bytes or self._total > self._limits.dump_bytes:
                raise Unreadable("archive_limit", f"{name} unpacks to more than {self._limits.member_bytes:,} bytes.")
            if size > RATIO_FROM and size > self._limits.ratio * max(1, packed):
                raise Unreadable("archive_limit", f"{name} unpacks to over {self._limits.ratio} times its packed size.")
            yield chunk
