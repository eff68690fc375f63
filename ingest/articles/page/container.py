"""Where on the page the article stands: its headline, and the smallest element that holds its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.articles.page.elements import Elements, read_elements
from ingest.articles.page.headline import ALIKE, similarity
from ingest.articles.page.noise import TEXT_TAGS, mark_noise
from ingest.articles.page.tree import texts
from ingest.articles.page.weights import sum_up, weigh

NO_CONTAINERS: Final = TEXT_TAGS | {"html", "head"}
LEAST_SHARE = 0.3  # of the page's prose, for the element around the headline to be the article's
LEAST_LINES = 2  # of prose, for the same


@dataclass(slots=True)
class Layout:
    """A page's elements with their weights, noise weighing nothing; the indexes of the main heading and of the text's element."""

    page: Elements
    headline: int | None
    container: int


def read_layout(root: etree._Element, titles: Sequence[str] = ()) -> Layout:
    """Finds noise, headline and container. `titles` are the page's own, they tell the headline from other headings."""
    page = read_elements(root)
    weigh(page)
    headline = _headline_at(page, titles)
    mark_noise(page, headline)
    sum_up(page)
    return Layout(page, headline, _container(page, headline))


def _container(page: Elements, headline: int | None) -> int:
    """The element about the headline with the most prose and the least clutter; of several that hold the same, the innermost."""
    start, end = _around_headline(page, headline)
    best, best_score = start, float("-inf")
    for at in range(start, end):
        score = page.prose[at] - page.clutter[at]
        if score >= best_score and not page.is_noise[at] and page.tags[at] not in NO_CONTAINERS:
            best, best_score = at, score
    return best


def _around_headline(page: Elements, headline: int | None) -> tuple[int, int]:
    """The smallest element around the headline with a good share of the prose: a page may go on with other articles."""
    at = headline
    while at:
        at = page.parents[at]
        if page.prose[at] >= LEAST_SHARE * page.prose[0] and page.lines[at] >= LEAST_LINES:
            return at, page.ends[at]
    return 0, len(page)


def _headline_at(page: Elements, titles: Sequence[str]) -> int | None:
    """The heading that is most like one of the page's titles: a main heading if one comes near, else the first one."""
    best, best_likeness = None, 0.0
    for tags in (("h1",), ("h2", "h3")):
        for at, tag in enumerate(page.tags):
            if tag in tags:
                text = "".join(texts(page.at[at]))
                likeness = max((similarity(text, title) for title in titles), default=0.0)
                if likeness > best_likeness:
                    best, best_likeness = at, likeness
        if best_likeness >= ALIKE:
            return best
    return page.tags.index("h1") if "h1" in page.tags else best
