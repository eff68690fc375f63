"""Compressed streams: gzip, bzip2, xz, Zstandard; several members or frames one after the other are one stream.

A stream that is cut or damaged is read as far as it is sound, then rejected: never taken for whole.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

import zstandard

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.members import Member
from ingest.readers.streams import Meter, forward
from ingest.records import Reject

FORMAT = "compressed"
NEEDS_SEEK = False
CHUNK = 65536
PIECE = 1 << 20
STEP = 1024  # of packed bytes for Zstandard, whose decompressor sets no bound on what one call gives: 32 MB at the most
WINDOW = 128 << 20  # bytes of memory that a stream may ask for
FAULTS = (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError, zstandard.ZstdError)
MAGIC: Final[dict[bytes, str]] = {
    b"\x1f\x8b\x08": ".gz",
    b"BZh": ".bz2",
    b"\xfd7zXZ\x00": ".xz",
    b"\x28\xb5\x2f\xfd": ".zst",
}
OPENERS: Final[dict[str, Callable[[], Any]]] = {
    ".gz": lambda: zlib.decompressobj(wbits=31),
    ".bz2": bz2.BZ2Decompressor,
    ".xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=WINDOW),
    ".zst": lambda: zstandard.ZstdDecompressor(max_window_size=WINDOW).decompressobj(),
}


def sniff(head: bytes, name: str) -> bool:
    return _kind(head) is not None


def members(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Member | Reject]:
    """The one stream inside, under the file's name without its last ending."""
    kind = _kind(stream.read(8)) or ".gz"
    stream.seek(0)
    inner = name[: -len(kind)] if name.lower().endswith(kind) else name
    yield Member(inner, forward(Meter(limits).watched(_unpacked(stream, kind, name), name)))


def _kind(head: bytes) -> str | None:
    return next((ending for magic, ending in MAGIC.items() if head.startswith(magic)), None)


def _unpacked(stream: BinaryIO, kind: str, name: str) -> Iterator[tuple[bytes, int]]:
    """(bytes, packed bytes read so far) of all members or frames in turn."""
    packed = 0
    opener, is_begun = OPENERS[kind](), False
    try:
        while data := stream.read(STEP if kind == ".zst" else CHUNK):
            packed += len(data)
            while data:
                is_begun = True
                yield from ((chunk, packed) for chunk in _pieces(opener, data, kind))
                data = b""
                if opener.eof:
                    data = _next_member(opener.unused_data, kind)
                    opener, is_begun = OPENERS[kind](), False
        if kind == ".gz" and is_begun:
            yield opener.flush(), packed
            is_begun = not opener.eof
    except FAULTS as error:
        raise Unreadable("damaged_archive", f"{name} is damaged after {packed:,} bytes: {str(error)[:100]}.") from None
    if is_begun:
        raise Unreadable("damaged_archive", f"{name} ends in the middle of its compressed data.")


def _pieces(opener: Any, data: bytes, kind: str) -> Iterator[bytes]:
    """What comes out for what is put in, PIECE bytes at a time where the decompressor allows it."""
    if kind == ".gz":
        while data and not opener.eof:
            yield opener.decompress(data, PIECE)
            data = opener.unconsumed_tail
    elif kind == ".zst":
        yield opener.decompress(data)
    else:
        yield opener.decompress(data, PIECE)
        while not opener.eof and not opener.needs_input:
            yield opener.decompress(b"", PIECE)


def _next_member(data: bytes, kind: str) -> bytes:
    """What follows a member, if it is another one; padding and garbage are left."""
    data = data.lstrip(b"\x00")
    return data if _kind(data) == kind or 0 < len(data) < 4 else b""
