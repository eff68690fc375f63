"""HTML as a small lxml tree, built through a target that no page can overload.

libxml2 alone spends quadratic time on a tag with a million attributes or on a hundred thousand open elements. The target keeps
few attributes, stops at a depth and a number of elements, and never stores what is no text: scripts, styles, drawings.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

MOST_ELEMENTS = 200_000
DEEPEST = 1_500
CHUNK = 16_384  # bytes fed at once: what the parser may still read after the target said stop

ATTRIBUTES: Final = frozenset(
    "class id itemprop itemtype itemscope content datetime href property name rel role style hidden lang title type data-testid "
    "data-component data-type aria-hidden aria-label".split()
)
LONGEST_ATTRIBUTE = 4_000
# Elements without any text for a reader. A script is kept if it holds JSON-LD.
UNREAD: Final = frozenset("style svg template canvas object embed audio select option datalist textarea".split())
PLAIN_NAME = re.compile(r"[a-z][a-z0-9]{0,30}")
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
        self._builder = etree.TreeBuilder()
        self._open: list[str] = []
        self._count = 0
        self._unread_from = 0  # depth at which a skipped element was opened; 0 outside of one
        self._script: list[str] | None = None
        self.scripts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise _TooMuch
        if tag == "html" and self._open:  # libxml2 opens a second root for what stands behind </html>
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
        kept = {k: v[:LONGEST_ATTRIBUTE] for k, v in attributes.items() if k in ATTRIBUTES}
        self._builder.start(name, kept)

    def end(self, tag: str) -> None:
        if len(self._open) < 2:  # the root stays open to the end
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
            self._builder.data(text)

    def comment(self, text: str) -> None:
        """Comments say nothing to a reader."""

    def close(self) -> etree._Element:
        while len(self._open) > 1:
            self.end(self._open[-1])
        if self._open and not self._unread_from:
            self._builder.end(self._open.pop())
        return self._builder.close()


def read_tree(html: str) -> Tree | None:
    """The tree of a page, or None if it has no element at all."""
    target = _Target()
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    content = DATA_ADDRESS.sub("data:", html).replace("\x00", "").encode("utf-8", "replace")
    try:
        for at in range(0, len(content), CHUNK):
            parser.feed(content[at : at + CHUNK])
        root = parser.close()
    except _TooMuch:
        root = target.close()
        return Tree(root, target.scripts, is_whole=False)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError:
        return None
    return Tree(root, target.scripts) if root is not None else None
