"""The article's lines: the element that holds them, its pieces, and what the pieces' words and neighbours say of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final

from lxml import etree

from ingest.articles.page.blocks import Piece, read_pieces
from ingest.articles.page.container import Layout, read_layout
from ingest.articles.page.elements import Elements
from ingest.articles.page.headline import Headings
from ingest.articles.page.markup import write_html
from ingest.articles.page.names import NO_ROLES, Role
from ingest.articles.page.refine import TEXT_KINDS, refine
from ingest.articles.page.tags import INLINE

SHOWN = 0.4  # share of the stated text that the page must show for its own text to be taken
UNPRINTED: Final[frozenset[Role]] = frozenset({"kicker", "hidden"})  # parts of a heading that are not the headline
MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|li|a|strong|em)\b[^<>]{0,500}>", re.I)


@dataclass(slots=True)
class Body:
    """The article's lines with their kinds, the headings above them, and where on the page they stand."""

    pieces: list[Piece]
    headings: Headings
    layout: Layout


def read_body(root: etree._Element, titles: Sequence[str] = (), stated: str | None = None) -> Body:
    """The article on a page. `titles` are the page's own titles; they tell the headline from other headings.

    `stated` is the text that the page's metadata gives: it counts where the visible page has only the beginning of it.
    """
    layout = read_layout(root, titles)
    headings = _headings(layout)
    known = [*titles, *(h for h in (headings.main, headings.plain) if h)]
    pieces = refine(read_pieces(_html(layout)), known)
    if stated and _length(pieces) < SHOWN * len(stated):
        whole = refine(_stated(stated), known)
        pieces = whole if SHOWN * _length(whole) > _length(pieces) else pieces
    return Body(pieces, headings, layout)


def _length(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces if piece.kind in TEXT_KINDS)


def _stated(text: str) -> list[Piece]:
    """The pieces of a text from JSON-LD, which may be HTML, escaped once more or not, or plain lines."""
    plain = unescape(text) if "&lt;" in text or "&quot;" in text else text
    if MARKUP.search(plain):
        return read_pieces(plain)
    return [Piece(" ".join(line.split()), "paragraph", "p") for line in plain.splitlines() if line.strip()]


def _html(layout: Layout) -> str:
    """What stands between the headline and the text's element, and that element; its noise is marked as such."""
    return "".join(write_html(layout.page, part) for part in (*_header_parts(layout), layout.container))


def _header_parts(layout: Layout) -> list[int]:
    """Indexes of the elements between the headline and the element that holds the text: a standfirst, as a rule."""
    page, headline, container = layout.page, layout.headline, layout.container
    if headline is None or headline >= container:
        return []
    parts = []
    at = page.ends[headline]
    while at < container:
        if container < page.ends[at]:  # it holds the container: look inside
            at += 1
        else:
            if not page.is_noise[at]:
                parts.append(at)
            at = page.ends[at]
    return parts


def _headings(layout: Layout) -> Headings:
    if layout.headline is None:
        return Headings()
    page, headline, container = layout.page, layout.headline, layout.container
    text = next((at for at in range(max(container, headline), page.ends[container]) if page.is_prose[at]), container)
    lower = [_words(page, at) for at in range(headline + 1, text) if page.tags[at] in ("h2", "h3")]
    return Headings(_words(page, headline), _words(page, headline, UNPRINTED), lower)


def _words(page: Elements, top: int, left_out: frozenset[Role] = NO_ROLES) -> str:
    """The words of an element, without those of inner elements that have one of the roles."""
    pieces: list[str] = []
    skipped = {page.at[at] for at in range(top + 1, page.ends[top]) if page.roles[at] & left_out}
    walk = etree.iterwalk(page.at[top], events=("start", "end"))
    for event, element in walk:
        if event == "end":
            pieces.append("" if element is page.at[top] else element.tail or "")
        elif element in skipped:
            walk.skip_subtree()
        else:
            pieces += [" " if element.tag not in INLINE or element.tag == "br" else "", element.text or ""]
    return " ".join("".join(pieces).split())
