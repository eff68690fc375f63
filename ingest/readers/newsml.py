"""NewsML 1.x and NewsML-G2: messages and items of the agencies. One record a text item; pictures and packages are rejected.

An item that its agency withdrew or holds back is no article: it is set aside with that reason.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers import nitf
from ingest.readers.xml_tree import Element, content_of, first, found, local, parse, root_name, words, words_of
from ingest.records import Record, Reject

FORMAT = "newsml"
NEEDS_SEEK = False
ROOTS: Final = (
    "newsMessage",
    "newsItem",
    "packageItem",
    "planningItem",
    "conceptItem",
    "itemSet",
    "NewsML",
    "NewsItem",
)
ITEMS: Final = ("newsItem", "packageItem", "planningItem", "conceptItem", "NewsItem")
WITHDRAWN: Final = ("cancel", "withheld", "kill")
REVISION: Final = re.compile(r":\d{1,9}[NUA]$")  # a NewsML 1 identifier ends in it
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def sniff(head: bytes, name: str) -> bool:
    return root_name(head) in ROOTS


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """Items in order. Raises Unreadable if there is none."""
    root = parse(content_of(stream, name, limits), name)
    items = [root] if local(root) in ITEMS else [e for e in found(root, *ITEMS) if not _is_inside(e)]
    if not items:
        raise Unreadable("no_records", f"{name} is a NewsML message without items.")
    for no, item in enumerate(items, 1):
        try:
            fields = _old(item) if local(item) == "NewsItem" else _g2(item)
        except Unreadable as error:
            yield Reject(no=no, error=error)
        else:
            named = {key: value for key, value in fields.items() if value}
            yield Record(no=no, form="fields", format=FORMAT, fields=named)


def _is_inside(item: Element) -> bool:
    return any(local(a) in ITEMS for a in item.iterancestors())


def _g2(item: Element) -> dict[str, Any]:
    status = first(item, "pubStatus")
    guid = item.get("guid") or ""
    _check(
        guid,
        (status.get("qcode") or status.get("uri") or "") if status is not None else "",
        words_of(item, "embargoed"),
    )
    body = _content(first(item, "contentSet"))
    if not body:
        raise Unreadable("no_text", f"The {local(item)} {guid!r} holds no text: it is a picture, a plan or a package.")
    provider = first(item, "provider")
    located, created = words_of(item, "dateline"), words_of(item, "firstCreated", "contentCreated")
    return {
        "headline": words_of(item, "headline") or words_of(item, "title"),
        "byline": words_of(item, "by"),
        "dateline": located,
        "creditline": words_of(item, "creditline"),
        "slugline": words_of(item, "slugline"),
        "provider": words_of(item, "provider") or _code(provider),
        "published": created or words_of(item, "versionCreated"),
        "modified": words_of(item, "versionCreated") if created else "",
        "guid": guid,
        "version": item.get("version"),
        "language": _code(first(item, "language"), "tag") or item.get(LANG),
        "tags": [w for s in found(item, "subject") if (w := words_of(s, "name"))]
        + [words(k) for k in found(item, "keyword")],
    } | body


def _old(item: Element) -> dict[str, Any]:
    """NewsML 1.x: the first component with a text that is no caption."""
    public_id, status = words_of(item, "PublicIdentifier", "NewsItemId"), first(item, "Status")
    management = first(item, "NewsManagement")
    _check(public_id, status.get("FormalName") or "" if status is not None else "", "")
    body: dict[str, Any] = {}
    for content in found(item, "DataContent"):
        roles = [e.get("FormalName") or "" for a in content.iterancestors() for e in a if local(e) == "Role"]
        if not any("caption" in role.lower() for role in roles) and (body := _text(content)):
            break
    if not body:
        raise Unreadable("no_text", f"The NewsItem {public_id!r} holds no text: it is a picture or a package.")
    revision = words_of(item, "ThisRevisionCreated")
    created = words_of(management, "FirstCreated") if management is not None else ""
    return {
        "headline": words_of(item, "HeadLine"),
        "standfirst": words_of(item, "SubHeadLine"),
        "byline": words_of(item, "ByLine"),
        "dateline": words_of(item, "DateLine"),
        "creditline": words_of(item, "CreditLine"),
        "slugline": words_of(item, "SlugLine"),
        "published": created or revision or words_of(item, "DateId"),
        "modified": revision if created else "",
        "guid": REVISION.sub("", public_id),
        "provider": _party(item, "Provider") or _party(item, "Source"),
        "language": _code(first(item, "Language"), "FormalName") or item.get(LANG),
    } | body


def _check(guid: str, status: str, embargo: str) -> None:
    """Raises Unreadable for what the agency does not want printed, or not yet."""
    if any(word in status.lower() for word in WITHDRAWN):
        raise Unreadable("withdrawn", f"The agency withdrew the item {guid!r} (status {status!r}).")
    if not embargo and "embargo" not in status.lower():
        return
    try:
        until = datetime.fromisoformat(embargo.replace("Z", "+00:00"))
    except ValueError:
        until = None
    if until is None or (until if until.tzinfo else until.replace(tzinfo=UTC)) > datetime.now(UTC):
        raise Unreadable("embargoed", f"The item {guid!r} is embargoed{' until ' + embargo if embargo else ''}.")


def _content(holder: Element | None) -> dict[str, Any]:
    for inline in found(holder, "inlineXML", "inlineData") if holder is not None else ():
        if local(inline) == "inlineData" and "image" in (inline.get("contenttype") or ""):
            continue
        if body := _text(inline):
            return body
    return {}


def _text(holder: Element) -> dict[str, Any]:
    """The text in an element that holds NITF, XHTML or plain lines; empty if there is none."""
    inner = first(holder, "nitf")
    if inner is not None:
        return nitf.fields_of(inner)
    body = first(holder, "body")
    if first(holder, "p") is None and len(body if body is not None else holder):
        return {}  # data of another kind: events, results, prices
    kept = [p for p in nitf.paragraphs(body if body is not None else holder) if any(c.isalpha() for c in p)]
    return {"body": kept} if kept else {}


def _code(element: Element | None, *names: str) -> str:
    if element is None:
        return ""
    value = next((v for n in (*names, "literal", "qcode") if (v := element.get(n))), "")
    return value.rpartition(":")[2]


def _party(item: Element, name: str) -> str:
    holder = first(item, name)
    party = first(holder, "Party") if holder is not None else None
    return party.get("FormalName") or "" if party is not None else ""
