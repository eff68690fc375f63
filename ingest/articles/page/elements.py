"""All elements of a page in page order, as lists side by side: one object an element would cost more than all else that is read."""

from dataclasses import dataclass, field
from itertools import islice
from typing import cast

from lxml import etree

from ingest.articles.page.names import NAMELESS, NAMING, NO_ROLES, Role, roles
from ingest.articles.page.tags import INLINE, plain_tag

MOST_ELEMENTS = 50_000
DEEPEST = 1_500


Worth = tuple[float, float]  # letters of prose, of clutter


@dataclass(slots=True)
class Elements:
    """Entry 17 of each list tells of element 17. The weights are letters, and count the whole subtree."""

    at: list[etree._Element] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # one past the last element inside
    roles: list[frozenset[Role]] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)  # the block that the text in an element belongs to
    is_linked: list[bool] = field(default_factory=list)
    own: dict[int, Worth] = field(default_factory=dict)  # what the own line of a block is worth, of those that have one
    prose: list[float] = field(default_factory=list)
    clutter: list[float] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  # of prose
    is_prose: list[bool] = field(default_factory=list)  # a line of prose is its own
    is_noise: list[bool] = field(default_factory=list)
    is_dropped: list[bool] = field(
        default_factory=list
    )  # noise that is not even kept as such: hidden text, comments, menus
    is_whole: bool = True  # False if the page was too deep or too large to be read to its end

    def __len__(self) -> int:
        return len(self.at)


def read_elements(root: etree._Element) -> Elements:
    """The elements with what their tags and names say. A page too deep or too large for an article is cut."""
    page = Elements(list(islice(root.iter(etree.Element), MOST_ELEMENTS + 1)))
    places = {element: at for at, element in enumerate(page.at)}
    page.parents = [places.get(cast(etree._Element, element.getparent()), 0) for element in page.at]
    end = _first_too_deep(page.parents[:MOST_ELEMENTS])
    page.is_whole = end == len(page.at)
    del page.at[end:], page.parents[end:]
    page.tags = [plain_tag(element.tag) for element in page.at]
    page.roles = [
        roles(names) if tag not in NAMELESS and (names := names_of(element)) else NO_ROLES
        for element, tag in zip(page.at, page.tags, strict=True)
    ]
    page.ends = _ends(page.parents)
    for at, (tag, parent) in enumerate(zip(page.tags, page.parents, strict=True)):
        page.owners.append(page.owners[parent] if at and tag in INLINE else at)
        page.is_linked.append(tag == "a" or (at > 0 and page.is_linked[parent]))
    page.is_noise, page.is_dropped = [False] * end, [False] * end
    return page


def names_of(element: etree._Element) -> str:
    """The names of an element, parted by spaces."""
    return " ".join([str(value) for name, value in element.items() if name in NAMING])


def _first_too_deep(parents: list[int]) -> int:
    """Index of the first element deeper than any article; their number if there is none."""
    depths = [0]
    for at in range(1, len(parents)):
        depth = depths[parents[at]] + 1
        if depth >= DEEPEST:
            return at
        depths.append(depth)
    return len(parents)


def _ends(parents: list[int]) -> list[int]:
    ends = list(range(1, len(parents) + 1))
    for at in range(len(parents) - 1, 0, -1):
        above = parents[at]
        if ends[at] > ends[above]:
            ends[above] = ends[at]
    return ends
