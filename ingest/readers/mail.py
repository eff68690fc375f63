"""E-mail: newsletters, press releases, alerts, one message a file (.eml) or several (mbox)."""

import io
import re
from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any, BinaryIO, Final

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.headers import read_headers, split_head
from ingest.readers.mime import LONGEST_WORDS, Part, parse_message, stamp, words
from ingest.readers.streams import check_end
from ingest.records import Record, Reject

FORMAT = "mail"
NEEDS_SEEK = False
ENVELOPE: Final = re.compile(
    rb"From \S{1,300} {1,3}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [^\r\n]{8,60}\r?\n"
)
QUOTED_ENVELOPE: Final = re.compile(rb"^>(>{0,50}From )", re.M)
TRAVELLED: Final = frozenset(
    ("message-id", "received", "return-path", "delivered-to", "mime-version", "dkim-signature")
)
TOLD: Final = frozenset(("from", "subject", "date"))
# Answered and forwarded, in the languages whose mark is no word of a headline.
ANSWERED: Final = re.compile(r"(?:(?:re|fwd?|aw|wg|antw)(?:\[\d{1,3}\])?: ?){1,9}(?=\S)", re.I)
LIST_NAME: Final = re.compile(r"\"?([^<>\"]{2,100}?)\"? ?<")
MAILBOXES: Final = frozenset(
    ("gmail", "googlemail", "outlook", "hotmail", "live", "yahoo", "icloud", "aol", "gmx", "proton", "protonmail", "web", "mail",
     "substack", "mailchimp", "mailchimpapp", "sendgrid", "campaign-archive")
)  # fmt: skip
SHORTEST_NAME = 4  # letters of a name or label that may stand for the other
SIGNATURE: Final = "\n-- \n"
LONGEST_SIGNATURE = 1_500
STUB = 300  # characters of plain text below which a page beside it says more


def sniff(head: bytes, name: str) -> bool:
    """Headers that a message gets on its way, beside what its writer told; a name in .eml needs one header only."""
    start = head.lstrip()
    envelope = ENVELOPE.match(start)
    split = split_head(start, envelope.end() if envelope else 0)
    if split is None:
        return False
    headers = read_headers(split[0])
    if name.endswith((".eml", ".mbox")):
        return bool((TRAVELLED | TOLD) & headers.keys())
    is_block = all(line[:1].isspace() or b":" in line[:100] for line in split[0].splitlines()[1:])
    return is_block and bool(TRAVELLED & headers.keys()) and bool(TOLD & headers.keys())


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """A record a message."""
    for no, raw in enumerate(_messages(stream, name, limits), 1):
        if isinstance(raw, Unreadable):
            yield Reject(no=no, error=raw)
        else:
            yield Record(no=no, form="fields", format=FORMAT, fields=_fields(parse_message(raw)))


def _messages(stream: BinaryIO, name: str, limits: Limits) -> Iterator[bytes | Unreadable]:
    """The one message of a file, or those of an mbox, whose first lines begin with 'From '."""
    message = io.BytesIO()
    is_mbox, size = False, 0
    while line := stream.readline(limits.record_bytes):
        begins = (is_mbox or not size) and ENVELOPE.match(line)
        if begins and size:
            yield _whole(message, size, is_mbox, name, limits)
        if begins:
            message, size, is_mbox = io.BytesIO(), 0, True
        elif size or line.strip():  # empty lines before the first header are no part of it
            size += len(line)
            if size <= limits.record_bytes:
                message.write(line)
    check_end(stream)
    yield _whole(message, size, is_mbox, name, limits)


def _whole(message: io.BytesIO, size: int, is_mbox: bool, name: str, limits: Limits) -> bytes | Unreadable:
    raw = message.getvalue()
    if size > limits.record_bytes:
        start = raw[:200].decode("utf-8", "replace")
        return Unreadable(
            "record_too_large", f"{name} has a message of {size:,} bytes; {limits.record_bytes:,} are allowed.", start
        )
    return QUOTED_ENVELOPE.sub(rb"\1", raw) if is_mbox else raw


def _fields(message: Part) -> dict[str, Any]:
    """The fields of an article, under names that are known; empty ones left out."""
    headers = message.headers
    name, address = parseaddr(headers.get("from", "")[:LONGEST_WORDS])
    name = words(name)
    outlet, author = _outlet(name, address, headers)
    known = {
        "id": headers.get("message-id", "").strip("<> "),
        "headline": ANSWERED.sub("", words(headers.get("subject", "")), count=1),
        "authors": [author] if author else [],
        "outlet": outlet,
        "date": stamp(headers.get("date", "")),
        "url": headers.get("archived-at", "").strip("<> "),
        "language": headers.get("content-language", ""),
        "from_address": address,
        "list_id": headers.get("list-id", ""),
    }
    return {key: value for key, value in (known | _body(message)).items() if value}


def _outlet(name: str, address: str, headers: dict[str, str]) -> tuple[str | None, str | None]:
    """(outlet, author): a sender called like its own domain is the outlet; else the list's name, else the domain, says it.

    A mail service's domain says nothing of the outlet.
    """
    host = address.rpartition("@")[2].lower()
    labels = [label.replace("-", "") for label in host.split(".") if len(label) >= SHORTEST_NAME]
    letters = re.sub(r"[\W_]", "", name.lower().removeprefix("the "))
    if len(letters) >= SHORTEST_NAME and any(
        letters.startswith(label) or label.startswith(letters) for label in labels
    ):
        return name, None
    author = None if "@" in name else name
    listed = LIST_NAME.match(words(headers.get("list-id", "")))
    if listed and not any(c.isdigit() for c in listed[1]):  # services make up names with numbers
        return listed[1].strip(), author
    return (None if MAILBOXES & set(host.split(".")) else host.removeprefix("www.")), author


def _body(message: Part) -> dict[str, str]:
    """Plain text, unless it only says that the message is a page."""
    leaves = [p for p in message.leaves() if not p.is_attachment]
    plain = "\n\n".join(_unsigned(p.text()) for p in leaves if p.media_type == "text/plain").strip()
    page = next((p.text() for p in leaves if p.media_type == "text/html"), "")
    if page and len(plain) < STUB:
        return {"body_html": page}
    return {"body": plain}


def _unsigned(text: str) -> str:
    """The text without the signature that its mark (RFC 3676, 4.3) sets apart."""
    text = text.replace("\r\n", "\n")
    at = text.rfind(SIGNATURE)
    return text[:at] if at > 0 and len(text) - at <= LONGEST_SIGNATURE else text
