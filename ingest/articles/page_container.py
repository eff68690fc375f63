"""Where on the page the article stands: every element weighed by the prose and the clutter that it holds.

One pass over the lxml tree in page order; all weights are sums over subtrees, so the whole is linear in the page's size.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.articles.page_headline import ALIKE, DENSE, similarity
from ingest.articles.page_names import NAMING, Role, roles

INLINE: Final = frozenset(
    "a abbr acronym amp-link b bdi bdo big br cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike strong "
    "sub sup time tt u var wbr img picture source".split()
)
TEXT_TAGS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
NO_CONTAINERS: Final = INLINE | TEXT_TAGS | {"html", "head"}
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CLUTTER_TAGS: Final = frozenset(("aside", "noscript", "dialog", "menu", "button", "iframe", "input", "frameset", "noframes"))
NO_NOISE: Final[frozenset[Role]] = frozenset({"body", "embed"})  # whatever else they are called
HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.I)
NOTICE = re.compile(r"\bcookies?\b|privacy policy|datenschutz|einwilligung", re.I)  # a banner can hold more prose than a short article
SENTENCE_MARKS = re.compile(r"[.!?…。！？।؟](?:[\s\"'”’»)]|$)|[,;，、،]\s?")
DENSITY = 2  # a letter of these scripts says as much as so many more of an alphabet
LEAST_PROSE = 40  # letters of a line that can be prose
PLAIN_PROSE = 100  # letters from which on a line is prose without any punctuation
LINK_PRICE = 0.5  # letters of prose that a letter of linked clutter outweighs
NAMED_BONUS = 1.01
LEAST_SHARE, LEAST_LINES = 0.3, 2  # of the page's prose and its lines, for the element around the headline to be the article's
ALONE = 0.3  # what a letter of prose counts if its line has no other prose beside it: most are teasers
SCRAP_PRICE = 0.15  # the same for short lines without a link
MOST_NOISE = 0.3  # share of the page's prose from which on an element is not believed to be noise, whatever its name

Worth = tuple[float, float]  # prose, clutter
NOTHING: Final[Worth] = (0.0, 0.0)


@dataclass(slots=True)
class Node:
    """One element: its place in page order, and what its whole subtree weighs in letters."""

    element: etree._Element
    parent: int
    end: int
    roles: frozenset[Role]
    prose: float = 0.0
    clutter: float = 0.0
    lines: int = 0  # of prose
    is_prose: bool = False  # a line of prose is its own
    is_noise: bool = False


@dataclass(slots=True)
class Weighed:
    """A page's elements; `headline` is the index of its main heading."""

    nodes: list[Node]
    headline: int | None


@dataclass(slots=True)
class Line:
    """The text that belongs to one block element itself, not to a block inside of it."""

    letters: int = 0
    linked: int = 0
    marks: int = 0
    is_notice: bool = False


def weigh(root: etree._Element, titles: Sequence[str] = ()) -> Weighed:
    """All elements in page order with their weights; noise is found, and its weight taken out."""
    nodes, lines = _read(root)
    own = [_worth(node.element.tag, line) for node, line in zip(nodes, lines, strict=True)]
    _sum_up(nodes, own)
    own = [(prose if _has_company(nodes, at) else ALONE * prose, clutter) for at, (prose, clutter) in enumerate(own)]
    headline = _headline_at(nodes, titles)
    _mark_noise(nodes, own, headline)
    _sum_up(nodes, [NOTHING if node.is_noise else worth for node, worth in zip(nodes, own, strict=True)])
    return Weighed(nodes, headline)


def _has_company(nodes: list[Node], at: int) -> bool:
    """Whether the parent or its parent holds another line of prose."""
    parent = nodes[at].parent
    return max(nodes[parent].lines, nodes[nodes[parent].parent].lines) > 1


def _mark_noise(nodes: list[Node], own: list[Worth], headline: int | None) -> None:
    groups = _group_prose(nodes)
    holds_body = {node.parent for node in nodes if "body" in node.roles}
    most = MOST_NOISE * nodes[0].prose
    above_text = True  # between the headline and the first prose: what is called a teaser here is the standfirst
    for at, node in enumerate(nodes):
        if at and nodes[node.parent].is_noise:
            node.is_noise = True
        elif headline is None or not at <= headline < node.end:
            named = _seems_noise(node) and at not in holds_body and not (above_text and "standfirst" in node.roles)
            node.is_noise = _is_unread(node) or (named and groups[_group(node)] <= most)
        if own[at][0] and not node.is_noise and (headline is None or at > headline):
            above_text = False


def find_container(page: Weighed) -> int:
    """Index of the smallest element that holds the article: the most prose with the least clutter, about the headline."""
    nodes = page.nodes
    start, end = _around_headline(page)
    best, best_score = start, float("-inf")
    for at in range(start, end):
        node = nodes[at]
        if node.is_noise or node.element.tag in NO_CONTAINERS:
            continue
        score = node.prose - node.clutter
        if "body" in node.roles or node.element.tag == "article":
            score *= NAMED_BONUS
        if score >= best_score:
            best, best_score = at, score
    return best


def _around_headline(page: Weighed) -> tuple[int, int]:
    """The smallest element around the headline with a good share of the prose: a page may go on with other articles."""
    nodes = page.nodes
    at = page.headline
    while at:
        at = nodes[at].parent
        node = nodes[at]
        if node.prose >= LEAST_SHARE * nodes[0].prose and node.lines >= LEAST_LINES:
            return at, node.end
    return 0, nodes[0].end


def _read(root: etree._Element) -> tuple[list[Node], list[Line]]:
    nodes: list[Node] = []
    lines: list[Line] = []
    place: dict[etree._Element, int] = {}
    owner: list[int] = []  # block that the text in an element belongs to
    linked: list[bool] = []
    for at, element in enumerate(root.iter(etree.Element)):
        parent_element = element.getparent()
        parent = place[parent_element] if at and parent_element is not None else 0
        place[element] = at
        names = " ".join(v for name in NAMING if (v := element.get(name)))
        nodes.append(Node(element, parent, at + 1, roles(names) if names else frozenset()))
        lines.append(Line())
        owner.append(owner[parent] if at and element.tag in INLINE else at)
        linked.append(element.tag == "a" or (bool(at) and linked[parent]))
        _count(lines[owner[at]], element.text, linked[at])
        if at:
            _count(lines[owner[parent]], element.tail, linked[parent])
    for at in range(len(nodes) - 1, 0, -1):
        parent_node = nodes[nodes[at].parent]
        parent_node.end = max(parent_node.end, nodes[at].end)
    return nodes, lines


def _count(line: Line, text: str | None, is_linked: bool) -> None:
    if not text or text.isspace():
        return
    letters = len(text.strip())
    if not text.isascii():
        letters += DENSITY * len(DENSE.findall(text))
    line.letters += letters
    line.marks += len(SENTENCE_MARKS.findall(text))
    line.is_notice = line.is_notice or bool(NOTICE.search(text))
    if is_linked:
        line.linked += letters


def _worth(tag: str, line: Line) -> Worth:
    """(prose, clutter) of a line. A heading is neither, unless it is a link to elsewhere."""
    free = line.letters - line.linked
    if line.is_notice:
        return NOTHING
    if tag in HEADINGS:
        return 0.0, LINK_PRICE * line.linked if line.linked > free else 0.0
    if free >= LEAST_PROSE and free > line.linked and (line.marks or free >= PLAIN_PROSE):
        return float(free), 0.0
    return 0.0, LINK_PRICE * line.linked + SCRAP_PRICE * free


def _sum_up(nodes: list[Node], own: list[Worth]) -> None:
    for node, (prose, clutter) in zip(nodes, own, strict=True):
        node.prose, node.clutter, node.lines, node.is_prose = prose, clutter, int(prose > 0), prose > 0
    for at in range(len(nodes) - 1, 0, -1):
        above = nodes[nodes[at].parent]
        above.prose += nodes[at].prose
        above.clutter += nodes[at].clutter
        above.lines += nodes[at].lines


def _headline_at(nodes: list[Node], titles: Sequence[str]) -> int | None:
    """The heading that is most like one of the page's titles: a main heading if one comes near, else the first one."""
    best, best_likeness = None, 0.0
    for tags in (("h1",), ("h2", "h3")):
        for at, node in enumerate(nodes):
            if node.element.tag in tags:
                text = "".join(node.element.itertext())
                likeness = max((similarity(text, title) for title in titles), default=0.0)
                if likeness > best_likeness:
                    best, best_likeness = at, likeness
        if best_likeness >= ALIKE:
            return best
    return next((at for at, node in enumerate(nodes) if node.element.tag == "h1"), best)


def _group(node: Node) -> tuple[str, str]:
    return node.element.tag, node.element.get("class") or ""


def _group_prose(nodes: list[Node]) -> Counter[tuple[str, str]]:
    """Prose of all elements that share tag and class: an article cut into many parts is no noise, whatever they are called."""
    groups: Counter[tuple[str, str]] = Counter()
    for node in nodes:
        groups[_group(node)] += int(node.prose)
    return groups


def _is_unread(node: Node) -> bool:
    """Parts that no article stands in, however much prose they hold."""
    return node.element.tag in ("nav", "footer") or not node.roles.isdisjoint(("comments", "footer"))


def _seems_noise(node: Node) -> bool:
    """Noise by tag, name or style."""
    element = node.element
    if element.tag in ("html", "body"):
        return False
    if "hidden" in node.roles or element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
        return True
    if node.roles & NO_NOISE:
        return False
    return element.tag in CLUTTER_TAGS or ("noise" in node.roles and element.tag not in INLINE and element.tag not in TEXT_TAGS)
