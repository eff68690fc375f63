"""A record of named fields (JSON, and later CSV or feeds) as a Draft, through one declared table of aliases.

Each field is taken out as it is used; what no rule used stays in `leftovers`, so that a feed's new field cannot vanish.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from bs4 import BeautifulSoup

from ingest.articles.blocks import split_blocks
from ingest.articles.dates import Moment, parse_moment
from ingest.articles.draft import Draft
from ingest.articles.page import parse_page
from ingest.articles.page.people import people
from ingest.errors import Unreadable

# What a field means -> the names it goes by, best first; compared without case, '_', '-', ' ' and '.'.
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "source_id": ("id", "_id", "uuid", "guid", "article_id", "articleid", "docid", "doc_id", "uri"),
    "url": ("canonical_url", "url", "link", "web_url", "permalink", "href", "original_url"),
    "headline": ("headline", "title", "article_title", "heading", "headline_main", "name"),
    "standfirst": ("standfirst", "subheadline", "subtitle", "dek", "summary", "description", "abstract", "excerpt"),
    "body": ("body_text", "article_body", "body", "full_text", "fulltext", "text", "maintext", "text_content", "article_text",
             "article", "content", "story", "plain_text"),
    "body_html": ("body_html", "content_html", "html", "body_xhtml"),
    "authors": ("authors", "author", "byline", "creator", "by", "writers"),
    "outlet": ("outlet", "publication", "publisher", "newspaper", "site_name", "source_name", "source", "media", "provider",
               "site"),
    "agency": ("agency", "wire", "news_agency", "creditline"),
    "published": ("published_at", "published", "date_published", "publication_date", "publish_date", "published_date",
                  "pub_date", "firstpublished", "versioncreated", "datetime", "date", "created_at", "timestamp"),
    "modified": ("modified_at", "date_modified", "updated_at", "updated", "modified", "last_modified", "date_updated"),
    "section": ("section", "section_name", "category", "desk", "rubric"),
    "tags": ("tags", "keywords", "topics", "subjects"),
    "language": ("language", "lang", "locale"),
    "key_points": ("key_points", "highlights", "bullets"),
}  # fmt: skip
NAMES = ("name", "title", "main", "rendered", "value", "text")  # of an object that stands for its name
WRAPPERS = ("_source", "article", "data", "doc", "document", "node", "fields", "post", "item")
LAYOUT = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|article|section|blockquote|figure|table)\b[^<>]{0,2000}>", re.I)
MARKUP = re.compile(r"</?[a-z][a-z0-9]{0,9}\b[^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10});", re.I)
EMPTY = {"", "nan", "none", "null", "n/a", "undefined", "-"}


def parse_fields(fields: dict[str, Any]) -> Draft:
    """A Draft of one record. Raises Unreadable('not_an_article') or Unreadable('no_text')."""
    left = _unwrapped(fields)
    by_name = {_plain(name): name for name in reversed(list(left))}

    def take(meaning: str) -> Any:
        for alias in ALIASES[meaning]:
            name = by_name.get(_plain(alias))
            if name in left and not _is_empty(left[name]):
                return left.pop(name)
        return None

    draft = Draft(headline=_words(take("headline")))
    draft.blocks, page = _body(take)
    if not draft.blocks:
        if draft.headline is None:
            names = ", ".join(list(fields)[:8]) or "none at all"
            raise Unreadable("not_an_article", f"No field of the record is a headline or a text (its fields: {names}).")
        raise Unreadable("no_text", "The record has a headline but no text.", draft.headline[:200])
    draft.source_id, draft.url, draft.outlet = (_words(take(m)) for m in ("source_id", "url", "outlet"))
    draft.agency, draft.section, draft.language = (_words(take(m)) for m in ("agency", "section", "language"))
    draft.standfirst = _words(take("standfirst"))
    draft.byline, draft.authors = _people(take("authors"))
    draft.tags = _list(take("tags"))
    draft.published, draft.modified = (_moment(take(m)) for m in ("published", "modified"))
    draft.blocks = [("key_point", point) for point in _list(take("key_points"))] + draft.blocks
    draft.leftovers = left
    return _completed(draft, page) if page else draft


def _unwrapped(fields: dict[str, Any]) -> dict[str, Any]:
    """The record without an envelope such as {"_source": {...}}; the envelope's other fields stay."""
    for name in WRAPPERS:
        inner = fields.get(name)
        if isinstance(inner, dict) and any(_plain(k) in _BODY_NAMES for k in inner):
            return inner | {k: v for k, v in fields.items() if k != name and k not in inner}
    return dict(fields)


def _body(take: Any) -> tuple[list[Any], Draft | None]:
    for meaning in ("body_html", "body"):
        value = take(meaning)
        if isinstance(value, list):
            value = "\n\n".join(w for w in map(_words, value) if w)
        if not isinstance(value, str) or not value.strip():
            continue
        if LAYOUT.search(value) and (page := _page(value)):
            return list(page.blocks), page
        text = _without_markup(value).replace("\r\n", "\n")
        return [(b.kind, text[b.start : b.end]) for b in split_blocks(text)], None
    return [], None


def _page(value: str) -> Draft | None:
    whole = (
        value
        if re.search(r"<(?:html|body)\b", value[:2000], re.I)
        else f"<html><body><article>{value}</article></body></html>"
    )
    try:
        return parse_page(whole.encode("utf-8", "replace"), charset="utf-8")
    except Unreadable:
        return None


def _without_markup(value: str) -> str:
    """Plain text with a few tags or entities in it, as text; its line ends stay."""
    if not MARKUP.search(value):
        return value
    soup = BeautifulSoup(value, "lxml")
    for hidden in soup(["script", "style", "template"]):
        hidden.decompose()
    return soup.get_text()


def _completed(draft: Draft, page: Draft) -> Draft:
    """What the record's own fields left open may be said by its markup."""
    draft.byline = draft.byline or page.byline
    draft.authors = draft.authors or page.authors
    draft.published = draft.published or page.published
    return draft


def _plain(name: str) -> str:
    return re.sub(r"[\s_.\-]", "", name).casefold()


def _is_empty(value: Any) -> bool:
    return value is None or value == [] or value == {} or (isinstance(value, str) and value.strip().casefold() in EMPTY)


def _words(value: Any) -> str | None:
    """Text of a value: a string, a number, or an object that has a name."""
    if isinstance(value, dict):
        value = next((value[k] for k in NAMES if isinstance(value.get(k), str)), None)
    if isinstance(value, list):
        return next((w for w in map(_words, value) if w), None)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value).strip() or None


def _list(value: Any) -> list[str]:
    if isinstance(value, str):
        value = re.split(r"\s*[,;|]\s*", value)
    return [w for w in map(_words, value) if w] if isinstance(value, Iterable) and not isinstance(value, dict) else []


def _people(value: Any) -> tuple[str | None, list[str]]:
    """(byline as printed, names)."""
    if isinstance(value, list):
        return None, [w for w in map(_words, value) if w]
    byline = _words(value)
    if not byline:
        return None, []
    return byline, people([byline])


def _moment(value: Any) -> Moment | None:
    if isinstance(value, dict):
        value = next(iter(value.values()), None)
    return parse_moment(value, "field")


_BODY_NAMES = {_plain(n) for m in ("body", "body_html") for n in ALIASES[m]}
