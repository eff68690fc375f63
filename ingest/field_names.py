"""The names under which dumps keep what an article is made of: one table, used wherever fields have names."""

import re
from functools import cache
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


def plain(name: str) -> str:
    """A field name as it is compared: 'Body_Text', 'body-text' and 'bodyText' are one."""
    return re.sub(r"[\s_.\-]", "", name).casefold()


@cache
def _meanings() -> dict[str, str]:
    return {plain(alias): meaning for meaning, aliases in reversed(ALIASES.items()) for alias in reversed(aliases)}


def meaning_of(name: str) -> str | None:
    """What a field of this name means (a key of ALIASES), or None."""
    return _meanings().get(plain(name))
