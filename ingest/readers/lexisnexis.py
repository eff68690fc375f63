"""LexisNexis exports as text or HTML: 'n of m DOCUMENTS', outlet, date, headline, labelled fields, body, labelled fields.

The cover page before the first document is no record. `fields_of` takes the paragraphs of one document, so that other
shapes of the same export (DOCX) give the same record.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from ingest.articles.clean import decode
from ingest.articles.dates import parse_moment
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.records import Record, Reject

FORMAT = "lexisnexis"
NEEDS_SEEK = False

MARK = re.compile(rb"\s{0,200}\d{1,6} (?:of|sur|de|von) \d{1,6} (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?)\s{0,200}", re.I)
HTML_MARK = b"<DOC NUMBER="
LINE_BYTES = 65536
HEAD_PARAGRAPHS = 8  # outlet, date and headline stand among them
LABELS = {  # as the interface's language writes them -> the record's field
    "BYLINE": "byline", "AUTEUR": "byline", "AUTOR": "byline",
    "SECTION": "section", "RUBRIQUE": "section", "RUBRIK": "section", "SECCIÓN": "section",
    "LENGTH": "length", "LONGUEUR": "length", "LÄNGE": "length", "LONGITUD": "length",
    "DATELINE": "dateline", "HIGHLIGHT": "standfirst", "ENCART": "standfirst", "SERIES": "series",
    "LOAD-DATE": "load_date", "DATE-CHARGEMENT": "load_date", "UPDATE": "load_date",
    "LANGUAGE": "language", "LANGUE": "language", "SPRACHE": "language", "IDIOMA": "language",
    "PUBLICATION-TYPE": "publication_type", "TYPE-PUBLICATION": "publication_type",
    "SUBJECT": "subjects", "SUJET": "subjects", "GRAPHIC": "graphic", "JOURNAL-CODE": "journal_code",
    "CORRECTION-DATE": "correction_date", "DOCUMENT-TYPE": "document_type", "NOTES": "notes", "URL": "url",
    "GEOGRAPHIC": "geographic", "LOCALISATION-GEO": "geographic", "COMPANY": "company", "SOCIETE": "company",
    "ORGANIZATION": "organization", "PERSON": "person", "PERSONNE": "person", "TICKER": "ticker", "INDUSTRY": "industry",
    "STATE": "state", "COUNTRY": "country", "CITY": "city", "DISTRIBUTION": "distribution",
}  # fmt: skip
OPENING = {"byline", "section", "length", "dateline", "standfirst", "series"}  # fields that stand before the body
LABELLED = re.compile(r"([^\W\d_a-z]{3,20}(?:-[^\W\d_a-z]{2,20})?): ?(.*)", re.S)
COPYRIGHT = re.compile(r"(?:copyright\b|©)(?: ©)? ?\d{4}|all rights reserved|tous droits réservés", re.I)
RIGHTS = re.compile(r"all rights reserved|tous droits réservés", re.I)
SHARE = re.compile(r" ?\(\d{1,3}%\)")
LANGUAGES = {
    "english": "en", "anglais": "en", "englisch": "en", "french": "fr", "français": "fr", "german": "de", "deutsch": "de",
    "allemand": "de", "spanish": "es", "español": "es", "italian": "it", "dutch": "nl", "portuguese": "pt",
}  # fmt: skip


def sniff(head: bytes, name: str) -> bool:
    """A line 'n of m DOCUMENTS', or the HTML export's document marks."""
    return any(MARK.fullmatch(line) for line in head.splitlines()) or (HTML_MARK in head and b"DOC_ID_0_" in head)


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One record a document; one that is too large or empty costs itself."""
    for no, content in enumerate(_documents(stream, limits.record_bytes), 1):
        if content is None:
            why = f"Document {no} of {name} has more than {limits.record_bytes:,} bytes."
            yield Reject(no=no, error=Unreadable("record_too_large", why))
            continue
        try:
            paragraphs = _html(content) if HTML_MARK in content[:LINE_BYTES] else _text(content)
        except Unreadable as error:
            yield Reject(no=no, error=error)
            continue
        if paragraphs:
            yield Record(no=no, form="fields", format=FORMAT, fields=fields_of(paragraphs))
        else:
            yield Reject(no=no, error=Unreadable("no_text", f"Document {no} of {name} is empty."))


def _documents(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """The bytes from each mark to the next; None for a document with more than `most` of them."""
    kept: list[bytes] | None = None  # None before the first mark: the cover page
    size = 0
    marks_html = False
    while line := stream.readline(LINE_BYTES):
        marks_html = marks_html or HTML_MARK in line
        if HTML_MARK in line or (not marks_html and MARK.fullmatch(line)):
            if kept is not None:
                yield b"".join(kept) if size <= most else None
            kept, size = [], 0
        if kept is not None:
            size += len(line)
            if size <= most:
                kept.append(line)
    if kept is not None:
        yield b"".join(kept) if size <= most else None


def _text(content: bytes) -> list[str]:
    """Paragraphs of a text export: full lines are joined, centred ones (outlet, date, edition) stay lines."""
    paragraphs = []
    for chunk in re.split(r"\n[ \t]{0,200}\n", decode(content).partition("\n")[2]):
        lines = [line for line in chunk.split("\n") if line.strip()]
        mark = "\n" if all(line.startswith(" " * 8) for line in lines) else " "
        if lines:
            paragraphs.append(mark.join(line.strip() for line in lines))
    return paragraphs


def _html(content: bytes) -> list[str]:
    """Paragraphs of an HTML export; only its <br> are line ends."""
    from bs4 import BeautifulSoup  # when an export is met: the command line need not wait for it

    soup = BeautifulSoup(decode(content), "lxml")
    paragraphs = []
    for tag in soup("p"):
        lines = [" ".join(line.split()) for line in _with_breaks(tag).split("\0")]
        text = "\n".join(line for line in lines if line)
        if text and not MARK.fullmatch(text.encode()):
            paragraphs.append(text)
    return paragraphs


def _with_breaks(tag: Any) -> str:
    for line_end in tag("br"):
        line_end.replace_with("\0")
    return str(tag.get_text())


def fields_of(paragraphs: Sequence[str]) -> dict[str, Any]:
    """A record's fields from the paragraphs of one document, its mark left out. `body` is a list of paragraphs."""
    fields: dict[str, Any] = {}
    kept = []
    for paragraph in paragraphs:
        if len(paragraph) < 300 and COPYRIGHT.match(paragraph):
            fields["copyright"], outlet = _claimed(paragraph)
            kept += [outlet] if outlet else []
        else:
            kept.append(paragraph)
    first_label = next((n for n, p in enumerate(kept) if _label(p)), len(kept))
    rest = kept[_opening(kept[: min(first_label, HEAD_PARAGRAPHS)], fields) :]
    fields["body"] = list(_body(rest, fields))
    return fields


def _claimed(paragraph: str) -> tuple[str, str]:
    """(the copyright notice, the lines after its 'All Rights Reserved', where the outlet may stand)."""
    lines = paragraph.split("\n")
    end = next((n for n, line in enumerate(lines, 1) if RIGHTS.search(line)), len(lines))
    return " ".join(lines[:end]), "\n".join(lines[end:])


def _opening(head: Sequence[str], fields: dict[str, Any]) -> int:
    """Outlet, date, edition and headline; how many paragraphs they take."""
    on = next((n for n, p in enumerate(head) if len(p) < 150 and parse_moment(p.split("\n")[0], "field")), None)
    if on is None:
        fields |= dict(zip(("outlet", "headline"), head[:2], strict=False))
        return min(2, len(head))
    if on:
        fields["outlet"] = head[on - 1].replace("\n", " ")
    fields["date"], _, edition = head[on].partition("\n")
    fields |= {"edition": edition.replace("\n", " ")} if edition else {}
    if on + 1 == len(head):
        return on + 1
    fields["headline"] = head[on + 1].replace("\n", " ")
    return on + 2


def _body(paragraphs: Sequence[str], fields: dict[str, Any]) -> Iterator[str]:
    """The paragraphs between the opening fields and the closing ones; both go into `fields`."""
    closing = False
    for paragraph in paragraphs:
        if label := _label(paragraph):
            name, value = label
            closing = closing or name not in OPENING
            fields.setdefault(name, value_of(name, value))
        elif closing:
            fields.setdefault("after_text", []).append(paragraph)
        else:
            yield paragraph


def _label(paragraph: str) -> tuple[str, str] | None:
    found = LABELLED.fullmatch(paragraph)
    return (LABELS[found[1]], found[2].strip()) if found and found[1] in LABELS else None


def value_of(name: str, value: str) -> Any:
    """A labelled field's value: subjects as a list, a language as its code."""
    value = " ".join(value.split())
    if name == "subjects":
        return [SHARE.sub("", part).strip() for part in value.split(";") if part.strip()]
    if name == "language":
        first = value.split(";")[0].strip()
        return LANGUAGES.get(first.casefold(), first)
    return value
