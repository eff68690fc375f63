"""What a page's head declares: <meta>, <link>, <title>, lang."""

from typing import Final

from lxml import etree

from ingest.articles.page_claims import Claims

# Claim -> the names under which <meta> elements make it, best first; from Open Graph, Dublin Core, Parse.ly, Sailthru,
# Highwire Press (citation_*), Cxense and the names that publishers' own systems use.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "headlines": ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline", "hdl",
                  "citation_title", "article:title", "title"),
    "descriptions": ("og:description", "description", "twitter:description", "dc.description", "sailthru.description"),
    "authors": ("author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "authors",
                "article:author", "article.author", "citation_author", "cxenseparse:author", "creator", "og:author", "author_name",
                "mediator_author", "twitter:creator:name"),
    "published": ("article:published_time", "og:article:published_time", "og:published_time", "article:published", "article.published",
                  "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
                  "publish-date", "publishdate", "publish_date", "publication_date", "publication-date", "published_at", "published-date",
                  "pubdate", "originalpublicationdate", "article_date_original", "iso-8601-publish-date", "rbpubdate", "bt:pubdate",
                  "dc.date.issued", "dcterms.issued", "date.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date",
                  "mediator_published_time", "article.created", "citation_publication_date", "citation_date", "ptime", "date", "displaydate",
                  "vr:published_time", "pdate"),
    "modified": ("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified",
                 "dc.date.modified", "last-modified", "lastmod", "article.updated", "revision_date", "utime"),
    "outlets": ("og:site_name", "application-name", "publisher", "dc.publisher", "cre", "copyright_holder"),
    "sections": ("article:section", "parsely-section", "section", "category", "cg"),
    "tags": ("news_keywords", "article:tag", "parsely-tags", "sailthru.tags", "keywords"),
    "languages": ("og:locale", "content-language", "dc.language", "language", "inlanguage"),
    "urls": ("og:url", "parsely-link", "twitter:url"),
}  # fmt: skip
MOST_VALUES = 60


def read_meta(root: etree._Element) -> Claims:
    """Claims of the head. Canonical link and html lang go before the <meta> elements that say the same."""
    values = _values(root)
    claims = Claims()
    for claim, names in NAMES.items():
        found = [value for name in names for value in values.get(name, ())]
        getattr(claims, claim).extend(dict.fromkeys(found[:MOST_VALUES]))
    claims.authors = [value for value in claims.authors if "://" not in value] + _labelled_author(values)
    claims.urls[:0] = _canonical(root)
    claims.languages[:0] = [lang for lang in (root.get("lang"),) if lang]
    claims.tags = [tag for value in _first_kind(values, NAMES["tags"]) for tag in value.replace(";", ",").split(",")]
    return claims


def _values(root: etree._Element) -> dict[str, list[str]]:
    """Name of a <meta>, in lower case, to its contents. Those outside of the head count: broken pages end it early."""
    values: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or "").strip()
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
        if data and label.casefold().startswith(("written by", "verfasst von", "écrit par", "escrito por", "scritto da", "by")):
            return [data]
    return []


def _canonical(root: etree._Element) -> list[str]:
    return [href for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical" and (href := link.get("href"))]


def page_title(root: etree._Element) -> str | None:
    """The words of the first <title>."""
    title = next(root.iter("title"), None)
    return " ".join("".join(title.itertext()).split()) or None if title is not None else None
