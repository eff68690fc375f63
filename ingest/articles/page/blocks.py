"""The article's element as typed pieces of text in reading order: what the tags and names of elements say of them.

BeautifulSoup sees only this element. The walk keeps its own stack, so that no nesting can exhaust Python's.
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import NavigableString, PageElement, Tag

from ingest.articles.page.markup import NOISE_MARK
from ingest.articles.page.names import NAMING, Role, roles
from ingest.articles.page.tags import HEADINGS, IMAGES, INLINE
from ingest.model import BlockKind

LONGEST_CAPTION = 1_000  # letters of an element that its name alone can make a caption, a standfirst …
LONGEST_CELL = 200  # letters of a cell beyond which a table is there for the layout
# Role -> kind of what stands in such an element.
KINDS: Final[dict[Role, BlockKind]] = {
    "embed": "embed", "credit": "credit", "caption": "caption", "key_point": "key_point", "quote": "quote_box",
    "correction": "correction", "standfirst": "standfirst", "byline": "boilerplate", "date": "boilerplate", "kicker": "boilerplate",
}  # fmt: skip
BOXES: Final = frozenset(("div", "section", "span", "a", "li"))
LONGEST_BOX = 400  # letters in a box around a picture that are taken for its caption
INLINE_ROLES: Final[frozenset[Role]] = frozenset({"caption", "credit"})  # of inline elements that stand for themselves


@dataclass(slots=True)
class Piece:
    """One line of text as printed, and what is known of its element. `linked` and `bold` count characters."""

    text: str
    kind: BlockKind
    tag: str
    linked: int = 0
    bold: int = 0
    group: int = 0  # pieces of one list or table share a number
    is_named: bool = False  # the kind comes from the element's name, not from its tag
    after_image: bool = False  # nothing but an image stands between this line and the one before


class _Context(NamedTuple):
    kind: BlockKind = "paragraph"
    tag: str = "div"
    linked: bool = False
    bold: bool = False
    group: int = 0
    is_named: bool = False


class _Flush:
    """On the stack: here a block ends."""


_FLUSH: Final = _Flush()


def read_pieces(html: str) -> list[Piece]:
    """The pieces of an element given as HTML."""
    soup = BeautifulSoup(html, builder=_Builder(multi_valued_attributes=None))
    walk = _Walk()
    walk.run(soup)
    return walk.pieces


class _Builder(LXMLTreeBuilder):
    """BeautifulSoup's builder on lxml, without the namespaces that HTML has not."""

    def start(self, tag: str | bytes, attrib: Any, nsmap: Any = None) -> None:
        cast(BeautifulSoup, self.soup).handle_starttag(str(tag), None, None, attrib)

    def end(self, tag: str | bytes) -> None:
        cast(BeautifulSoup, self.soup).handle_endtag(str(tag))


class _Walk:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._text: list[str] = []
        self._linked = self._bold = self._groups = 0
        self._saw_image = False
        self._context = _Context()

    def run(self, root: Tag) -> None:
        stack: list[tuple[PageElement | _Flush, _Context]] = [(root, _Context())]
        while stack:
            item, context = stack.pop()
            if isinstance(item, _Flush):
                self._flush()
            elif isinstance(item, NavigableString):
                self._add(str(item), context)
            elif isinstance(item, Tag):
                self._open(item, context, stack)
        self._flush()

    def _open(self, tag: Tag, context: _Context, stack: list[tuple[PageElement | _Flush, _Context]]) -> None:
        name = tag.name
        if name == "br":
            self._flush()
            return
        if name in IMAGES:
            self._saw_image = self._saw_image or not self._text  # one inside of a sentence is an emoji
            return
        found = _roles(tag)
        if name in ("button", "iframe") or "hidden" in found:
            return
        if "break" in found and name in INLINE and not tag.contents:
            self._flush()
            return
        if name == "table" and _is_data(tag):
            self._table(tag, context)
            return
        stands_alone = name not in INLINE or (
            not found.isdisjoint(INLINE_ROLES) and (context.kind == "caption" or not self._text)
        )
        inside = self._inside(tag, context, found, stands_alone)
        if stands_alone:
            self._flush()
            stack.append((_FLUSH, context))
        stack.extend((child, inside) for child in reversed(tag.contents))

    def _inside(self, tag: Tag, context: _Context, found: frozenset[Role], stands_alone: bool) -> _Context:
        """The context of an element's children."""
        name = tag.name
        if not stands_alone:
            if name == "a":
                return context if context.linked else context._replace(linked=True)
            return context._replace(bold=True) if name in ("b", "strong") and not context.bold else context
        group = context.group
        if name in ("ul", "ol", "dl", "table"):
            self._groups += 1
            group = self._groups
        kind, is_named = self._kind(tag, context, found)
        tag_name = context.tag if name in INLINE else name
        return _Context(kind, tag_name, context.linked, context.bold, group, is_named)

    @staticmethod
    def _kind(tag: Tag, context: _Context, found: frozenset[Role]) -> tuple[BlockKind, bool]:
        name = tag.name
        if tag.has_attr(NOISE_MARK) or context.kind == "boilerplate":
            return "boilerplate", True
        if name == "figcaption":
            return "caption", False
        if context.kind in ("caption", "credit") and name != "blockquote":
            return ("credit", True) if "credit" in found else (context.kind, context.is_named)
        if "image" in found and name in BOXES and tag.find(IMAGES) is not None and len(tag.get_text()) <= LONGEST_BOX:
            return "caption", True
        if context.kind == "key_point" and name in HEADINGS:
            return "boilerplate", True
        for role, kind in KINDS.items():
            if (
                role in found
                and len(tag.get_text()) <= LONGEST_CAPTION
                and not (name in HEADINGS and kind == "boilerplate")
            ):
                return kind, True
        if name == "blockquote" and context.kind == "caption" and not context.is_named:  # a pull quote set as a figure
            return "quote_box", False
        if context.is_named or context.kind == "embed":
            return context.kind, context.is_named
        if name == "figure":
            return "caption", False
        if name in HEADINGS:
            return "cross_head", False
        if name == "blockquote":
            return "quote_box", False
        if name in ("li", "dt", "dd"):
            return "list", False
        return context.kind, False

    def _table(self, table: Tag, context: _Context) -> None:
        """A row is one piece, its cells are parted by a space."""
        self._flush()
        self._groups += 1
        kind: BlockKind = "boilerplate" if table.has_attr(NOISE_MARK) or context.kind == "boilerplate" else "table"
        for row in table.find_all("tr"):
            cells = [" ".join(cell.get_text(" ").split()) for cell in row.find_all(("td", "th"))]
            if text := " ".join(cell for cell in cells if cell):
                self.pieces.append(Piece(text, kind, "tr", group=self._groups))

    def _add(self, text: str, context: _Context) -> None:
        if not self._text:
            if text.isspace():
                return
            self._context = context
        self._text.append(text)
        if context.linked or context.bold:
            letters = len(text.strip())
            self._linked += letters if context.linked else 0
            self._bold += letters if context.bold else 0

    def _flush(self) -> None:
        text = " ".join("".join(self._text).split())
        if text:
            c = self._context
            self.pieces.append(
                Piece(text, c.kind, c.tag, self._linked, self._bold, c.group, c.is_named, self._saw_image)
            )
            self._saw_image = False
        self._text = []
        self._linked = self._bold = 0


def _roles(tag: Tag) -> frozenset[Role]:
    names: list[str] = []
    for attribute, value in tag.attrs.items():
        if value and attribute in NAMING:
            names += [value] if isinstance(value, str) else value
    return roles(" ".join(names)) if names else frozenset()


def _is_data(table: Tag) -> bool:
    """A table of data: several rows, several short cells a row; else it only arranges the page."""
    rows = table.find_all("tr", limit=500)
    if len(rows) < 2 or table.find("table") is not None:
        return False
    cells = [row.find_all(("td", "th")) for row in rows]
    several = sum(len(row) > 1 for row in cells)
    longest = max((len(cell.get_text()) for row in cells for cell in row), default=0)
    return several * 2 >= len(rows) and longest <= LONGEST_CELL
