"""JSON: one object a line (JSONL), an array of objects, or one object that is an article or holds a list of them.

A broken record costs itself only: lines are cut at line ends, array elements at their matching bracket.
"""

import codecs
import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.json_cut import Cutter
from ingest.records import Record, Reject

FORMAT = "json"
NEEDS_SEEK = False
# Fields under which an envelope keeps its articles; an object with a text of its own is no envelope.
LISTS = (
    "articles",
    "items",
    "posts",
    "documents",
    "docs",
    "results",
    "data",
    "entries",
    "news",
    "records",
    "hits",
    "response",
)
TEXT_NAMES = ("headline", "title", "body", "text", "content")
JSON_FEED = "jsonfeed.org"  # in the field `version` of such a feed
FEED_FIELDS = {
    "title": "publisher",
    "language": "language",
    "authors": "authors",
}  # what a feed says for all of its items
CHUNK = 1 << 20
WIDE_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def sniff(head: bytes, name: str) -> bool:
    """Opens like JSON, or is called so."""
    charset = _wide_charset(head)
    start = head.decode(charset, "ignore").encode("utf-8", "ignore") if charset else head
    start = start.removeprefix(codecs.BOM_UTF8).lstrip()
    if name.endswith((".json", ".jsonl", ".ndjson")):
        return start[:1] in (b"{", b"[") or (bool(start) and b"\x00" not in start)
    return bool(re.match(rb'\{\s*(?:"|\}|$)|\[\s*(?:\{|\]|$)', start))


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """Records of a JSON stream in order."""
    stream = _as_utf8(stream)
    values = _lines(stream, limits) if _is_by_line(stream) else _elements(stream, limits)
    no = 0
    for value in values:
        for item in [value] if isinstance(value, Unreadable) else _articles(value):
            no += 1
            if isinstance(item, Unreadable):
                yield Reject(no=no, error=item)
            else:
                yield Record(no=no, form="fields", format=FORMAT, fields=item)


def _wide_charset(head: bytes) -> str | None:
    if head[:2] in (b"{\x00", b"[\x00"):  # no mark, but no other encoding begins so
        return "utf-16-le"
    if head[:2] in (b"\x00{", b"\x00["):
        return "utf-16-be"
    return next((charset for bom, charset in WIDE_BOMS.items() if head.startswith(bom)), None)


def _as_utf8(stream: BinaryIO) -> BinaryIO:
    """The stream past its byte order mark; UTF-16 and UTF-32 dumps, rare and small, are taken whole."""
    head = stream.read(4)
    stream.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
    if charset := _wide_charset(head):
        return io.BytesIO(stream.read().decode(charset, "replace").encode("utf-8", "replace"))
    return stream


def _is_by_line(stream: BinaryIO) -> bool:
    """One value a line? Told by the first two lines, of which either may be broken. The stream is left where it was."""
    at = stream.tell()
    lines = [line.strip() for line in stream.read(CHUNK).split(b"\n") if line.strip()][:2]
    stream.seek(at)
    if not lines or lines[0][:1] not in (b"{", b"["):
        return True
    if lines[0][:1] == b"{":
        return _is_whole(lines[0]) or (len(lines[0]) > 1 and len(lines) > 1 and lines[1][:1] == b"{")
    return len(lines) > 1 and all(map(_is_whole, lines))


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[Any]:
    while line := stream.readline(limits.record_bytes + 1):
        if len(line) > limits.record_bytes and not line.endswith(b"\n"):
            yield _too_large(line, limits)
            while (rest := stream.readline(CHUNK)) and not rest.endswith(b"\n"):
                pass
        elif line.strip():
            yield _value(line)


def _elements(stream: BinaryIO, limits: Limits) -> Iterator[Any]:
    """Elements of an array, or values that stand one after the other."""
    first = stream.read(1)
    while first.isspace():
        first = stream.read(1)
    cutter = Cutter()
    if first != b"[":
        yield from map(_value, cutter.feed(first))
    while not cutter.is_over and (chunk := stream.read(CHUNK)):
        yield from map(_value, cutter.feed(chunk))
        if cutter.pending > limits.record_bytes:
            yield _too_large(cutter.rest()[:200], limits)
            return
    if rest := cutter.rest():
        yield _value(rest)


def _value(raw: bytes) -> Any:
    """The parsed value, or an Unreadable in its place."""
    try:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
        return json.loads(text)
    except RecursionError:
        return Unreadable("invalid_json", "The record is nested too deeply.", _excerpt(raw))
    except ValueError as error:
        return Unreadable("invalid_json", f"The record is not valid JSON: {str(error)[:120]}.", _excerpt(raw))


def _articles(value: Any) -> Iterator[dict[str, Any] | Unreadable]:
    """The objects that a value holds: itself, the elements of a list, or the list inside of an envelope."""
    if isinstance(value, list) and any(isinstance(element, dict) for element in value):
        for element in value:
            yield from _articles(element) if isinstance(element, dict) else [_no_object(element)]
    elif isinstance(value, dict) and JSON_FEED in str(value.get("version")):
        told = {name: value[key] for key, name in FEED_FIELDS.items() if value.get(key)}
        for item in value.get("items") or ():
            yield told | item if isinstance(item, dict) else _no_object(item)
    elif isinstance(value, dict) and value:
        inner = next((value[n] for n in LISTS if isinstance(value.get(n), (list, dict))), None)
        if _holds_articles(inner) and not any(n in value for n in TEXT_NAMES):
            yield from _articles(inner)
        else:
            yield value
    else:
        yield _no_object(value)


def _holds_articles(inner: Any) -> bool:
    if isinstance(inner, dict):
        return any(n in inner for n in LISTS)
    return isinstance(inner, list) and any(isinstance(element, dict) for element in inner)


def _no_object(value: Any) -> Unreadable:
    shown = json.dumps(value)[:80]
    return Unreadable("not_an_article", f"The record is {shown}, not an object with fields.", shown)


def _too_large(raw: bytes, limits: Limits) -> Unreadable:
    return Unreadable("record_too_large", f"The record has more than {limits.record_bytes:,} bytes.", _excerpt(raw))


def _excerpt(raw: bytes) -> str:
    return raw[:200].decode("utf-8", "replace")
