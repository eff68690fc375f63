"""Formats that are known by their first bytes, and not read yet: said so, instead of read as text."""

from collections.abc import Iterator
from typing import BinaryIO

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.records import Record, Reject

FORMAT = "unsupported"
NEEDS_SEEK = False

MAGIC = {
    b"filedesc://": "ARC, which WARC replaced",
    b"\x5d\x2a\x4d\x18": "Zstandard with a dictionary of its own",
    b"%PDF-": "PDF", b"\x89PNG": "PNG picture", b"\xff\xd8\xff": "JPEG picture", b"GIF8": "GIF picture",
    b"SQLite format 3\x00": "SQLite", b"\x7fELF": "program", b"MZ": "program",
    b"{\\rtf": "RTF", b"\xd0\xcf\x11\xe0": "old Word or Excel", b"7z\xbc\xaf": "7-Zip", b"Rar!": "RAR",
}  # fmt: skip


def sniff(head: bytes, name: str) -> bool:
    return _what(head) is not None


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One reject for the whole stream."""
    what = _what(stream.read(512))
    raise Unreadable("unsupported_format", f"{name} is {what}, which has no reader yet.")
    yield  # makes this a generator, as all readers are


def _what(head: bytes) -> str | None:
    for magic, what in MAGIC.items():
        if head.startswith(magic) and not (magic == b"MZ" and b"\x00" not in head[:256]):
            return what
    return None
