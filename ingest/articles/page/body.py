"""The article's lines: the element that holds them, its pieces, and what the pieces' words and neighbours say of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from lxml import etree

from ingest.articles.page.blocks import DROPPED, NOISE_MARK, Piece, read_pieces
from ingest.articles.page.container import Layout, read_layout
from ingest.articles.page.headline import Headings
from ingest.articles.page.names import Role
from ingest.articles.page.refine import TEXT_KINDS, refine
from ingest.articles.page.tags import INLINE
from ingest.articles.page.weights import Node

SHOWN = 0.4  # share of the stated text that the page must show for its own text to be taken
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
    nodes = layout.nodes
    parts = [*_header_parts(layout), layout.container]
    for part in parts:
        for node in nodes[part : nodes[part].end]:
            if node.is_noise and not nodes[node.parent].is_noise:
                node.element.set(NOISE_MARK, DROPPED if node.is_dropped else "")
    written = (etree.tostring(nodes[p].element, encoding="unicode", method="html", with_tail=False) for p in parts)
    return "".join(written)


def _header_parts(layout: Layout) -> list[int]:
    """Indexes of the elements between the headline and the element that holds the text: a standfirst, as a rule."""
    nodes, headline, container = layout.nodes, layout.headline, layout.container
    if headline is None or headline >= container:
        return []
    parts = []
    at = nodes[headline].end
    while at < container:
        if container < nodes[at].end:  # it holds the container: look inside
            at += 1
        else:
            if not nodes[at].is_noise:
                parts.append(at)
            at = nodes[at].end
    return parts


def _headings(layout: Layout) -> Headings:
    if layout.headline is None:
        return Headings()
    nodes, headline, container = layout.nodes, layout.headline, layout.container
    text = next((at for at in range(max(container, headline), nodes[container].end) if nodes[at].is_prose), container)
    lower = [_words(nodes, at) for at in range(headline + 1, text) if nodes[at].element.tag in ("h2", "h3")]
    return Headings(_words(nodes, headline), _words(nodes, headline, frozenset({"kicker", "hidden"})), lower)


def _words(nodes: list[Node], at: int, left_out: frozenset[Role] = frozenset()) -> str:
    """The words of an element, without those of inner elements that have one of the roles."""
    skipped = {node.element for node in nodes[at + 1 : nodes[at].end] if node.roles & left_out}
    top = nodes[at].element
    pieces: list[str] = []
    walk = etree.iterwalk(top, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            pieces.append("" if element is top else element.tail or "")
        elif element in skipped:
            walk.skip_subtree()
        else:
            pieces += [" " if element.tag not in INLINE or element.tag == "br" else "", element.text or ""]
    return " ".join("".join(pieces).split())
