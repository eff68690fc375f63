"""Which elements are no part of any article: comments, footers, hidden text, advertisements, teasers, share buttons.

Names lie ('sidebar-grid__content' may hold the article), so no name is believed against much of the page's prose.
"""

import re
from collections import Counter
from typing import Final

from ingest.articles.page.names import Role
from ingest.articles.page.tags import CLUTTER, HEADINGS, INLINE
from ingest.articles.page.weights import Node, Worth

HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.I)
BELIEVED: Final[frozenset[Role]] = frozenset({"body", "embed"})  # these are no noise, whatever else they are called
TEXT_TAGS: Final = INLINE | HEADINGS | {"p"}  # too small to be noise by their names
MOST_NOISE = 0.3  # share of the page's prose from which on an element is not believed to be noise
LEAST_SHOWN = 2  # lines of prose that a page must show for its hidden text not to count


def mark_noise(nodes: list[Node], own: list[Worth], headline: int | None) -> None:
    """Sets `is_noise` and `is_dropped` on the elements of the page that are noise or stand inside of it."""
    groups = _group_prose(nodes)
    holds_body = {node.parent for node in nodes if "body" in node.roles}
    most = MOST_NOISE * nodes[0].prose
    is_readable = _shown_lines(nodes) >= LEAST_SHOWN  # else what is hidden may be the article that a script unfolds
    above_text = True  # between the headline and the first prose: what is called a teaser here is the standfirst
    for at, node in enumerate(nodes):
        if at and nodes[node.parent].is_noise:
            node.is_noise, node.is_dropped = True, nodes[node.parent].is_dropped
        elif headline is None or not at <= headline < node.end:
            named = _seems_noise(node) and at not in holds_body and not (above_text and "standfirst" in node.roles)
            node.is_dropped = _is_unread(node) or (is_readable and _is_hidden(node))
            node.is_noise = node.is_dropped or (named and groups[_group(node)] <= most)
        if own[at][0] and not node.is_noise and (headline is None or at > headline):
            above_text = False


def _is_unread(node: Node) -> bool:
    """Parts that no article stands in, however much prose they hold."""
    return node.element.tag in ("nav", "footer") or not node.roles.isdisjoint(("comments", "footer"))


def _is_hidden(node: Node) -> bool:
    element = node.element
    if element.tag in ("html", "body"):
        return False
    return (
        "hidden" in node.roles or element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))
    )


def _seems_noise(node: Node) -> bool:
    """Noise by tag or name."""
    tag = node.element.tag
    if tag in ("html", "body") or not node.roles.isdisjoint(BELIEVED):
        return False
    return tag in CLUTTER or ("noise" in node.roles and tag not in TEXT_TAGS)


def _shown_lines(nodes: list[Node]) -> int:
    """Lines of prose outside of hidden elements."""
    lines, at = 0, 0
    while at < len(nodes):
        if _is_hidden(nodes[at]):
            at = nodes[at].end
        else:
            lines += nodes[at].is_prose
            at += 1
    return lines


def _group(node: Node) -> tuple[str, str]:
    return node.element.tag, node.element.get("class") or ""


def _group_prose(nodes: list[Node]) -> Counter[tuple[str, str]]:
    """Prose of all elements that share tag and class: an article cut into many parts is no noise, whatever they are called."""
    groups: Counter[tuple[str, str]] = Counter()
    for node in nodes:
        groups[_group(node)] += int(node.prose)
    return groups
