"""WARC, as web crawlers write it (ISO 28500; Common Crawl's CC-NEWS): the pages among its records.

Requests, metadata, revisits and a file's own description can hold no article and are passed over, as folders of an archive
are. Answers that are no page (a 404, a picture) could have been one: one reject at the end of the file counts them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Final

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.headers import media_type, parameter
from ingest.readers.http_answer import parse_answer
from ingest.readers.pages import OPENING
from ingest.readers.warc_cut import VERSION, WarcRecord, cut
from ingest.records import Record, Reject

FORMAT = "warc"
NEEDS_SEEK = False
PAGES: Final = ("text/html", "application/xhtml+xml")
UNTOLD: Final = ("", "text/plain", "application/octet-stream", "application/xml", "text/xml", "unknown/unknown")
NO_ANSWERS: Final = ("warcinfo", "request", "metadata", "revisit")
LISTED = 8  # kinds of passed-over records that a message names


def sniff(head: bytes, name: str) -> bool:
    """Starts with a version, or is called .warc and has one at the start of a line."""
    return head.startswith(b"WARC/") or (
        name.endswith(".warc") and re.search(rb"\n" + VERSION.pattern, head) is not None
    )


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """A page a record, then a reject that counts the answers that were none. Also if there is no page at all."""
    others: Counter[str] = Counter()
    is_empty = True
    for item in _items(stream, name, limits):
        if isinstance(item, str):
            others[item] += 1
            continue
        is_empty = False
        yield item
    answers = others.total() - sum(others[kind] for kind in NO_ANSWERS)
    if answers or is_empty:
        kinds = ", ".join(f"{n:,} {what}" for what, n in others.most_common(LISTED)) or "none"
        detail = f"{name} has {answers:,} answers that are no web page; all records passed over: {kinds}."
        yield Reject(no=0, error=Unreadable("not_an_article", detail))


def _items(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject | str]:
    """Records and rejects, or what a record is that is passed over."""
    for record in cut(stream, name, limits):
        try:
            if isinstance(record, Unreadable):
                raise record
            yield _page(record, limits)
        except Unreadable as error:
            yield Reject(no=0, error=error)


def _page(record: WarcRecord, limits: Limits) -> Record | str:
    url = record.headers.get("warc-target-uri", "").strip("<> ")
    truncated = record.headers.get("warc-truncated") or ("segment" if "warc-segment-number" in record.headers else None)
    if record.kind == "resource":  # a page without the talk that brought it
        headers, body = record.headers, record.block
    elif record.kind == "response" and url.lower().startswith("http"):
        answer = parse_answer(record.block, limits)
        if answer.status != 200:
            return f"with status {answer.status}"
        headers, body = answer.headers, answer.body
        truncated = truncated or ("body" if answer.is_cut else None)
    else:
        return record.kind[:40] or "without a type"
    kind = media_type(headers)
    if kind not in PAGES and not (kind in UNTOLD and OPENING.search(body[:2048])):
        return kind[:60] or "without a media type"
    charset = parameter(headers.get("content-type", ""), "charset")
    known = {"url": url, "fetched_at": record.headers.get("warc-date"), "charset": charset, "truncated": truncated}
    return Record(no=0, form="page", format=FORMAT, content=body, fields={k: v for k, v in known.items() if v})
