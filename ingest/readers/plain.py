"""Plain text, one article a file, or several between clear separators. Last of all readers: takes whatever is legible."""

from collections.abc import Iterator
from typing import BinaryIO

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.parts import divide
from ingest.readers.streams import check_end
from ingest.records import Record, Reject

FORMAT = "text"
NEEDS_SEEK = False
CONTROLS = bytes(b for b in range(32) if b not in (7, 8, 9, 10, 11, 12, 13, 27)) + b"\x7f"
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


def sniff(head: bytes, name: str) -> bool:
    """Few control bytes; UTF-16 and UTF-32 only with their byte order mark."""
    if head.startswith((*UTF16_BOMS, b"\x00\x00\xfe\xff")):
        return True
    return b"\x00" not in head and len(head) - len(head.translate(None, CONTROLS)) <= len(head) // 50


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """A record for each article, undecoded."""
    for no, article in enumerate(divide(read_whole(stream, name, limits)), 1):
        yield Record(no=no, form="text", format=FORMAT, content=article)


def read_whole(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """All bytes of a stream that holds one record. Raises Unreadable('record_too_large')."""
    content = stream.read(limits.record_bytes + 1)
    if len(content) > limits.record_bytes:
        raise Unreadable(
            "record_too_large", f"{name} has more than {limits.record_bytes:,} bytes in one text.", _start(content)
        )
    check_end(stream)
    return content


def _start(content: bytes) -> str:
    return content[:200].decode("utf-8", "replace")
