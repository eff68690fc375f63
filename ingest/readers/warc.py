"""WARC, the web archives' format: pages as they were served, with the address and the time of the fetch.

Only responses that hold a page are records; requests, redirects, errors, pictures and the archive's own notes hold no article.
A record whose length is wrong costs itself: reading goes on at the next line that opens a record. `WARC-Date` is when the page
was fetched, never when it was published. gzip and Zstandard around the records are taken off before (`packed`).
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers import pages
from ingest.records import Record, Reject

FORMAT = "warc"
NEEDS_SEEK = False
OPENING: Final = re.compile(rb"WARC/[01]\.\d{1,2}\s*$")
LINE_BYTES: Final = 8192
HEADER_BYTES: Final = 65536
CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
PAGE_TYPES: Final = ("text/html", "application/xhtml+xml")
CHUNK_SIZE: Final = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


def sniff(head: bytes, name: str) -> bool:
    return head.startswith(b"WARC/")


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """Pages in the archive's order, numbered with the rejects."""
    no = 0
    for item in _Records(stream, limits):
        made = item if isinstance(item, Unreadable) else _page(item, limits)
        if made is None:
            continue
        no += 1
        if isinstance(made, Unreadable):
            yield Reject(no=no, error=made)
        else:
            fields, content = made
            yield Record(no=no, form="page", format=FORMAT, fields=fields, content=content)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One record of the archive: its headers by lower-case name, and its bytes."""

    headers: dict[str, str]
    content: bytes


class _Records:
    """Entries of an archive and what is wrong between them."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._line = b"\n"  # the line that was read last and not used yet

    def __iter__(self) -> Iterator[_Entry | Unreadable]:
        while self._line:
            if OPENING.match(self._line):
                yield self._entry()
            elif self._line.strip():
                yield self._fault("The archive holds bytes that belong to no record.", self._line)
            else:
                self._next()

    def _next(self) -> None:
        self._line = self._stream.readline(LINE_BYTES)

    def _fault(self, what: str, shown: bytes) -> Unreadable:
        """A damaged record; the archive is left at the next line that opens one."""
        while self._line and not OPENING.match(self._line):
            self._next()
        return Unreadable("damaged_record", what, shown[:200].decode("utf-8", "replace"))

    def _entry(self) -> _Entry | Unreadable:
        headers = self._headers()
        if headers is None:
            return self._fault(f"The record's header is longer than {HEADER_BYTES:,} bytes.", b"")
        address = headers.get("warc-target-uri", "").strip("<> ")
        shown = address.encode("utf-8", "replace")
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 20):
            self._next()
            return self._fault(f"The record's length is {length[:40]!r}.", shown)
        size = int(length)
        if size > self._limits.record_bytes:
            self._next()
            fault = self._fault(f"The record claims {size:,} bytes.", shown)
            return Unreadable("record_too_large", f"The record claims {size:,} bytes.", fault.excerpt)
        content = self._stream.read(size)
        self._next()
        if len(content) < size:
            return self._fault(f"The archive ends after {len(content):,} of the record's {size:,} bytes.", shown)
        if self._line.strip():
            return self._fault(f"The record does not end after its {size:,} bytes.", shown)
        return _Entry(headers, content)

    def _headers(self) -> dict[str, str] | None:
        """Headers of the record at hand by lower-case name, up to the blank line; None if there is no end of them."""
        headers: dict[str, str] = {}
        size = 0
        while (line := self._stream.readline(LINE_BYTES)).strip():
            size += len(line)
            if size > HEADER_BYTES:
                self._line = line
                return None
            name, _, value = line.decode("utf-8", "replace").partition(":")
            headers.setdefault(name.strip().lower(), value.strip())
        return headers


def _page(entry: _Entry, limits: Limits) -> tuple[dict[str, str], bytes] | Unreadable | None:
    """What is known of a page from outside of it, and its bytes; None if the entry holds no page."""
    kind = entry.headers.get("warc-type", "").lower()
    if kind not in ("response", "resource"):
        return None
    content, content_type = entry.content, entry.headers.get("content-type", "")
    if content_type.lower().startswith("application/http") or content.startswith(b"HTTP/"):
        served = _served(content, limits)
        if served is None or isinstance(served, Unreadable):
            return served
        content, content_type = served
    is_page = content_type.lower().startswith(PAGE_TYPES) or (not content_type and pages.sniff(content[:65536], ""))
    if not is_page or not content.strip():
        return None
    fields = {
        "url": entry.headers.get("warc-target-uri", "").strip("<> "),
        "fetched_at": entry.headers.get("warc-date", ""),
    }
    if charset := CHARSET.search(content_type):
        fields["charset"] = charset[1]
    if "warc-truncated" in entry.headers:
        fields["truncated"] = entry.headers["warc-truncated"]
    return {name: value for name, value in fields.items() if value}, content


def _served(message: bytes, limits: Limits) -> tuple[bytes, str] | Unreadable | None:
    """Body and content type of an HTTP answer; None for anything but 200."""
    end = re.search(rb"\r?\n\r?\n", message)
    head, body = (message[: end.start()], message[end.end() :]) if end else (message, b"")
    status, *lines = head.decode("latin-1").splitlines()
    if not re.match(r"HTTP/\d(?:\.\d)?\s+200\b", status):
        return None
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if body.startswith(b"\r\n"):  # some crawls put one blank line too many
        body = body[2:]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    body_or_fault = _unpacked(body, headers.get("content-encoding", "").lower(), limits)
    return body_or_fault if isinstance(body_or_fault, Unreadable) else (body_or_fault, headers.get("content-type", ""))


def _unchunked(body: bytes) -> bytes:
    """The body without the marks of chunked transfer; as it is if the archive took them off already."""
    parts, at = [], 0
    while size := CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length + (2 if body[size.end() + length : size.end() + length + 2] == b"\r\n" else 1)
        if not length:
            break
    return b"".join(parts) if parts else body


def _unpacked(body: bytes, encoding: str, limits: Limits) -> bytes | Unreadable:
    """The body without its content encoding; as it is if the archive took that off already."""
    if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        windows: tuple[int, ...] = (31,)
    elif encoding == "deflate":
        windows = (15, -15)
    elif encoding == "br" and not pages.sniff(body[:65536], ""):
        return Unreadable("unsupported_format", "The page is packed with Brotli, which is not read.")
    else:
        return body
    for window in windows:
        try:
            opener = zlib.decompressobj(window)
            unpacked = opener.decompress(body, limits.record_bytes)
        except zlib.error:
            continue
        if opener.unconsumed_tail:
            return Unreadable("record_too_large", f"The page unpacks to more than {limits.record_bytes:,} bytes.")
        return unpacked
    return body
