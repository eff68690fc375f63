"""Word documents (DOCX), one article a document: its paragraphs as plain text, one a line, an empty line between them. An export
of Nexis is one file of several articles.

Deleted and moved-away text of tracked changes is left out, inserted text is in, text boxes come once. What the file's
properties say (author, title, dates) are hints about the file, not the article: kept aside, the title as a last resort.
"""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from lxml import etree

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers import nexis, zipped
from ingest.records import Record, Reject

FORMAT = "docx"
NEEDS_SEEK = True
PARTS_PER_RECORD = 4  # a document holds its pictures as well: its parts together may be so many times a record's size
XML_SHARE = 2  # … and its XML only this part of one, since a tree takes forty times its room
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TEXT = W + "p", W + "t"
BLANKS: Final = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
# Text that is not shown or shown elsewhere; a fallback repeats the text box beside it, tab stops of a style are no tabs.
UNREAD: Final = frozenset(
    (
        W + "del",
        W + "moveFrom",
        W + "pPr",
        W + "rPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
HINTS: Final = ("title", "author", "created", "modified", "language")
NO_TITLES: Final = ("microsoft word", "untitled", "document", "normal.dot")


def sniff(head: bytes, name: str) -> bool:
    return head.startswith(b"PK\x03\x04") and zipped.is_office(head)


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One record, the document's text; of an export of Nexis one for each article. Raises Unreadable for what is no Word document,
    damaged, or more than is allowed."""
    _check(stream, name, limits)
    stream.seek(0)
    try:
        import docx  # when a document is met: most folders hold none

        document = docx.Document(stream)
        paragraphs = list(_paragraphs(document.element.body))
        hints = _hints(document.core_properties)
    except Exception as error:
        detail = f"{name} cannot be opened as a Word document: {type(error).__name__}: {str(error)[:100]}."
        raise Unreadable("damaged_archive", detail) from None
    if nexis.is_export(paragraphs):
        for no, fields in enumerate(nexis.documents(paragraphs), 1):
            yield Record(no=no, form="fields", format=FORMAT, fields=fields)
        return
    text = "\n\n".join(paragraphs)
    yield Record(
        no=1, form="text", format=FORMAT, content=text.encode("utf-8", "replace"), fields={"charset": "utf-8"} | hints
    )


def _check(stream: BinaryIO, name: str, limits: Limits) -> None:
    """Sizes as stated, which is as much as is ever unpacked: zipfile stops there."""
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
    except zipped.FAULTS as error:
        raise Unreadable("damaged_archive", f"{name} cannot be opened: {str(error)[:100]}.") from None
    zipped.check(infos, name, limits)
    if not any(i.filename.startswith("word/") for i in infos):
        raise Unreadable("unsupported_format", f"{name} is an office document, but none of Word.")
    if any(i.flag_bits & 1 for i in infos):
        raise Unreadable("encrypted_archive", f"{name} needs a password.")
    text = sum(i.file_size for i in infos if i.filename.endswith((".xml", ".rels")))
    if (
        text > limits.record_bytes // XML_SHARE
        or sum(i.file_size for i in infos) > PARTS_PER_RECORD * limits.record_bytes
    ):
        raise Unreadable(
            "archive_limit",
            f"{name} unpacks to more than a document may ({limits.record_bytes // XML_SHARE:,} bytes of text).",
        )


def _paragraphs(body: Any) -> Iterator[str]:
    """Text of each paragraph, those in tables and text boxes among them, where there is any."""
    for element in _shown(body):
        if element.tag == PARAGRAPH:
            lines = "".join(_words(element)).split("\n")
            if text := "\n".join(" ".join(line.split()) for line in lines if line.strip()):
                yield text


def _shown(element: Any) -> Iterator[Any]:
    """The elements below that a reader sees, in order, without recursion: documents nest as deep as they like."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one.tag, str) and one.tag not in UNREAD:
            yield one
            waiting.extend(reversed(one))


def _words(paragraph: Any) -> Iterator[str]:
    """Pieces of the paragraph's own text; a text box inside of it has paragraphs of its own."""
    waiting = list(reversed(paragraph))
    while waiting:
        one = waiting.pop()
        if not isinstance(one.tag, str) or one.tag in UNREAD or one.tag == PARAGRAPH:
            continue
        if one.tag == TEXT:
            yield one.text or ""
        elif one.tag in BLANKS:
            yield BLANKS[one.tag]
        else:
            waiting.extend(reversed(one))


def _hints(properties: Any) -> dict[str, str]:
    """What the file says of itself, each under 'document_…'; a title that a program did not make up also as the headline."""
    hints: dict[str, str] = {}
    for hint in HINTS:
        try:
            value = getattr(properties, hint)
        except (ValueError, AttributeError, etree.LxmlError):
            continue
        if value:
            hints[f"document_{hint}"] = str(value)[:500]
    title = hints.get("document_title", "")
    if " " in title and not title.lower().startswith(NO_TITLES):
        hints["headline"] = title
    return hints
