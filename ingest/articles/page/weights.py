"""Every element of a page weighed by the prose and the clutter that it holds.

One pass over the lxml tree in page order; all weights are sums over subtrees, so the whole is linear in the page's size.
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.articles.page.letters import letters
from ingest.articles.page.names import NAMING, Role, roles
from ingest.articles.page.tags import HEADINGS, INLINE

# A notice about the page: a banner of them can hold more prose than a short article.
NOTICE = re.compile(r"\bcookies?\b|privacy policy|datenschutz|einwilligung", re.I)
SENTENCE_MARKS = re.compile(r"[.!?…。！？।؟](?:[\s\"'”’»)]|$)|[,;，、،]\s?")
LEAST_PROSE = 40  # letters of a line that can be prose
PLAIN_PROSE = 100  # letters from which on a line is prose without any punctuation
LINK_PRICE = 0.5  # letters of prose that a letter of linked clutter outweighs
SCRAP_PRICE = 0.15  # the same for short lines without a link
ALONE = 0.3  # what a letter of prose counts if its line has no other prose beside it: most are teasers

Worth = tuple[float, float]  # prose, clutter
NOTHING: Final[Worth] = (0.0, 0.0)


@dataclass(slots=True)
class Node:
    """One element: its place in page order, and what its whole subtree weighs in letters."""

    element: etree._Element
    parent: int
    end: int  # one past the last element inside of it
    roles: frozenset[Role]
    prose: float = 0.0
    clutter: float = 0.0
    lines: int = 0  # of prose
    is_prose: bool = False  # a line of prose is its own
    is_noise: bool = False
    is_dropped: bool = False  # noise that is not even kept as such: hidden text, comments, menus


@dataclass(slots=True)
class _Line:
    """The text that belongs to one block element itself, not to a block inside of it."""

    letters: int = 0
    linked: int = 0
    marks: int = 0
    is_notice: bool = False


def weigh(root: etree._Element) -> tuple[list[Node], list[Worth]]:
    """All elements in page order with the weights of their subtrees, and what each element's own line is worth."""
    nodes, lines = _read(root)
    own = [_worth(node.element.tag, line) for node, line in zip(nodes, lines, strict=True)]
    sum_up(nodes, own)
    own = [(prose if _has_company(nodes, at) else ALONE * prose, clutter) for at, (prose, clutter) in enumerate(own)]
    return nodes, own


def sum_up(nodes: list[Node], own: list[Worth]) -> None:
    """Sets every element's weights to the sums over its subtree."""
    for node, (prose, clutter) in zip(nodes, own, strict=True):
        node.prose, node.clutter, node.lines, node.is_prose = prose, clutter, int(prose > 0), prose > 0
    for at in range(len(nodes) - 1, 0, -1):
        above = nodes[nodes[at].parent]
        above.prose += nodes[at].prose
        above.clutter += nodes[at].clutter
        above.lines += nodes[at].lines


def _read(root: etree._Element) -> tuple[list[Node], list[_Line]]:
    nodes: list[Node] = []
    lines: list[_Line] = []
    place: dict[etree._Element, int] = {}
    owner: list[int] = []  # the block that the text in an element belongs to
    linked: list[bool] = []
    for at, element in enumerate(root.iter(etree.Element)):
        above = element.getparent()
        parent = place[above] if at and above is not None else 0
        place[element] = at
        names = " ".join([str(value) for name, value in element.items() if name in NAMING])
        nodes.append(Node(element, parent, at + 1, roles(names) if names else frozenset()))
        lines.append(_Line())
        owner.append(owner[parent] if at and element.tag in INLINE else at)
        linked.append(element.tag == "a" or (bool(at) and linked[parent]))
        _count(lines[owner[at]], element.text, linked[at])
        if at:
            _count(lines[owner[parent]], element.tail, linked[parent])
    for at in range(len(nodes) - 1, 0, -1):
        nodes[nodes[at].parent].end = max(nodes[nodes[at].parent].end, nodes[at].end)
    return nodes, lines


def _count(line: _Line, text: str | None, is_linked: bool) -> None:
    if not text or text.isspace():
        return
    length = letters(text.strip())
    line.letters += length
    line.marks += len(SENTENCE_MARKS.findall(text))
    line.is_notice = line.is_notice or bool(NOTICE.search(text))
    if is_linked:
        line.linked += length


def _worth(tag: str, line: _Line) -> Worth:
    """(prose, clutter) of a line. A heading is neither, unless it is a link to elsewhere."""
    free = line.letters - line.linked
    if line.is_notice:
        return NOTHING
    if tag in HEADINGS:
        return 0.0, LINK_PRICE * line.linked if line.linked > free else 0.0
    if free >= LEAST_PROSE and free > line.linked and (line.marks or free >= PLAIN_PROSE):
        return float(free), 0.0
    return 0.0, LINK_PRICE * line.linked + SCRAP_PRICE * free


def _has_company(nodes: list[Node], at: int) -> bool:
    """Whether the parent or its parent holds another line of prose."""
    parent = nodes[at].parent
    return max(nodes[parent].lines, nodes[nodes[parent].parent].lines) > 1
