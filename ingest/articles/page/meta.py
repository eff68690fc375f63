"""What a page's head declares: <meta>, <link>, <title>, lang."""

from functools import cache

from lxml import etree

from ingest.articles.lexicons import sections
from ingest.articles.page.claims import Claims
from ingest.articles.page.tree import texts

MOST_VALUES = 60  # of one claim


def read_meta(root: etree._Element) -> Claims:
    """Claims of the head. Canonical link and html lang go before the <meta> elements that say the same."""
    values = _values(root)
    claims = Claims()
    for claim, names in _names().items():
        found = [value for name in names for value in values.get(name, ())]
        getattr(claims, claim).extend(dict.fromkeys(found[:MOST_VALUES]))
    claims.authors = [value for value in claims.authors if "://" not in value] + _labelled_author(values)
    claims.urls[:0] = _canonical(root)
    claims.languages[:0] = [lang for lang in (root.get("lang"),) if lang]
    claims.tags = [tag for value in _first_kind(values, _names()["tags"]) for tag in value.replace(";", ",").split(",")]
    return claims


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Field of Claims -> names of <meta> elements, best first."""
    return {claim: tuple(" ".join(lines).split()) for claim, lines in sections("meta_names.txt").items()}


def _values(root: etree._Element) -> dict[str, list[str]]:
    """Name of a <meta>, in lower case, to its contents. Those outside of the head count: broken pages end it early."""
    values: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or meta.get("value") or "").strip()
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if content and name:
            values.setdefault(name.strip().lower(), []).append(content)
    return values


def _first_kind(values: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return next((values[name] for name in names if name in values), [])


def _labelled_author(values: dict[str, list[str]]) -> list[str]:
    """<meta name="twitter:label1" content="Written by"> names what twitter:data1 holds."""
    for no in ("1", "2"):
        label, data = values.get(f"twitter:label{no}", [""])[0], values.get(f"twitter:data{no}", [""])[0]
        if data and label.casefold().startswith(
            ("written by", "verfasst von", "écrit par", "escrito por", "scritto da", "by")
        ):
            return [data]
    return []


def _canonical(root: etree._Element) -> list[str]:
    return [
        href
        for link in root.iter("link")
        if (link.get("rel") or "").lower() == "canonical" and (href := link.get("href"))
    ]


def page_title(root: etree._Element) -> str | None:
    """The words of the first <title>."""
    title = next(root.iter("title"), None)
    return " ".join("".join(texts(title)).split()) or None if title is not None else None
