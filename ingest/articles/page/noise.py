"""Which elements are no part of any article: comments, footers, hidden text, advertisements, teasers, share buttons.

Names lie ('sidebar-grid__content' may hold the article), so no name is believed against much of the page's prose.
"""

import re
from collections import Counter
from typing import Final

from ingest.articles.page.elements import Elements
from ingest.articles.page.names import Role
from ingest.articles.page.tags import CLUTTER, HEADINGS, INLINE

HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.I)
BELIEVED: Final[frozenset[Role]] = frozenset({"body", "embed"})  # these are no noise, whatever else they are called
UNREAD_ROLES: Final[frozenset[Role]] = frozenset({"comments", "footer"})
TEXT_TAGS: Final = INLINE | HEADINGS | {"p"}  # too small to be noise by their names
MOST_NOISE = 0.3  # share of the page's prose from which on an element is not believed to be noise
LEAST_SHOWN = 2  # lines of prose that a page must show for its hidden text not to count


def mark_noise(page: Elements, headline: int | None) -> None:
    """Sets `is_noise` and `is_dropped` on the elements of the page that are noise or stand inside of it."""
    groups = _group_prose(page)
    holds_body = {page.parents[at] for at, roles in enumerate(page.roles) if "body" in roles}
    most = MOST_NOISE * page.prose[0]
    is_readable = _shows_text(page)  # else what is hidden may be the article that a script unfolds
    above_text = True  # between the headline and the first prose: what is called a teaser here is the standfirst
    is_noise, is_dropped, ends = page.is_noise, page.is_dropped, page.ends
    for at, parent in enumerate(page.parents):
        if is_noise[parent] and at:
            is_noise[at], is_dropped[at] = True, is_dropped[parent]
        elif headline is None or not at <= headline < ends[at]:
            is_dropped[at] = _is_unread(page, at) or (is_readable and _is_hidden(page, at))
            is_noise[at] = is_dropped[at] or (
                _seems_noise(page, at)
                and at not in holds_body
                and not (above_text and "standfirst" in page.roles[at])
                and groups[_group(page, at)] <= most
            )
        if (
            above_text
            and at in page.own
            and page.own[at][0]
            and not is_noise[at]
            and (headline is None or at > headline)
        ):
            above_text = False


def _is_unread(page: Elements, at: int) -> bool:
    """Parts that no article stands in, however much prose they hold."""
    return page.tags[at] in ("nav", "footer") or not page.roles[at].isdisjoint(UNREAD_ROLES)


def _is_hidden(page: Elements, at: int) -> bool:
    if page.tags[at] in ("html", "body"):
        return False
    element = page.at[at]
    if "hidden" in page.roles[at] or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and bool(HIDDEN.search(style))


def _seems_noise(page: Elements, at: int) -> bool:
    """Noise by tag or name."""
    tag, roles = page.tags[at], page.roles[at]
    if tag in ("html", "body") or not roles.isdisjoint(BELIEVED):
        return False
    return tag in CLUTTER or ("noise" in roles and tag not in TEXT_TAGS)


def _shows_text(page: Elements) -> bool:
    """Whether some lines of prose stand outside of hidden elements."""
    lines = at = 0
    while at < len(page) and lines < LEAST_SHOWN:
        if not page.lines[at] or _is_hidden(page, at):
            at = page.ends[at]
        else:
            lines += page.is_prose[at]
            at += 1
    return lines >= LEAST_SHOWN


def _group(page: Elements, at: int) -> tuple[str, str]:
    return page.tags[at], page.at[at].get("class") or ""


def _group_prose(page: Elements) -> Counter[tuple[str, str]]:
    """Prose of all elements that share tag and class: an article cut into many parts is no noise, whatever they are called."""
    groups: Counter[tuple[str, str]] = Counter()
    for at, prose in enumerate(page.prose):
        if prose:
            groups[_group(page, at)] += int(prose)
    return groups
