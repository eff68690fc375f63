"""A saved web page as a Draft: decode, build a small tree, weigh it, read its blocks, and decide between its signals.

Nothing is fetched, no script runs, and no site has rules of its own: the same general rules read every page.
"""

from ingest.articles.draft import Draft
from ingest.articles.page.body import read_body
from ingest.articles.page.charset import decode_page
from ingest.articles.page.claims import Claims
from ingest.articles.page.headline import choose_headline
from ingest.articles.page.jsonld import read_jsonld
from ingest.articles.page.lines import ends_sentence
from ingest.articles.page.meta import page_title, read_meta
from ingest.articles.page.metadata import (
    choose_authors,
    choose_language,
    choose_modified,
    choose_outlet,
    choose_published,
    choose_tags,
    choose_url,
    clean,
    first,
)  # fmt: skip
from ingest.articles.page.people import agency_of
from ingest.articles.page.tree import Tree, read_tree
from ingest.articles.page.visible import read_visible
from ingest.articles.urls import site
from ingest.errors import Unreadable


def parse_page(content: bytes, *, url: str | None = None, charset: str | None = None) -> Draft:
    """The article on a page. `charset` is HTTP's, `url` the address it was fetched from, if known.

    Raises Unreadable: 'binary_content' if the bytes are no text, 'not_an_article' if they hold no element, or neither a
    headline nor a sentence, 'no_text' if no line of the page can be an article's.
    """
    text = decode_page(content, charset)
    tree = read_tree(text)
    if tree is None:
        raise Unreadable("not_an_article", "The page has no element at all.")
    title = page_title(tree.root)
    jsonld, meta = read_jsonld(tree.scripts, title), read_meta(tree.root)
    return _draft(tree, text, url, title, jsonld, meta)


def _draft(tree: Tree, text: str, given: str | None, title: str | None, jsonld: Claims, meta: Claims) -> Draft:
    titles = [clean(t) for t in (*jsonld.headlines[:2], *meta.headlines[:3], title) if t]
    body = read_body(tree.root, titles, jsonld.body)
    if not body.pieces:
        raise Unreadable("no_text", "No line of the page can be an article's.", title)
    visible = read_visible(body.layout)
    url = choose_url(given, text, meta, jsonld)
    language = choose_language(meta, jsonld)
    outlet = choose_outlet(url, meta, jsonld)
    outlets = [name for name in (outlet, *jsonld.outlets, *meta.outlets, site(url), _host_word(url)) if name]
    draft = Draft(url=url, language=language, outlet=outlet)
    draft.blocks = [(piece.kind, piece.text) for piece in body.pieces]
    draft.headline = choose_headline(body.headings, titles, outlets)
    if draft.headline is None and not any(ends_sentence(text) for _, text in draft.blocks):
        raise Unreadable("not_an_article", "The page has neither a headline nor a sentence.", draft.blocks[0][1][:200])
    draft.standfirst = next((text for kind, text in draft.blocks if kind == "standfirst"), None)
    draft.authors = choose_authors(jsonld, meta, visible, outlets)
    draft.byline = visible.byline
    draft.agency = agency_of(draft.authors)
    draft.published = choose_published(url, language, jsonld, meta, visible)
    draft.modified = choose_modified(draft.published, language, jsonld, meta, visible)
    draft.section = first(meta.sections + jsonld.sections)
    draft.tags = choose_tags(meta, jsonld)
    if description := first(jsonld.descriptions + meta.descriptions):
        draft.leftovers["description"] = description
    if not body.layout.page.is_whole:
        draft.flags.add("truncated")
    return draft


def _host_word(url: str | None) -> str | None:
    """The telling part of a host name: 'example' of www.example.co.uk."""
    labels = [label for label in (site(url) or "").split(".") if len(label) > 3]
    return max(labels, key=len, default=None)
