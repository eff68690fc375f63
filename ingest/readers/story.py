"""CNN and Daily Mail `.story` files: one article, then '@highlight' lines, each followed by one key point.

The Daily Mail's opening is a run of labels between lone full stops: 'By . Jane Doe . PUBLISHED: . 12:04 EST, 3 March 2013 .'
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from ingest.articles.clean import decode
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.records import Record, Reject

FORMAT = "story"
NEEDS_SEEK = False

HIGHLIGHT = re.compile(r"^@highlight[ \t]*$", re.M)
LABELS = {"By": "byline", "PUBLISHED:": "published", "UPDATED:": "updated"}
OPENS = re.compile(r"(?:By|PUBLISHED:|UPDATED:|\||\.)(?: \.|$)")
STOP = re.compile(r" \.(?: |$)|^\.(?: |$)")
FURNITURE = re.compile(r"scroll down for videos?\.?", re.I)


def sniff(head: bytes, name: str) -> bool:
    return (name.endswith(".story") and b"\x00" not in head) or b"\n@highlight\n" in head.replace(b"\r\n", b"\n")


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One record: the whole stream."""
    content = stream.read(limits.record_bytes + 1)
    if len(content) > limits.record_bytes:
        raise Unreadable("record_too_large", f"{name} has more than {limits.record_bytes:,} bytes in one story.")
    story, *points = HIGHLIGHT.split(decode(content))
    fields: dict[str, Any] = {"highlights": [point.strip() for point in points if point.strip()]}
    lines = [line.strip() for line in story.split("\n") if line.strip()]
    fields["body"] = [line for line in _opened(lines, fields) if not FURNITURE.fullmatch(line)]
    yield Record(no=1, form="fields", format=FORMAT, fields=fields)


def _opened(lines: list[str], fields: dict[str, Any]) -> Iterator[str]:
    """The lines after the opening; what its labels say goes into `fields`."""
    label: str | None = None
    is_open = True
    for line in lines:
        is_open = is_open and bool(label or OPENS.match(line))
        for part in STOP.split(line) if is_open else [line]:
            part = part.strip()
            if is_open and part in LABELS:
                label = LABELS[part]
            elif label and part:
                fields.setdefault(label, part)
                label = None
            elif part and part != "|":
                yield part
