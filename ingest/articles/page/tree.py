"""HTML as a small lxml tree, built through a target that no page can overload.

libxml2 alone spends quadratic time on a tag with a million attributes or on a hundred thousand open elements. The target keeps
few attributes, stops at a depth and a number of elements, and never stores what is no text: scripts, styles, drawings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

from lxml import etree

from ingest.articles.page.tags import UNREAD

MOST_ELEMENTS = 50_000
DEEPEST = 1_500
CHUNK = 16_384  # bytes fed at once: what the parser may still read after the target said stop

# Attributes that any rule looks at.
ATTRIBUTES: Final = frozenset(
    ("class", "content", "data-component", "data-testid", "data-type", "datetime", "hidden", "href", "id", "itemprop", "lang",
     "name", "property", "rel", "role", "style", "value")
)  # fmt: skip
LONGEST_ATTRIBUTE = 4_000
PLAIN_NAME = re.compile(r"[a-z][a-z0-9]{0,30}")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DATA_ADDRESS = re.compile(r"data:[a-z]{1,20}/[^\"'\s>)]{256,}")


@dataclass(slots=True)
class Tree:
    """The page's elements. `is_whole` is False if the page was too deep or too large to be read to its end."""

    root: etree._Element
    scripts: list[str] = field(default_factory=list)  # JSON-LD, in page order
    is_whole: bool = True


class _TooMuch(Exception):
    """The page is deeper or larger than any article."""


class _Target:
    """Receives the parser's events and builds the tree."""

    def __init__(self) -> None:
        self._builder: Any = etree.TreeBuilder()  # its stubs want names and values that may be bytes
        self._open: list[str] = []
        self._count = 0
        self._unread_from = 0  # depth at which a skipped element was opened; 0 outside of one
        self._script: list[str] | None = None
        self.scripts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise _TooMuch
        if tag in ("html", "body") and tag in self._open[:2]:  # opened again for what stands behind </html>
            return
        name = tag if PLAIN_NAME.fullmatch(tag) else "span"
        self._open.append(name)
        if self._unread_from:
            return
        if name in UNREAD or name == "script":
            self._unread_from = len(self._open)
            if name == "script" and "ld+json" in attributes.get("type", "").lower():
                self._script = []
            return
        kept = {k: _printable(v[:LONGEST_ATTRIBUTE]) for k, v in attributes.items() if k in ATTRIBUTES}
        self._builder.start(name, kept)

    def end(self, tag: str) -> None:
        if self._open in ([], ["html"], ["html", "body"]):  # these stay open to the end
            return
        depth, name = len(self._open), self._open.pop()
        if not self._unread_from:
            self._builder.end(name)
        elif self._unread_from == depth:
            self._unread_from = 0
            if self._script is not None:
                self.scripts.append("".join(self._script))
                self._script = None

    def data(self, text: str) -> None:
        if self._script is not None:
            self._script.append(text)
        elif not self._unread_from and self._open:
            self._builder.data(_printable(text))

    def comment(self, text: str) -> None:
        """Comments say nothing to a reader."""

    def close(self) -> etree._Element:
        while self._open:
            if not self._unread_from:
                self._builder.end(self._open[-1])
            elif self._unread_from == len(self._open):
                self._unread_from = 0
            self._open.pop()
        root: etree._Element = self._builder.close()
        return root


def _printable(text: str) -> str:
    """The text without characters that XML forbids and lxml refuses; entities can smuggle them past any earlier cleaning."""
    return text if text.isprintable() else FORBIDDEN.sub("", text)


def texts(element: etree._Element) -> Iterator[str]:
    """The pieces of text in an element, in page order."""
    return (part for part in element.itertext() if isinstance(part, str))


def read_tree(html: str) -> Tree | None:
    """The tree of a page, or None if it has no element at all."""
    target = _Target()
    parser = etree.HTMLParser(target=cast(Any, target), encoding="utf-8", huge_tree=True)
    content = DATA_ADDRESS.sub("data:", html).replace("\x00", "").encode("utf-8", "replace")
    try:
        for at in range(0, len(content), CHUNK):
            parser.feed(content[at : at + CHUNK])
        root = parser.close()
    except _TooMuch:
        root = target.close()
        return Tree(root, target.scripts, is_whole=False)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return Tree(root, target.scripts) if root is not None else None
