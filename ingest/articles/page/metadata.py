"""What a page says of its article, decided between the places that say it."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final
from urllib.parse import urljoin, urlsplit

from ingest.articles.dates import Moment, find_moment, parse_moment
from ingest.articles.page.claims import Claims
from ingest.articles.page.people import has_person, is_outlet, people
from ingest.articles.page.visible import date_in_address
from ingest.articles.urls import site
from ingest.model import DateBasis

# As browsers ('save page as') and the extension SingleFile write it; 'about:internet' and files of a disk are no addresses.
SAVED_FROM = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{1,6}\)|page saved with singlefile\s{1,9}url:\s{0,9})(https?://[^\s<>]{1,2000}?)(?:\s|-->)",
    re.I,
)
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8}){0,3}")
MONTH_FIRST: Final = frozenset(("en", "en-us"))  # languages whose pages do not settle whether 03/04 is in March
MOST_TAGS = 50


def clean(value: str) -> str:
    """A claim as plain text: entities that were escaped twice are resolved, white space is single."""
    return " ".join(html.unescape(value).split())


def first(values: Iterable[str]) -> str | None:
    return next((text for value in values if (text := clean(value))), None)


def choose_url(given: str | None, page: str, *claims: Claims) -> str | None:
    """Canonical address: as declared, else as known from outside, else where the page was saved from."""
    saved = SAVED_FROM.search(page[:20_000])
    base = given or (saved[1] if saved else None)
    for value in chain.from_iterable(c.urls for c in claims):
        try:
            url = urljoin(base or "", clean(value))
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query):
            return url
    return base


def choose_language(*claims: Claims) -> str | None:
    """ISO 639-1 code that the page declares."""
    for value in chain.from_iterable(c.languages for c in claims):
        m = LANGUAGE.fullmatch(clean(value))
        if m and len(m[1]) == 2:
            return m[1].lower()
    return None


def choose_outlet(url: str | None, *claims: Claims) -> str | None:
    return first(v for c in claims for v in c.outlets if "://" not in v and not v.startswith("@")) or site(url)


def choose_authors(jsonld: Claims, meta: Claims, visible: Claims, outlets: Sequence[str]) -> list[str]:
    """The first place that names people: JSON-LD, <meta>, the visible page; a publisher as author only if nobody else is.

    The visible byline adds those whom the markup forgot.
    """
    structured, declared, shown = (
        [n for n in people(a for a in c.authors if not is_outlet(a, outlets)) if not is_outlet(n, outlets)]
        for c in (jsonld, meta, visible)
    )  # fmt: skip
    seen = set(map(str.casefold, shown))
    if seen and seen < set(map(str.casefold, declared)) and not structured:  # <meta> also names whoever owns the page
        declared = shown
    named = next((names for names in (structured, declared, shown) if has_person(names)), structured or declared)
    if set(map(str.casefold, named)) < seen:
        return shown
    return named or shown or next((names for c in (jsonld, visible, meta) if (names := people(c.authors))), [])


def choose_published(
    url: str | None, language: str | None, jsonld: Claims, meta: Claims, visible: Claims
) -> Moment | None:
    """The first place with a date that can be read: JSON-LD, <meta>, the address, the visible page.

    If only a change is dated, that date is taken: it can make an article look later than it was, never earlier.
    """
    address = date_in_address(url)
    places: tuple[tuple[DateBasis, Sequence[str]], ...] = (
        ("meta", jsonld.published), ("meta", meta.published), ("url", [address] if address else []), ("text", visible.published),
        ("meta", jsonld.modified), ("meta", meta.modified), ("text", visible.modified),
    )  # fmt: skip
    moments = list(_moments(places, language))
    dated = [m for m in moments if m.precision in ("second", "minute", "day")]
    if not dated:
        return next(iter(moments), None)
    same_day = [m for m in dated if m.at.date() == dated[0].at.date() and m.precision != "day"]
    return same_day[0] if dated[0].precision == "day" and same_day else dated[0]


def choose_modified(
    published: Moment | None, language: str | None, jsonld: Claims, meta: Claims, visible: Claims
) -> Moment | None:
    """When the page says it was changed, unless that is before it was published."""
    places: tuple[tuple[DateBasis, Sequence[str]], ...] = (
        ("meta", jsonld.modified), ("meta", meta.modified), ("text", visible.modified),
    )  # fmt: skip
    for moment in _moments(places, language):
        if published is None or moment.at >= published.at or moment.precision == "day":
            return moment
    return None


def _moments(places: Sequence[tuple[DateBasis, Sequence[str]]], language: str | None) -> Iterator[Moment]:
    day_first = None if language in (None, *MONTH_FIRST) else True
    for basis, values in places:
        for value in values[:20]:
            moment = parse_moment(clean(value), basis, day_first=day_first)
            if moment is None and basis == "text":
                moment = find_moment(clean(value), basis, day_first=day_first)
            if moment:
                yield moment


def choose_tags(*claims: Claims) -> list[str]:
    values = next((c.tags for c in claims if any(t.strip() for t in c.tags)), [])
    return list(dict.fromkeys(tag for value in values if (tag := clean(value)) and len(tag) < 100))[:MOST_TAGS]
