"""The article's blocks: the element that holds them, its pieces, and what the pieces' words and neighbours say of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from lxml import etree

from ingest.articles.page_blocks import NOISE_MARK, Piece, read_pieces
from ingest.articles.page_container import INLINE, Node, Weighed, find_container, weigh
from ingest.articles.page_headline import Headings
from ingest.articles.page_names import Role
from ingest.articles.page_refine import TEXT_KINDS, refine

SHOWN = 0.4  # share of the stated text that the page must show for its own text to be taken
MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|li|a|strong|em)\b[^<>]{0,500}>", re.I)


@dataclass(slots=True)
class Body:
    """The article's lines with their kinds, the headings above them, and where on the page they stand."""

    pieces: list[Piece]
    headings: Headings
    page: Weighed
    container: int


def read_body(root: etree._Element, titles: Sequence[str] = (), stated: str | None = None) -> Body:
    """The article on a page. `titles` are the page's own titles; they tell the headline from other headings.

    `stated` is the text that the page's metadata gives: it counts where the visible page has only the beginning of it.
    """
    page = weigh(root, titles)
    container = find_container(page)
    headings = _headings(page, container)
    parts = [*_header_parts(page, container), container]
    for part in parts:
        for node in page.nodes[part : page.nodes[part].end]:
            if node.is_noise:
                node.element.set(NOISE_MARK, "")
    html = "".join(etree.tostring(page.nodes[p].element, encoding="unicode", method="html", with_tail=False) for p in parts)
    known = [*titles, *(h for h in (headings.main, headings.plain) if h)]
    pieces = refine(read_pieces(html), known)
    if stated and sum(len(p.text) for p in pieces if p.kind in TEXT_KINDS) < SHOWN * len(stated):
        whole = refine(_stated(stated), known)
        pieces = whole if sum(len(p.text) for p in whole) * SHOWN > sum(len(p.text) for p in pieces) else pieces
    return Body(pieces, headings, page, container)


def _stated(text: str) -> list[Piece]:
    """The pieces of a text from JSON-LD, which may be HTML, escaped once more or not, or plain lines."""
    plain = unescape(text) if "&lt;" in text or "&quot;" in text else text
    if MARKUP.search(plain):
        return read_pieces(plain)
    return [Piece(" ".join(line.split()), "paragraph", "p") for line in plain.splitlines() if line.strip()]


def _headings(page: Weighed, container: int) -> Headings:
    if page.headline is None:
        return Headings()
    nodes = page.nodes
    text = next((at for at in range(max(container, page.headline), nodes[container].end) if nodes[at].is_prose), container)
    lower = [_words(nodes, at) for at in range(page.headline + 1, text) if nodes[at].element.tag in ("h2", "h3")]
    return Headings(_words(nodes, page.headline), _words(nodes, page.headline, frozenset({"kicker", "hidden"})), lower)


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


def _header_parts(page: Weighed, container: int) -> list[int]:
    """What stands between the headline and the element that holds the text: a standfirst, as a rule."""
    nodes, headline = page.nodes, page.headline
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
