"""XML from strangers: parsed without network, without DTDs, without entities of its own, and not deeper than is sane."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.streams import check_end

WIDE: Final = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
ROOT: Final = re.compile(r"<([A-Za-z_][\w.:-]{0,80})")
BEFORE_ROOT: Final = re.compile(
    r"\s*(?:<\?[^>]{0,2000}\?>|<!--(?:(?!-->).){0,8000}-->|<!DOCTYPE[^\[<>]{0,1000}(?:>|\[))", re.S
)
Element = etree._Element


def root_name(head: bytes) -> str | None:
    """Local name of the element that a file opens with, in its own spelling; None if it does not open like XML."""
    charset = next((c for bom, c in WIDE.items() if head.startswith(bom)), "utf-8")
    text = head.decode(charset, "replace").removeprefix("\ufeff")
    at = 0
    while m := BEFORE_ROOT.match(text, at):
        if m[0].endswith("["):
            inner = text.find("]>", m.end())
            if inner < 0:
                return None
            at = inner + 2
        else:
            at = m.end()
    found = ROOT.match(text, at + len(text[at:]) - len(text[at:].lstrip()))
    return found[1].rpartition(":")[2] if found else None


def content_of(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """A whole document. Raises Unreadable if it is too large, cut, or declares entities, which nobody's article needs."""
    content = stream.read(limits.record_bytes + 1)
    check_end(stream)
    if len(content) > limits.record_bytes:
        raise Unreadable("record_too_large", f"{name} has more than {limits.record_bytes:,} bytes in one document.")
    plain = content.decode("utf-16", "replace").encode() if content.startswith(tuple(WIDE)) else content
    if b"<!ENTITY" in plain:
        raise Unreadable("invalid_xml", f"{name} declares entities of its own, which are not resolved.")
    return content


def parse(content: bytes, name: str) -> Element:
    """The document's root. Raises Unreadable('invalid_xml')."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("invalid_xml", f"{name} is not well-formed XML: {str(error)[:150]}.") from None


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def found(element: Element, *names: str) -> Iterator[Element]:
    """Descendants of these local names, in document order."""
    return (e for e in element.iter() if e is not element and local(e) in names)


def first(element: Element, *names: str) -> Element | None:
    """The first descendant of one of these local names."""
    return next(found(element, *names), None)


def words(element: Element | None) -> str:
    """All text in an element, white space evened."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def words_of(element: Element, *names: str) -> str:
    """Text of the first descendant of one of these names that has any."""
    return next((text for e in found(element, *names) if (text := words(e))), "")
