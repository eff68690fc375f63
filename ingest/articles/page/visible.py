"""What the visible page says of its article beside its text: byline and dates, near the headline or below the last line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.articles.dates import find_moment
from ingest.articles.lexicons import sections
from ingest.articles.page.claims import Claims
from ingest.articles.page.container import Layout
from ingest.articles.page.lines import ends_sentence, line_role
from ingest.articles.page.people import split_names
from ingest.articles.page.tags import INLINE
from ingest.articles.page.tree import texts
from ingest.articles.page.weights import Node

ABOVE = 60  # elements before the headline that may hold a byline or a date
BELOW = 80  # elements behind the last line of the article
FIRST_LINES = 3  # lines of prose among which the byline may still stand
LONGEST = 160  # characters of a byline or a date
MOST_TEXTS = 50  # looked at in search of names
MOST_LOOSE = 4  # names beyond the header from which on they belong to other articles
AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:es|en|in)?|auteurs?|autor[ei]|profiles?|profils?|people|person|staff|editors|signataires|journalist(?:s|e)?|"
    r"contributors?|redakteur|mitarbeiter|reporter|writers|columnists?|by)/[^/]",
    re.I,
)
DATE_IN_ADDRESS = re.compile(r"/(?P<year>(?:199|20\d)\d)(?P<mark>[/-]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)")
# Between the facts of a line such as 'Jane Doe | 3 May 2016 | Updated …'.
PARTS = re.compile(r"\s?[|•·∙()]\s?|\s[-–—/]\s")
LABELLED = re.compile(r"[(（]?\w{2,16}\s?[:：]")  # 'Author: …' is a byline anywhere, 'by …' only near the headline
LINE_TAGS = INLINE | {"p", "div", "address", "h3", "h4", "h5", "li", "td"}


@dataclass(frozen=True, slots=True)
class Zones:
    """Half-open ranges of elements where bylines and dates stand."""

    header: range
    above: range
    below: range


def read_visible(layout: Layout) -> Claims:
    """Authors, byline and dates as the page shows them."""
    zones = _zones(layout)
    claims = Claims()
    for zone, most in ((zones.header, LONGEST), (zones.above, MOST_LOOSE), (zones.below, MOST_LOOSE)):
        found = _authors(layout.nodes, zone, is_header=zone is zones.header)
        if found.authors and len(found.authors) <= most:
            claims = found
            break
    for zone in (zones.header, zones.above, zones.below):
        for node in _readable(layout.nodes, zone):
            _read_date(node, claims)
    if not claims.published:
        for zone in (zones.header, zones.above):
            for node in _readable(layout.nodes, zone):
                _read_words(_text(node), claims)
    return claims


def date_in_address(url: str | None) -> str | None:
    """The day in an address such as …/2023/02/23/title, as ISO text."""
    m = DATE_IN_ADDRESS.search(url or "")
    return f"{m['year']}-{m['month']}-{m['day']}" if m else None


def _zones(layout: Layout) -> Zones:
    nodes, container = layout.nodes, layout.container
    start = layout.headline if layout.headline is not None else container
    prose = [at for at in range(max(start + 1, container), nodes[container].end) if nodes[at].is_prose]
    first = prose[:FIRST_LINES][-1] if prose else nodes[container].end
    last = prose[-1] if prose else nodes[container].end - 1
    return Zones(
        header=range(start, max(start, first)),
        above=range(max(0, start - ABOVE), start),
        below=range(last + 1, min(len(nodes), max(last + 1, nodes[container].end) + BELOW)),
    )


def _readable(nodes: list[Node], zone: range) -> Iterator[Node]:
    """The elements of a zone, without comments, embedded posts and prose."""
    at = zone.start
    while at < zone.stop:
        node = nodes[at]
        is_quoted = node.element.tag == "blockquote" and "embed" in node.roles
        if node.element.tag in ("html", "head", "body"):
            at += 1
        elif is_quoted or "comments" in node.roles:
            at = node.end
        else:
            at += 1
            if not node.is_prose or not node.roles.isdisjoint(("byline", "date")) or _is_no_sentence(node):
                yield node


def _is_no_sentence(node: Node) -> bool:
    """A short line without a full stop, such as 'By Jane Doe | March 3, 2016 | Economy': its commas make it look like prose."""
    text = _text(node)
    return bool(text) and not ends_sentence(text)


def _text(node: Node) -> str:
    """The element's words, its inner elements parted by spaces; nothing if they are too many for a byline or a date."""
    words: list[str] = []
    length = 0
    for part in texts(node.element):
        words += part.split()
        length += len(part.strip())
        if length > LONGEST:
            return ""
    return " ".join(words)


def _authors(nodes: list[Node], zone: range, *, is_header: bool) -> Claims:
    """Names in a zone by the strongest evidence there is: marked up as author, a link to an author's page, a class that says
    so, words that say so (near the headline only: 'by' begins many a line); with the byline as printed."""
    levels: tuple[list[str], ...] = ([], [], [], [])
    byline = None
    for node in _readable(nodes, zone):
        text = _text(node)
        level = _level(node, text) if text else None
        if sum(map(len, levels)) > MOST_TEXTS:
            break
        if level is None or (level == 3 and not is_header and not LABELLED.match(text)) or text.startswith("©"):
            continue
        if split_names(text):
            levels[level].append(text)
        elif "byline" in node.roles and node.element.tag != "body":  # several names with nothing but tags between them
            levels[level].extend(name for name in map(str.strip, texts(node.element)) if split_names(name))
        if line_role(text) == "byline" and (byline is None or text in byline):
            byline = text
    best = _innermost(next((found for found in levels if found), []))
    return Claims(authors=best, byline=byline or (best[0] if len(best) == 1 and len(best[0]) < LONGEST / 2 else None))


def _level(node: Node, text: str) -> int | None:
    element = node.element
    if element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split():
        return 0
    if element.tag == "a" and AUTHOR_PAGE.search(element.get("href") or ""):
        return 1
    if "byline" in node.roles:
        return 2
    return 3 if element.tag in LINE_TAGS and line_role(text) == "byline" else None


def _innermost(texts: list[str]) -> list[str]:
    """Each text once, without those that only repeat a shorter one inside of them."""
    kept: list[str] = []
    for text in dict.fromkeys(texts):
        kept = [t for t in kept if text not in t or t == text]
        if not any(t in text for t in kept):
            kept.append(text)
    return kept


def _read_date(node: Node, claims: Claims) -> None:
    """What an element that is made for dates says."""
    element = node.element
    kind = (element.get("itemprop") or "").lower()
    stamp = element.get("datetime") or (element.get("content") if "date" in kind else None)
    if not stamp and not (element.tag == "time" or "date" in node.roles):
        return
    text = _text(node)
    if stamp:
        is_change = "modified" in kind or _says_changed(text) or "modified" in (element.get("class") or "")
        (claims.modified if is_change else claims.published).append(stamp)
    _read_words(text, claims)


def _read_words(text: str, claims: Claims) -> None:
    """Dates among the words of a line, told apart by what stands before them ('Updated: …')."""
    is_change = False
    for part in PARTS.split(text):
        is_change = _says_changed(part) or (is_change and not any(c.isalpha() for c in part))
        if any(c.isdigit() for c in part) and find_moment(part, "text", day_first=True):
            (claims.modified if is_change else claims.published).append(part)


def _says_changed(text: str) -> bool:
    plain = text.casefold()
    return any(word in plain for word in _change_words())


@cache
def _change_words() -> tuple[str, ...]:
    return sections("bylines.txt")["changed"]
