"""Factiva exports as text or HTML, with two-letter field codes (HD, BY, PD …) or without them.

A document ends with its accession number, 'Document LBA0000020230301ej3100001'. Without codes, what stands above the text is known
by its place around the line '512 words'; the search summary that an export ends with is no record.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from ingest.articles.clean import decode
from ingest.articles.dates import parse_moment
from ingest.articles.language import code_of
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.records import Record, Reject

FORMAT = "factiva"
NEEDS_SEEK = False

LINE_BYTES: Final = 65536
END: Final = re.compile(rb"(?:AN\s{1,20})?Document ([A-Z][A-Z0-9]{3,11}\d{8}[a-z0-9]{4,16})")
WORDS: Final = re.compile(rb"(?:WC\s{1,20})?\d[\d,.]{0,8} words")
CODED: Final = re.compile(rb"^(?:HD|SE)(?:\s|$)", re.M)
HTML: Final = re.compile(rb"<div[^<>]{0,200}\bclass=\"article |<b>HD</b>|class=\"enHeadline\"", re.I)
SUMMARY: Final = re.compile(r"search summary\b", re.I)
# Code -> the record's field; the others keep their code.
FIELDS: Final = {
    "HD": "headline", "BY": "byline", "CR": "credit", "WC": "length", "PD": "date", "ET": "time", "SN": "outlet",
    "SC": "outlet_code", "ED": "edition", "PG": "page", "VOL": "volume", "LA": "language", "CY": "copyright", "SE": "section",
    "CLM": "column", "ART": "graphic", "CO": "companies", "IN": "industries", "NS": "subjects", "RE": "regions", "IPC": "ipc",
    "IPD": "ipd", "PUB": "owner", "RF": "reference", "NT": "notes", "CT": "contact", "AN": "doc_id",
}  # fmt: skip
CODE: Final = re.compile(r"([A-Z]{2,3})(?:[ \t]{1,20}(\S.*)|[ \t]{0,20})", re.S)
TEXT_CODES: Final = ("LP", "TD")
ACCESSION: Final = re.compile(END.pattern.decode())
COPYRIGHT: Final = re.compile(r"(?:\(c\)|©|copyright\b)", re.I)
CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(?: ?[AP]M)?(?: [A-Z]{2,4})?")
SUBJECT: Final = re.compile(r" ?: ?")
BLOCKS: Final = ["p", "td", "div"]
MOST_HEAD: Final = 14  # lines between 'n words' and the text


def sniff(head: bytes, name: str) -> bool:
    """An accession number after 'Document', or a document that began; and a field that Factiva prints above a text."""
    if HTML.search(head):
        return b"Factiva" in head or b"Document " in head
    lines = [line.strip() for line in head.splitlines()]
    return any(map(END.fullmatch, lines)) and (any(map(WORDS.fullmatch, lines)) or bool(CODED.search(head)))


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One record a document; one that is too large or empty costs itself."""
    head = stream.read(LINE_BYTES)
    stream.seek(0)
    texts: Iterator[list[str] | Unreadable]
    texts = _of_html(stream, name, limits) if HTML.search(head) else _of_text(stream, limits.record_bytes)
    no = 0
    for lines in texts:
        if isinstance(lines, Unreadable):
            item: Record | Reject = Reject(no=no + 1, error=lines)
        else:
            fields = _coded(lines) if any(_code(line) in ("HD", *TEXT_CODES) for line in lines) else _by_place(lines)
            if fields is None:  # a summary, or what stands around the documents
                continue
            item = _record(no + 1, fields, name)
        no += 1
        yield item


def _record(no: int, fields: dict[str, Any], name: str) -> Record | Reject:
    if not fields.get("body"):
        return Reject(no=no, error=Unreadable("no_text", f"Document {no} of {name} has no text."))
    if clock := fields.get("time"):
        fields["date"] = f"{fields.get('date', '')} {clock}".strip()
    if language := fields.get("language"):
        fields["language"] = code_of(language) or language
    return Record(no=no, form="fields", format=FORMAT, fields=fields)


# --- documents of an export -------------------------------------------------------------------------------------------------


def _of_text(stream: BinaryIO, most: int) -> Iterator[list[str] | Unreadable]:
    """The lines of each document, its last one the accession number; why it cannot be read, if it has over `most` bytes or is no
    text."""
    kept: list[bytes] = []
    size = 0
    while line := stream.readline(LINE_BYTES):
        size += len(line)
        if size <= most:
            kept.append(line)
        if END.fullmatch(line.strip()):
            yield _lines(kept, size, most)
            kept, size = [], 0
    if any(line.strip() for line in kept):
        yield _lines(kept, size, most)


def _lines(kept: list[bytes], size: int, most: int) -> list[str] | Unreadable:
    """Lines without their ends and trailing blanks; empty ones stay, they part paragraphs."""
    if size > most:
        return Unreadable("record_too_large", f"A document of the export has more than {most:,} bytes.")
    try:
        return [line.rstrip() for line in decode(b"".join(kept)).split("\n")]
    except Unreadable as error:
        return error


def _of_html(stream: BinaryIO, name: str, limits: Limits) -> Iterator[list[str]]:
    """The same of an HTML export: a line a paragraph, an empty line behind each; before a field of a table its code."""
    from bs4 import BeautifulSoup  # when an export is met: the command line need not wait for it

    content = stream.read(limits.record_bytes + 1)
    if len(content) > limits.record_bytes:
        raise Unreadable("record_too_large", f"{name} is an export of more than {limits.record_bytes:,} bytes.")
    soup = BeautifulSoup(decode(content), "lxml")
    lines: list[str] = []
    for tag in soup.find_all(BLOCKS):
        if tag.find(BLOCKS) is not None:
            continue
        for line_end in tag("br"):
            line_end.replace_with(" ")
        words = " ".join(tag.get_text().split())
        if not words:
            continue
        lines += [words] if CODE.fullmatch(words) and tag.name == "td" else [words, ""]
        if ACCESSION.fullmatch(words):
            yield lines
            lines = []
    if lines:
        yield lines


# --- fields of a document ---------------------------------------------------------------------------------------------------


def _code(line: str) -> str | None:
    found = CODE.fullmatch(line)
    return found[1] if found and (found[1] in FIELDS or found[1] in TEXT_CODES) else None


def _coded(lines: Sequence[str]) -> dict[str, Any] | None:
    """Fields of a document whose fields begin with their codes; what stands before the first one is no part of it."""
    values: dict[str, list[str]] = {}
    now: list[str] | None = None
    for line in lines:
        if (code := _code(line)) and code not in values:
            rest = line[len(code) :].strip()
            now = values.setdefault(code, [])
            now += [rest] if rest else []
        elif now is not None:
            now.append(line.strip())
    if not values.keys() & {"HD", *TEXT_CODES}:
        return None
    body = [p for code in TEXT_CODES for p in _paragraphs(values.pop(code, []))]
    fields: dict[str, Any] = {FIELDS[code]: " ".join(" ".join(found).split()) for code, found in values.items()}
    for name in ("companies", "industries", "subjects", "regions"):
        if name in fields:
            fields[name] = [SUBJECT.split(part, 1)[-1].strip() for part in fields[name].split("|") if part.strip()]
    if found := ACCESSION.search(fields.get("doc_id", "")):
        fields["doc_id"] = found[1]
    return {k: v for k, v in fields.items() if v} | {"body": body}


def _by_place(lines: Sequence[str]) -> dict[str, Any] | None:
    """Fields of a document without codes; None if it has no line 'n words', as the search summary has none."""
    count = next((n for n, line in enumerate(lines) if WORDS.fullmatch(line.strip().encode())), None)
    if count is None or any(SUMMARY.match(line.strip()) for line in lines[:count]):
        return None
    fields: dict[str, Any] = {"length": lines[count].strip()}
    above = [line.strip() for line in lines[:count] if line.strip()]
    if len(above) > 1 and above[-1].casefold().startswith("by "):
        fields["byline"] = above.pop()
    if len(above) > 1:
        fields["section"], *above = above
    fields["headline"] = " ".join(above)
    rest = list(lines[count + 1 :])
    rest = rest[_opening(rest, fields) :]
    while rest and not rest[-1].strip():
        rest.pop()
    if rest and (found := ACCESSION.fullmatch(rest[-1].strip())):
        fields["doc_id"] = found[1]
        rest.pop()
    return {k: v for k, v in fields.items() if v} | {"body": _paragraphs(rest)}


def _opening(lines: Sequence[str], fields: dict[str, Any]) -> int:
    """Date, time, outlet, its code, page, language and copyright, which follow each other; how many lines they take."""
    taken = 0
    for at, raw in enumerate(lines[: 2 * MOST_HEAD]):
        line = raw.strip()
        if not line:
            continue
        if "date" not in fields and parse_moment(line, "field"):
            fields["date"] = line
        elif "date" in fields and "time" not in fields and CLOCK.fullmatch(line):
            fields["time"] = line
        elif "date" in fields and "outlet" not in fields:
            fields["outlet"] = line
        elif "outlet" in fields and "outlet_code" not in fields and re.fullmatch(r"[A-Z0-9]{2,8}", line):
            fields["outlet_code"] = line
        elif "outlet" in fields and "language" not in fields and len(line) < 30 and code_of(line):
            fields["language"] = line
        elif "outlet" in fields and COPYRIGHT.match(line):
            fields["copyright"] = line
            return at + 1
        elif "language" in fields:  # no copyright is told
            return taken
        elif "outlet" in fields and re.fullmatch(r"[\w ,.-]{1,12}", line):
            fields["page"] = line
        else:
            return taken
        taken = at + 1
    return taken


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines between empty ones, joined: exports wrap them."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return [" ".join(found) for found in paragraphs if found]
