"""Reuters-21578: SGML that no XML parser takes (control characters, Latin-1), many articles a file, cut at `</REUTERS>`."""

import html
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ingest.errors import Unreadable
from ingest.limits import MIB, Limits
from ingest.records import Record, Reject

FORMAT = "reuters-21578"
NEEDS_SEEK = False
OPENING: Final = re.compile(rb"^\s{0,20}(?:<!DOCTYPE lewis|<REUTERS\b)", re.M)
END: Final = b"</REUTERS>"
ATTRIBUTE: Final = re.compile(r'\b([A-Z]+)="([^"]{0,200})"')
CONTROLS: Final = re.compile(r"&#(?:[0-9]|[12][0-9]|3[01]|127);|[\x00-\x08\x0b-\x1f\x7f]")
SIGNED_OFF: Final = re.compile(r"\s+Reuters?\s*$", re.I)
DATED: Final = re.compile(r"(\d{1,2})-([A-Z]{3})-(\d{4})(?:\s+(\d\d:\d\d:\d\d))?")
MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
TITLE: Final = re.compile(r"<(TITLE|DATELINE|AUTHOR)>.{0,2000}?</\1>", re.S)
LISTED: Final = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES")


def sniff(head: bytes, name: str) -> bool:
    return OPENING.search(head[:4096]) is not None


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """Articles in order."""
    for no, raw in enumerate(_pieces(stream, limits), 1):
        if isinstance(raw, Unreadable):
            yield Reject(no=no, error=raw)
        else:
            yield Record(no=no, form="fields", format=FORMAT, fields=_fields(raw))


def _pieces(stream: BinaryIO, limits: Limits) -> Iterator[str | Unreadable]:
    """The text of each article's element; a cut or endless one as an Unreadable."""
    pending = b""
    while chunk := stream.read(MIB):
        pending += chunk
        *whole, pending = pending.split(END)
        yield from (piece.decode("latin-1") for piece in whole)
        if len(pending) > limits.record_bytes:
            yield Unreadable("record_too_large", f"An article has more than {limits.record_bytes:,} bytes.")
            return
    if b"<REUTERS" in pending:
        yield Unreadable("damaged_record", "The article is cut: its end is missing.", pending[:200].decode("latin-1"))


def _fields(piece: str) -> dict[str, Any]:
    opening = re.search(r"<REUTERS\b[^>]{0,1000}>", piece)
    attributes = dict(ATTRIBUTE.findall(opening[0])) if opening else {}
    dated = DATED.search(_inside(piece, "DATE").upper())
    headline = " ".join(_inside(piece, "TITLE").split())
    fields = {
        "doc_id": attributes.get("NEWID"),
        "title": headline,
        "dateline": " ".join(_inside(piece, "DATELINE").split()).rstrip(" -"),
        "byline": re.sub(r"^by\s+", "", " ".join(_inside(piece, "AUTHOR").split()).rstrip(" ,"), flags=re.I),
        "date": _iso(dated) if dated else None,
        "publisher": "Reuters",
        "agency": "Reuters",
        "language": "en",
        "tags": [tag for name in LISTED for tag in re.findall(r"<D>([^<]{1,60})</D>", _raw(piece, name))],
        "body": _paragraphs(_marked(_raw(piece, "BODY") or TITLE.sub("", _raw(piece, "TEXT")))),
    }
    return {name: value for name, value in fields.items() if value}


def _raw(piece: str, name: str) -> str:
    start = re.search(rf"<{name}\b[^>]{{0,200}}>", piece)
    end = piece.find(f"</{name}>", start.end()) if start else -1
    return piece[start.end() : end] if start and end >= 0 else ""


def _inside(piece: str, name: str) -> str:
    """Text of an element, without tags and control characters, entities resolved."""
    return html.unescape(_marked(_raw(piece, name)))


def _marked(raw: str) -> str:
    """Without tags and control characters; entities stay, so that "&lt;BP>" is not taken for a tag later on."""
    return re.sub(r"</?[A-Z][^<>]{0,200}>", "", CONTROLS.sub("", raw))


def _paragraphs(text: str) -> list[str]:
    """Paragraphs open with an indent of four; the lines within one are joined, the agency's name at the end is taken off."""
    text = SIGNED_OFF.sub("", text.rstrip())
    parts = (" ".join(part.split()) for part in re.split(r"\n {3,}|\n\s*\n", text))
    return [part for part in parts if part]


def _iso(dated: re.Match[str]) -> str | None:
    day, month, year, clock = dated.groups()
    if month not in MONTHS:
        return None
    return f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}" + (f"T{clock}" if clock else "")
