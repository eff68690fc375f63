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
        self._fault: Unreadable | None = None
        self._position = 0

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
            self._pending = self._next_chunk()
        data, self._pending = self._pending[:size], self._pending[size:]
        if self._kept is not None:
            self._kept += data
            if len(self._kept) > KEPT:
                self._kept = None
        return data

    def _next_chunk(self) -> bytes:
        """The next chunk; a damaged end is damaged each time that it is reached, and never looks like a sound one."""
        if self._fault:
            raise self._fault
        try:
            return next((chunk for chunk in self._chunks if chunk), b"")
        except Unreadable as error:
            self._fault = error
            raise

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


def start_of(stream: BinaryIO, size: int) -> bytes:
    """The first `size` bytes from here, or what is sound of them: a fault shows when the reader comes to it. Goes back after it."""
    at, start = stream.tell(), bytearray()
    try:
        while len(start) < size and (piece := cast(io.BufferedReader, stream).read1(size - len(start))):
            start += piece
    except Unreadable:
        if not start:
            raise
    stream.seek(at)
    return bytes(start)


def seekable(stream: BinaryIO) -> BinaryIO:
    """The rest of a stream in a temporary file, at its start, for readers that have to jump (zip, Parquet, DOCX)."""
    spooled = cast(BinaryIO, tempfile.SpooledTemporaryFile(SPOOL))
    while chunk := stream.read(MIB):
        spooled.write(chunk)
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
