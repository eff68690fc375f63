"""The names under which dumps keep what an article is made of: one table, used wherever fields have names.

A user may declare further names (`--map`, `[fields]` of a feed's settings). They hold while a dump is read, and win over the table.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import MappingProxyType
from typing import Final

# What a field means -> the names it goes by, best first; compared without case, '_', '-', ' ' and '.'.
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "source_id": ("id", "_id", "uuid", "guid", "article_id", "articleid", "docid", "doc_id", "uri"),
    "url": ("canonical_url", "url", "link", "web_url", "permalink", "href", "original_url"),
    "headline": ("headline", "title", "article_title", "heading", "headline_main", "headlines", "name"),
    "standfirst": ("standfirst", "subheadline", "subtitle", "dek", "summary", "description", "abstract", "excerpt"),
    "body": ("body_text", "article_body", "body", "full_text", "fulltext", "text", "maintext", "text_content", "article_text",
             "content_text", "article", "content", "story", "plain_text"),
    "body_html": ("body_html", "content_html", "html", "body_xhtml", "bodies"),
    "authors": ("authors", "author", "byline", "creator", "by", "bylines", "writers"),
    "outlet": ("outlet", "publication", "publisher", "newspaper", "site_name", "source_name", "source", "media", "provider",
               "site", "domain"),
    "agency": ("agency", "wire", "news_agency", "creditline"),
    "published": ("published_at", "published", "date_published", "publication_date", "publish_date", "published_date",
                  "pub_date", "firstpublished", "versioncreated", "datetime", "date", "created_at"),
    "modified": ("modified_at", "date_modified", "updated_at", "updated", "modified", "last_modified", "date_updated"),
    "fetched": ("fetched_at", "scraped_at", "crawled_at", "crawled", "crawl_date", "warc_date", "retrieved_at", "inserted_at"),
    "dateline": ("dateline", "located"),
    "section": ("section", "section_name", "category", "desk", "rubric"),
    "tags": ("tags", "keywords", "topics", "subjects"),
    "language": ("language", "lang", "locale"),
    "key_points": ("key_points", "highlights", "bullets"),
}  # fmt: skip
TEXT_MEANINGS: Final = frozenset({"body", "body_html"})
NAME_IT: Final = "Name the right one with --map COLUMN=body, or under [fields] in the feed's feed.toml."
_declared: ContextVar[Mapping[str, str]] = ContextVar("declared", default=MappingProxyType({}))  # plain name -> meaning


def plain(name: str) -> str:
    """A field name as it is compared: 'Body_Text', 'body-text' and 'bodyText' are one."""
    return re.sub(r"[\s_.\-]", "", name).casefold()


@cache
def _meanings() -> dict[str, str]:
    return {plain(alias): meaning for meaning, aliases in reversed(ALIASES.items()) for alias in reversed(aliases)}


def meaning_of(name: str) -> str | None:
    """What a field of this name means (a key of ALIASES), or None."""
    return _declared.get().get(plain(name)) or _meanings().get(plain(name))


def names_of(meaning: str) -> list[str]:
    """Plain names of the fields that mean this, best first."""
    declared = _declared.get()
    told = [name for name, what in declared.items() if what == meaning]
    return told + [name for alias in ALIASES[meaning] if (name := plain(alias)) not in declared]


@contextmanager
def declared(names: Mapping[str, str]) -> Iterator[None]:
    """Inside of it, `names` (a field's name -> its meaning) hold as well. Raises ValueError for a meaning that there is not."""
    for name, meaning in names.items():
        if meaning not in ALIASES:
            raise ValueError(f"{name}={meaning}: {meaning!r} is none of {', '.join(ALIASES)}")
    token = _declared.set({plain(name): meaning for name, meaning in names.items()})
    try:
        yield
    finally:
        _declared.reset(token)
