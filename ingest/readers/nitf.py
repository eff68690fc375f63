"""NITF, the format of agencies and archives (2.x to 3.x, New York Times corpus), and `newsitem` of RCV1: an article a file."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ingest.limits import Limits
from ingest.readers.xml_tree import Element, content_of, first, found, local, parse, root_name, words, words_of
from ingest.records import Record, Reject

FORMAT = "nitf"
NEEDS_SEEK = False
ROOTS: Final = ("nitf", "newsitem")
PARAGRAPHS: Final = ("p", "hl2", "li", "td")
LEAD: Final = re.compile(r"LEAD:\s*")


def sniff(head: bytes, name: str) -> bool:
    return root_name(head) in ROOTS


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One record."""
    root = parse(content_of(stream, name, limits), name)
    fields = fields_of(root) if local(root) == "nitf" else _rcv1(root)
    yield Record(no=1, form="fields", format=FORMAT, fields=fields)


def fields_of(nitf: Element) -> dict[str, Any]:
    """What a `nitf` element says, under names of the alias table."""
    issued, holder, doc_id = first(nitf, "date.issue"), first(nitf, "doc.copyright"), first(nitf, "doc-id")
    dateline = first(nitf, "dateline")
    told = first(dateline, "story.date") if dateline is not None else None
    bylines = [re.sub(r"^by\s+", "", words(b), flags=re.I) for b in found(nitf, "byline")]
    fields = {
        "headline": words_of(nitf, "hl1") or words_of(nitf, "hedline", "title"),
        "standfirst": words_of(next(found(nitf, "hedline"), nitf), "hl2"),
        "byline": next((b for b in bylines if b), ""),
        "dateline": words_of(dateline, "location") or _place(dateline) if dateline is not None else "",
        "published": (issued.get("norm") if issued is not None else None)
        or (told.get("norm") if told is not None else None),
        "publisher": holder.get("holder") if holder is not None else None,
        "doc_id": doc_id.get("id-string") if doc_id is not None else None,
        "creditline": words_of(nitf, "distributor"),
        "tags": [k.get("key") for k in found(nitf, "keyword") if k.get("key")],
        "body": paragraphs(next(found(nitf, "body.content", "body"), nitf)),
    }
    return {name: value for name, value in fields.items() if value}


def paragraphs(body: Element) -> list[str]:
    """Paragraphs in order, outside of pictures; the lead that archives print twice comes once."""
    blocks = [e for e in found(body, "block") if e.get("class") == "full_text"]
    kept: list[str] = []
    for block in blocks or [body]:
        for element in found(block, *PARAGRAPHS):
            inside = {local(a) for a in element.iterancestors()}
            if not inside.isdisjoint({"media", "p", "hedline", "media-caption"}):
                continue
            text = words(element)
            if text and LEAD.sub("", text, count=1) not in kept:
                kept.append(LEAD.sub("", text, count=1))
    return kept or [line for line in ("".join(map(str, body.itertext()))).split("\n\n") if line.strip()]


def _place(dateline: Element) -> str:
    """A dateline's own words, unless it holds nothing but a date."""
    return text if (text := words(dateline))[:1].isalpha() else ""


def _rcv1(item: Element) -> dict[str, Any]:
    """A `newsitem` of the Reuters corpus."""
    text = first(item, "text")
    created = next((e.get("value") for e in found(item, "dc") if "date" in (e.get("element") or "")), None)
    fields = {
        "headline": words_of(item, "headline") or words_of(item, "title"),
        "byline": words_of(item, "byline"),
        "dateline": words_of(item, "dateline"),
        "published": item.get("date") or created,
        "doc_id": item.get("itemid"),
        "language": item.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "publisher": next((e.get("value") for e in found(item, "dc") if e.get("element") == "dc.publisher"), None),
        "body": [w for p in found(text, "p") if (w := words(p))] if text is not None else [],
    }
    return {name: value for name, value in fields.items() if value}
