"""Pages that a browser saved as one file (MHTML, .mht): the page among its pictures, and the address it came from."""

from collections.abc import Iterator
from typing import BinaryIO

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers import plain
from ingest.readers.headers import media_type, parameter, read_headers, split_head
from ingest.readers.mime import Part, parse_message, stamp
from ingest.records import Record, Reject

FORMAT = "mhtml"
NEEDS_SEEK = False


def sniff(head: bytes, name: str) -> bool:
    """Related parts at the top that a browser says it saved, or that are called .mht(ml)."""
    split = split_head(head.lstrip())
    headers = read_headers(split[0]) if split else {}
    if name.endswith((".mht", ".mhtml")):
        return "mime-version" in headers or "content-type" in headers
    is_saved = "snapshot-content-location" in headers or headers.get("from", "").lower().lstrip('<"').startswith(
        "saved by"
    )
    return is_saved and media_type(headers) == "multipart/related"


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One record: the page, undecoded. `Date` says when it was saved, which dates no article."""
    message = parse_message(plain.read_whole(stream, name, limits).lstrip())
    page = _root(message)
    if page is None:
        raise Unreadable("not_an_article", f"{name} has no page among its parts.")
    url = message.headers.get("snapshot-content-location") or page.headers.get("content-location") or ""
    known = {
        "url": url if url.lower().startswith(("http://", "https://")) else None,
        "charset": parameter(page.headers.get("content-type", ""), "charset"),
        "fetched_at": stamp(message.headers.get("date", "")),
    }
    yield Record(no=1, form="page", format=FORMAT, content=page.content(), fields={k: v for k, v in known.items() if v})


def _root(message: Part) -> Part | None:
    """The part that the message names as its start, else its first page."""
    pages = [p for p in message.leaves() if p.media_type in ("text/html", "application/xhtml+xml")]
    start = parameter(message.headers.get("content-type", ""), "start")
    return next((p for p in pages if start and p.headers.get("content-id") == start), pages[0] if pages else None)
