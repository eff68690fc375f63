"""What the visible page says of its article beside its text: byline and dates, near the headline or below the last line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from lxml import etree

from ingest.articles.dates import find_moment
from ingest.articles.lexicons import sections
from ingest.articles.page.claims import Claims
from ingest.articles.page.container import Layout
from ingest.articles.page.elements import Elements
from ingest.articles.page.lines import ends_sentence, is_byline
from ingest.articles.page.names import Role
from ingest.articles.page.people import split_names
from ingest.articles.page.tags import INLINE
from ingest.articles.page.tree import texts

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


@dataclass
class Spot:
    """An element of a zone."""

    element: etree._Element
    tag: str
    roles: frozenset[Role]

    @cached_property
    def text(self) -> str:
        """Its words, its inner elements parted by spaces; nothing if they are too many for a byline or a date."""
        words: list[str] = []
        length = 0
        for part in texts(self.element):
            words += part.split()
            length += len(part.strip())
            if length > LONGEST:
                return ""
        return " ".join(words)


def read_visible(layout: Layout) -> Claims:
    """Authors, byline and dates as the page shows them."""
    zones = _zones(layout)
    spots = {zone: list(_readable(layout.page, zone)) for zone in (zones.header, zones.above, zones.below)}
    claims = Claims()
    for zone, most in ((zones.header, LONGEST), (zones.above, MOST_LOOSE), (zones.below, MOST_LOOSE)):
        found = _authors(spots[zone], is_header=zone is zones.header)
        if found.authors and len(found.authors) <= most:
            claims = found
            break
    for zone in (zones.header, zones.above, zones.below):
        for spot in spots[zone]:
            _read_date(spot, claims)
    if not claims.published:
        for zone in (zones.header, zones.above):
            for spot in spots[zone]:
                _read_words(spot.text, claims)
    return claims


def date_in_address(url: str | None) -> str | None:
    """The day in an address such as …/2023/02/23/title, as ISO text."""
    m = DATE_IN_ADDRESS.search(url or "")
    return f"{m['year']}-{m['month']}-{m['day']}" if m else None


def _zones(layout: Layout) -> Zones:
    page, container = layout.page, layout.container
    start = layout.headline if layout.headline is not None else container
    end = page.ends[container]
    prose = [at for at in range(max(start + 1, container), end) if page.is_prose[at]]
    first = prose[:FIRST_LINES][-1] if prose else end
    last = prose[-1] if prose else end - 1
    return Zones(
        header=range(start, max(start, first)),
        above=range(max(0, start - ABOVE), start),
        below=range(last + 1, min(len(page), max(last + 1, end) + BELOW)),
    )


def _readable(page: Elements, zone: range) -> Iterator[Spot]:
    """The elements of a zone, without comments, embedded posts and prose."""
    at = zone.start
    while at < zone.stop:
        roles, tag = page.roles[at], page.tags[at]
        if tag in ("html", "head", "body"):
            at += 1
        elif "comments" in roles or (tag == "blockquote" and "embed" in roles):
            at = page.ends[at]
        else:
            spot = Spot(page.at[at], tag, roles)
            if not page.is_prose[at] or "byline" in roles or "date" in roles or _is_no_sentence(spot.text):
                yield spot
            at += 1


def _is_no_sentence(text: str) -> bool:
    """A short line without a full stop, such as 'By Jane Doe | March 3, 2016 | Economy': its commas make it look like prose."""
    return bool(text) and not ends_sentence(text)


def _authors(spots: list[Spot], *, is_header: bool) -> Claims:
    """Names in a zone by the strongest evidence there is: marked up as author, a link to an author's page, a class that says
    so, words that say so (near the headline only: 'by' begins many a line); with the byline as printed."""
    levels: tuple[list[str], ...] = ([], [], [], [])
    byline = None
    for spot in spots:
        text = spot.text
        level = _level(spot) if text else None
        if sum(map(len, levels)) > MOST_TEXTS:
            break
        if level is None or (level == 3 and not is_header and not LABELLED.match(text)) or text.startswith("©"):
            continue
        if split_names(text):
            levels[level].append(text)
        elif "byline" in spot.roles and spot.tag != "body":  # several names with nothing but tags between them
            levels[level].extend(name for name in map(str.strip, texts(spot.element)) if split_names(name))
        if is_byline(text) and (byline is None or text in byline):
            byline = text
    best = _innermost(next((found for found in levels if found), []))
    return Claims(authors=best, byline=byline or (best[0] if len(best) == 1 and len(best[0]) < LONGEST / 2 else None))


def _level(spot: Spot) -> int | None:
    element = spot.element
    if element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split():
        return 0
    if spot.tag == "a" and AUTHOR_PAGE.search(element.get("href") or ""):
        return 1
    if "byline" in spot.roles:
        return 2
    return 3 if spot.tag in LINE_TAGS and is_byline(spot.text) else None


def _innermost(texts: list[str]) -> list[str]:
    """Each text once, without those that only repeat a shorter one inside of them."""
    kept: list[str] = []
    for text in dict.fromkeys(texts):
        kept = [t for t in kept if text not in t or t == text]
        if not any(t in text for t in kept):
            kept.append(text)
    return kept


def _read_date(spot: Spot, claims: Claims) -> None:
    """What an element that is made for dates says."""
    element = spot.element
    kind = (element.get("itemprop") or element.get("property") or "").lower()  # microdata or RDFa
    stamp = element.get("datetime") or (element.get("content") if "date" in kind else None)
    if not stamp and not (spot.tag == "time" or "date" in spot.roles):
        return
    if stamp:
        is_change = "modified" in kind or _says_changed(spot.text) or "modified" in (element.get("class") or "")
        (claims.modified if is_change else claims.published).append(stamp)
    _read_words(spot.text, claims)


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
