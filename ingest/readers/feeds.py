"""RSS, Atom and RDF feeds through feedparser, which is given bytes and never an address: one record an entry."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.xml_tree import content_of, root_name
from ingest.records import Record, Reject

FORMAT = "feed"
NEEDS_SEEK = False
ROOTS = ("rss", "feed", "rdf")


def sniff(head: bytes, name: str) -> bool:
    return (root_name(head) or "").lower() in ROOTS


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """Entries in the feed's order. Raises Unreadable if there are none."""
    content = content_of(stream, name, limits)
    import feedparser  # when a feed is met: most folders hold none

    try:
        parsed = feedparser.parse(io.BytesIO(content))
    except Exception as error:  # feedparser promises to raise nothing, and does on some damaged declarations
        raise Unreadable("invalid_xml", f"{name} is a feed that cannot be parsed: {str(error)[:100]}.") from None
    if not parsed.entries:
        why = f": {str(parsed.bozo_exception)[:120]}" if parsed.get("bozo") else ""
        raise Unreadable("no_records", f"{name} is a feed without entries{why}.")
    for no, entry in enumerate(parsed.entries, 1):
        yield Record(no=no, form="fields", format=FORMAT, fields=_fields(entry, parsed.feed))


def _fields(entry: Any, feed: Any) -> dict[str, Any]:
    """What an entry says, under names of the alias table; the text is its content, or the description if there is no more."""
    contents = [str(c.get("value") or "") for c in entry.get("content", ())]
    summary = str(entry.get("summary") or "")
    body = max((*contents, ""), key=len) or summary
    fields = {
        "title": entry.get("title"),
        "link": _address(entry.get("link")),
        "guid": entry.get("id"),
        "body": body,
        "summary": summary if body != summary else None,
        "authors": [a["name"] for a in entry.get("authors", ()) if a.get("name")] or entry.get("author"),
        "published": entry.get("published"),
        "updated": dict.get(entry, "updated"),  # its own get() gives the day of publication where there is none
        "tags": [t["term"] for t in entry.get("tags", ()) if t.get("term")],
        "publisher": (entry.get("source") or {}).get("title") or feed.get("title"),
        "language": entry.get("language") or feed.get("language"),
        "rights": entry.get("rights") or feed.get("rights"),
    }
    return {name: value for name, value in fields.items() if value}


def _address(link: str | None) -> str | None:
    """The entry's address, unless it leaves the host open."""
    return link if link and link.startswith(("http://", "https://")) else None
