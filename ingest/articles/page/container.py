"""Where on the page the article stands: its headline, and the smallest element that holds its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.articles.page.headline import ALIKE, similarity
from ingest.articles.page.noise import TEXT_TAGS, mark_noise
from ingest.articles.page.tree import texts
from ingest.articles.page.weights import NOTHING, Node, sum_up, weigh

NO_CONTAINERS: Final = TEXT_TAGS | {"html", "head"}
LEAST_SHARE, LEAST_LINES = (
    0.3,
    2,
)  # of the page's prose and its lines, for the element around the headline to be the article's


@dataclass(slots=True)
class Layout:
    """A page's elements with their weights, noise weighing nothing; the indexes of the main heading and of the text's element."""

    nodes: list[Node]
    headline: int | None
    container: int


def read_layout(root: etree._Element, titles: Sequence[str] = ()) -> Layout:
    """Finds noise, headline and container. `titles` are the page's own, they tell the headline from other headings."""
    nodes, own = weigh(root)
    headline = _headline_at(nodes, titles)
    mark_noise(nodes, own, headline)
    sum_up(nodes, [NOTHING if node.is_noise else worth for node, worth in zip(nodes, own, strict=True)])
    return Layout(nodes, headline, _container(nodes, headline))


def _container(nodes: list[Node], headline: int | None) -> int:
    """The element about the headline with the most prose and the least clutter; of several that hold the same, the innermost."""
    start, end = _around_headline(nodes, headline)
    best, best_score = start, float("-inf")
    for at in range(start, end):
        node = nodes[at]
        score = node.prose - node.clutter
        if score >= best_score and not node.is_noise and node.element.tag not in NO_CONTAINERS:
            best, best_score = at, score
    return best


def _around_headline(nodes: list[Node], headline: int | None) -> tuple[int, int]:
    """The smallest element around the headline with a good share of the prose: a page may go on with other articles."""
    at = headline
    while at:
        at = nodes[at].parent
        node = nodes[at]
        if node.prose >= LEAST_SHARE * nodes[0].prose and node.lines >= LEAST_LINES:
            return at, node.end
    return 0, nodes[0].end


def _headline_at(nodes: list[Node], titles: Sequence[str]) -> int | None:
    """The heading that is most like one of the page's titles: a main heading if one comes near, else the first one."""
    best, best_likeness = None, 0.0
    for tags in (("h1",), ("h2", "h3")):
        for at, node in enumerate(nodes):
            if node.element.tag in tags:
                text = "".join(texts(node.element))
                likeness = max((similarity(text, title) for title in titles), default=0.0)
                if likeness > best_likeness:
                    best, best_likeness = at, likeness
        if best_likeness >= ALIKE:
            return best
    return next((at for at, node in enumerate(nodes) if node.element.tag == "h1"), best)
