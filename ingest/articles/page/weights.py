"""Every element of a page weighed by the prose and the clutter that it holds: sums over subtrees, linear in the page's size."""

import re
from typing import Final

from ingest.articles.page.elements import Elements, Worth
from ingest.articles.page.letters import letters
from ingest.articles.page.tags import HEADINGS

# A notice about the page: a banner of them can hold more prose than a short article.
NOTICES: Final = ("cookie", "privacy policy", "datenschutz", "einwilligung")
NOTICE = re.compile(r"\bcookies?\b|privacy policy|datenschutz|einwilligung")
SENTENCE_MARKS = re.compile(r"[.!?…。！？।؟](?:[\s\"'”’»)]|$)|[,;，、،]")
LEAST_PROSE = 40  # letters of a line that can be prose
PLAIN_PROSE = 100  # letters from which on a line is prose without any punctuation
LINK_PRICE = 0.5  # letters of prose that a letter of linked clutter outweighs
SCRAP_PRICE = 0.15  # the same for short lines without a link
ALONE = 0.3  # what a letter of prose counts if its line has no other prose beside it: most are teasers

Line = list[tuple[str, bool]]  # the pieces of text that belong to one block itself, and whether each is part of a link


def weigh(page: Elements) -> None:
    """Sets what the own lines of blocks are worth, and the weights of all elements."""
    page.own = {at: _worth(page.tags[at], line) for at, line in _lines(page).items()}
    sum_up(page)
    for at, (prose, clutter) in page.own.items():
        if prose and not _has_company(page, at):
            page.own[at] = (ALONE * prose, clutter)


def sum_up(page: Elements) -> None:
    """Sets every element's weights to the sums over its subtree, in which noise weighs nothing."""
    size = len(page)
    page.prose, page.clutter, page.lines, page.is_prose = [0.0] * size, [0.0] * size, [0] * size, [False] * size
    prose, clutter, lines, parents = page.prose, page.clutter, page.lines, page.parents
    for at, worth in page.own.items():
        if not page.is_noise[at]:
            prose[at], clutter[at] = worth
            lines[at] = int(worth[0] > 0)
            page.is_prose[at] = worth[0] > 0
    for at in range(size - 1, 0, -1):
        if prose[at] or clutter[at]:
            above = parents[at]
            prose[above] += prose[at]
            clutter[above] += clutter[at]
            lines[above] += lines[at]


def _lines(page: Elements) -> dict[int, Line]:
    """Block -> the text that belongs to the block itself, not to a block inside of it."""
    lines: dict[int, Line] = {}
    owners, is_linked = page.owners, page.is_linked
    for at, (element, parent) in enumerate(zip(page.at, page.parents, strict=True)):
        if (text := element.text) and not text.isspace():
            lines.setdefault(owners[at], []).append((text, is_linked[at]))
        if at and (text := element.tail) and not text.isspace():
            lines.setdefault(owners[parent], []).append((text, is_linked[parent]))
    return lines


def _worth(tag: str, line: Line) -> Worth:
    """(prose, clutter) of a line. A heading is neither, unless it is a link to elsewhere."""
    free = linked = 0
    for text, is_link in line:
        if is_link:
            linked += letters(text.strip())
        else:
            free += letters(text.strip())
    if _is_notice(line):
        return 0.0, 0.0
    if tag in HEADINGS:
        return 0.0, LINK_PRICE * linked if linked > free else 0.0
    if (
        free >= LEAST_PROSE
        and free > linked
        and (free >= PLAIN_PROSE or any(SENTENCE_MARKS.search(t) for t, _ in line))
    ):
        return float(free), 0.0
    return 0.0, LINK_PRICE * linked + SCRAP_PRICE * free


def _is_notice(line: Line) -> bool:
    for text, _ in line:
        plain = text.lower()
        if any(word in plain for word in NOTICES) and NOTICE.search(plain):
            return True
    return False


def _has_company(page: Elements, at: int) -> bool:
    """Whether the parent or its parent holds another line of prose."""
    parent = page.parents[at]
    return max(page.lines[parent], page.lines[page.parents[parent]]) > 1
