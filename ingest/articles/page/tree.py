"""HTML as an lxml tree without what no reader sees, made by libxml2 alone: Python touches no element here.

libxml2 spends quadratic time on a tag with a million attributes, so such a tag loses them. Control characters,
which entities can smuggle in as well, are taken out of the article's text later on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.articles.page.tags import UNREAD

LONGEST_TAG = 64_000  # bytes
LONG_TAG = re.compile(rb"<([a-zA-Z][\w-]{0,30})[^<>]{%d,}" % LONGEST_TAG)
END = re.compile(rb"</(?:body|html)\s{0,9}>", re.I)
DATA_ADDRESS = re.compile(r"data:[a-z]{1,20}/[^\"'\s>)]{256,}")


@dataclass(slots=True)
class Tree:
    """The page's elements."""

    root: etree._Element
    scripts: list[str] = field(default_factory=list)  # JSON-LD, in page order


def texts(element: etree._Element) -> Iterator[str]:
    """The pieces of text in an element, in page order."""
    return element.itertext()  # type: ignore[return-value]  # str: the source is UTF-8


def read_tree(html: str) -> Tree | None:
    """The tree of a page, or None if it has no element at all."""
    content = _content(html)
    root = _parsed(content)
    if root is not None and root.getnext() is not None:  # what stands behind </html> would be a page of its own
        root = _parsed(END.sub(b"", content))
    if root is None:
        return None
    scripts = [script.text or "" for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    etree.strip_elements(root, "script", *UNREAD, with_tail=False)
    return Tree(root, scripts)


def _parsed(content: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _content(html: str) -> bytes:
    content = DATA_ADDRESS.sub("data:", html).replace("\x00", "").encode("utf-8", "replace")
    half = LONGEST_TAG // 2  # a tag of that length holds a whole stretch of half of it
    if any(content.find(b">", at, at + half) < 0 for at in range(0, len(content) - half, half)):
        content = LONG_TAG.sub(rb"<\1", content)
    return content
