"""From a Record to an Article and its blocks: parse, clean, fix the text, date, flag, identify."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest import ids
from ingest.articles.clean import is_no_value, one_line
from ingest.articles.dateline import find_dateline
from ingest.articles.dates import Moment, parse_moment
from ingest.articles.draft import Draft
from ingest.articles.fields import parse_fields
from ingest.articles.integrity import find_flags
from ingest.articles.language import SUPPORTED, language_of
from ingest.articles.mojibake import repaired
from ingest.articles.page import parse_page
from ingest.articles.paywall import is_stub_page
from ingest.articles.text import parse_text
from ingest.articles.urls import same_address, site
from ingest.errors import Unreadable
from ingest.model import Article, Block, BlockKind
from ingest.records import Form, Origin, Record

PROSE: frozenset[BlockKind] = frozenset({"paragraph", "list", "quote_box", "table"})
# On a web page, cross-heads, the standfirst and embedded posts are part of the running text; in plain text they stand apart.
PAGE_BODY: frozenset[BlockKind] = PROSE | {"cross_head", "standfirst", "embed"}
# Names that are one's own in the whole world (RFC 8141, RFC 4151): versions of an agency's item share them.
UNIQUE = re.compile(r"(?:urn|tag):[^\s:]{2,100}:\S", re.I)
LEFTOVER_CHARS = 100_000  # of a record's unused fields; a page's own scripts are not among them


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article version with its blocks, in reading order. `published` is in the publisher's time zone."""

    article: Article
    blocks: tuple[Block, ...]
    published: Moment | None
    form: Form

    @property
    def body(self) -> list[str]:
        """The running text, without captions, credits, key points and boilerplate."""
        kinds = PAGE_BODY if self.form == "page" else PROSE
        return [self.article.text[b.start : b.end] for b in self.blocks if b.kind in kinds]

    @property
    def reference_day(self) -> date | None:
        """The day that 'on Wednesday' is counted from: the dateline's, else the publication's."""
        return self.article.dateline_on or self.article.published_on


def build(record: Record, origin: Origin) -> Parsed:
    """The article that a record holds. Raises Unreadable with the reason if it holds none."""
    draft = _draft(record)
    _repair(draft)
    text, blocks = _fixed_text(draft.blocks)
    paragraphs = [text[b.start : b.end] for b in blocks if b.kind in PROSE]
    if not any(c.isalpha() for p in paragraphs for c in p):
        raise Unreadable(
            "no_text", "Nothing is left of the record once markup, captions and boilerplate are taken out."
        )
    _read_dateline(draft, paragraphs)
    draft.language = language_of("\n".join(paragraphs), draft.language)
    with_notices = [text[b.start : b.end] for b in blocks if b.kind in PROSE or b.kind == "boilerplate"]
    flags = _flags(record, draft, paragraphs, with_notices)
    return Parsed(_article(record, origin, draft, text, sorted(flags)), blocks, draft.published, record.form)


def _flags(record: Record, draft: Draft, paragraphs: list[str], with_notices: list[str]) -> set[str]:
    flags = draft.flags | find_flags(paragraphs, with_notices)
    if not draft.published:
        flags.add("undated")
    if record.form == "page" and is_stub_page(record.content, with_notices):
        flags.add("paywall_stub")
    if draft.language and draft.language not in SUPPORTED:
        flags.add("unsupported_language")
        flags.discard("machine_translated")  # its marks are English; 'ggf. auch' is whole German
    return flags


def _draft(record: Record) -> Draft:
    if record.form == "fields":
        return parse_fields(record.fields)
    known = {
        name: value for name, value in record.fields.items() if not (isinstance(value, str) and is_no_value(value))
    }
    url, charset = known.pop("url", None), known.pop("charset", None)
    if record.form == "page":
        draft = parse_page(record.content, url=url, charset=charset)
    else:
        draft = parse_text(record.content, charset)
        draft.url = url
    return _with_known(draft, known)


def _with_known(draft: Draft, known: dict[str, Any]) -> Draft:
    """What is known from outside of a text or page fills what it leaves open; the rest stays."""
    if headline := known.pop("headline", None):
        draft.headline = draft.headline or headline
    if published := known.pop("published_at", None):
        draft.published = draft.published or parse_moment(published, "field")
    if fetched := parse_moment(known.get("fetched_at"), "field"):
        draft.fetched = fetched
        del known["fetched_at"]
    if known.get("truncated"):
        draft.flags.add("truncated")
    draft.leftovers |= known
    return draft


def _repair(draft: Draft) -> None:
    """Undo a wrong decoding in what is read and quoted, and say so."""
    broken = (draft.blocks, draft.headline, draft.standfirst, draft.byline, draft.authors)
    draft.blocks = [(kind, repaired(words)) for kind, words in draft.blocks]
    draft.headline, draft.standfirst, draft.byline = (
        words and repaired(words) for words in (draft.headline, draft.standfirst, draft.byline)
    )
    draft.authors = [repaired(name) for name in draft.authors]
    if broken != (draft.blocks, draft.headline, draft.standfirst, draft.byline, draft.authors):
        draft.flags.add("mojibake_repaired")


def _fixed_text(drafted: list[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """The text that all spans point into, and the blocks' places in it."""
    pieces: list[str] = []
    blocks: list[Block] = []
    position = 0
    for kind, raw in drafted:
        if piece := one_line(raw):
            pieces.append(piece)
            blocks.append(Block(kind=kind, start=position, end=position + len(piece)))
            position += len(piece) + 2
    return "\n\n".join(pieces), tuple(blocks)


def _read_dateline(draft: Draft, paragraphs: list[str]) -> None:
    published = draft.published.day if draft.published else None
    found = find_dateline(paragraphs[0], published) if paragraphs else None
    if found:
        draft.dateline, draft.dateline_on = found.text, found.on
        draft.agency = draft.agency or found.agency


def _article(record: Record, origin: Origin, draft: Draft, text: str, flags: list[str]) -> Article:
    headline, standfirst, byline = one_line(draft.headline), one_line(draft.standfirst), one_line(draft.byline)
    url = one_line(draft.url)
    outlet = one_line(draft.outlet) or origin.outlet or site(url)
    source_id = one_line(draft.source_id)
    if address := same_address(url) if url else None:
        article_id = ids.content_id("address", address)
    elif source_id and UNIQUE.match(source_id):
        article_id = ids.content_id("name", source_id)
    else:
        article_id = ids.content_id("content", outlet, ids.normalised(headline or ""), ids.normalised(text))
    return Article(
        article_id=article_id,
        version_id=ids.content_id("version", article_id, headline, standfirst, byline, text),
        dump_id=origin.dump_id,
        record_no=record.no,
        member=one_line(record.member),
        feed=origin.feed,
        source_id=source_id,
        outlet=outlet,
        agency=one_line(draft.agency),
        url=url,
        headline=headline,
        standfirst=standfirst,
        byline=byline,
        authors=_clean_list(draft.authors),
        dateline=draft.dateline,
        dateline_on=draft.dateline_on,
        published_at=draft.published.at if draft.published else None,
        published_precision=draft.published.precision if draft.published else "unknown",
        published_basis=draft.published.basis if draft.published else "unknown",
        published_on=draft.published.day if draft.published else None,
        modified_at=draft.modified.at if draft.modified else None,
        fetched_at=draft.fetched.at if draft.fetched else None,
        section=one_line(draft.section),
        tags=_clean_list(draft.tags),
        language=one_line(draft.language),
        integrity_flags=tuple(flags),
        text=text,
        leftovers=_leftovers(draft),
    )


def _clean_list(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for v in values if (clean := one_line(v))))


def _leftovers(draft: Draft) -> str | None:
    if not draft.leftovers:
        return None
    written = json.dumps(draft.leftovers, ensure_ascii=True, sort_keys=True, default=str)
    return (
        written
        if len(written) <= LEFTOVER_CHARS
        else json.dumps({"too_large": sorted(map(str, draft.leftovers))[:200]})
    )
