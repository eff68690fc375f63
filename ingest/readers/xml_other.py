"""XML that is none of the formats known here: said so, with the name of its root, instead of read as text."""

from collections.abc import Iterator
from typing import BinaryIO

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.xml_tree import content_of, parse, root_name
from ingest.records import Record, Reject

FORMAT = "xml"
NEEDS_SEEK = False


def sniff(head: bytes, name: str) -> bool:
    opens = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"<?xml" or name.endswith(".xml")
    return opens and (root_name(head) or "").lower() not in ("html", "xhtml")


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One reject for the whole document, for its faults if it has any."""
    head = stream.read(65536)
    stream.seek(0)
    parse(content_of(stream, name, limits), name)
    raise Unreadable("unsupported_format", f"{name} is XML with the root <{root_name(head)}>, which no reader knows.")
    yield  # makes this a generator, as all readers are
