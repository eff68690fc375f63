"""A saved web page, one article a file."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from ingest.limits import Limits
from ingest.readers import plain
from ingest.records import Record, Reject

FORMAT = "html"
NEEDS_SEEK = False
OPENING = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<!--\s*saved from url", re.I)
TAGS = re.compile(rb"</?(?:p|div|h1|article|title|meta|span|br|a|table|script)\b[^<>]{0,300}>", re.I)


def sniff(head: bytes, name: str) -> bool:
    """The words that open a page, or several tags at the start of a file that is called .htm(l) or begins with one."""
    start = head[:8192].replace(b"\x00", b"") if head[:2] in plain.UTF16_BOMS else head[:8192]
    if b"\x00" in start:
        return False
    if OPENING.search(start[:4096]):
        return True
    named = name.endswith((".html", ".htm", ".xhtml"))
    return (named or start.lstrip()[:1] == b"<") and len(TAGS.findall(start)) >= (1 if named else 3)


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One record: the whole page, undecoded."""
    yield Record(no=1, form="page", format=FORMAT, content=plain.read_whole(stream, name, limits))
