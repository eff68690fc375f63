"""All elements of a page in page order, as lists side by side: one object an element would cost more than all else that is read."""

from dataclasses import dataclass, field

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
    page = Elements()
    places: dict[etree._Element, int] = {}
    depths: list[int] = []
    for at, element in enumerate(root.iter(etree.Element)):
        above = element.getparent()
        parent = places[above] if at and above is not None else 0
        depth = depths[parent] + 1 if at else 0
        if at >= MOST_ELEMENTS or depth >= DEEPEST:
            page.is_whole = False
            break
        places[element] = at
        depths.append(depth)
        tag = plain_tag(element.tag)
        names = "" if tag in NAMELESS else " ".join(filter(None, map(element.get, NAMING)))
        page.at.append(element)
        page.tags.append(tag)
        page.parents.append(parent)
        page.roles.append(roles(names) if names else NO_ROLES)
        page.owners.append(page.owners[parent] if at and tag in INLINE else at)
        page.is_linked.append(tag == "a" or (at > 0 and page.is_linked[parent]))
    page.ends = _ends(page.parents)
    page.is_noise = [False] * len(page.at)
    page.is_dropped = [False] * len(page.at)
    return page


def _ends(parents: list[int]) -> list[int]:
    ends = list(range(1, len(parents) + 1))
    for at in range(len(parents) - 1, 0, -1):
        above = parents[at]
        if ends[at] > ends[above]:
            ends[above] = ends[at]
    return ends
