"""A record of named fields (JSON, CSV, Parquet, feeds) as a Draft, through the table of aliases in `field_names`.

Each field is taken out as it is used; what no rule used stays in `leftovers`, so that a feed's new field cannot vanish.
"""

import re
from collections.abc import Iterable
from math import isnan
from typing import Any

from bs4 import BeautifulSoup

from ingest.articles.blocks import split_blocks
from ingest.articles.clean import is_no_value
from ingest.articles.dates import Moment, parse_moment
from ingest.articles.draft import Draft
from ingest.articles.page import parse_page
from ingest.articles.page.people import people
from ingest.articles.wrapping import legible, written_blocks
from ingest.errors import Unreadable
from ingest.field_names import TEXT_MEANINGS, meaning_of, names_of, plain

NAMES = ("name", "title", "main", "rendered", "value", "text")  # of an object that stands for its name
WRAPPERS = ("_source", "article", "data", "doc", "document", "node", "fields", "post", "item")
LAYOUT = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|article|section|blockquote|figure|table)\b[^<>]{0,2000}>", re.I)
MARKUP = re.compile(r"</?[a-z][a-z0-9]{0,9}\b[^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10});", re.I)
# Where a dump tells when it fetched a page, its rows' own dates are of the database, not of the article.
ROW_DATES = frozenset({"createdat", "updatedat"})
SHEET_CELL = 32_767  # UTF-16 units, at which spreadsheets cut a cell
DATABASE_TEXT = 65_535  # bytes, at which MySQL cuts a TEXT


def parse_fields(fields: dict[str, Any]) -> Draft:
    """A Draft of one record. Raises Unreadable('not_an_article') or Unreadable('no_text')."""
    left = _unwrapped(fields)
    by_name = {plain(name): name for name in reversed(list(left))}
    if any(name in by_name for name in names_of("fetched")):
        by_name = {name: given for name, given in by_name.items() if name not in ROW_DATES}

    def take(meaning: str) -> Any:
        for plain_name in names_of(meaning):
            name = by_name.get(plain_name)
            if name in left and not _is_empty(left[name]):
                return left.pop(name)
        return None

    status = str(left.get(by_name.get("pubstatus", ""), "")).casefold()
    if any(word in status for word in ("cancel", "withheld")):
        raise Unreadable("withdrawn", f"The agency withdrew the item (pubstatus {status[:40]!r}).")
    draft = Draft(headline=_words(take("headline")))
    draft.blocks, page = _body(take)
    if not draft.blocks:
        if draft.headline is None:
            names = ", ".join(list(fields)[:8]) or "none at all"
            raise Unreadable("not_an_article", f"No field of the record is a headline or a text (its fields: {names}).")
        raise Unreadable("no_text", "The record has a headline but no text.", draft.headline[:200])
    draft.source_id, draft.url, draft.outlet = (_words(take(m)) for m in ("source_id", "url", "outlet"))
    draft.agency, draft.section, draft.language = (_words(take(m)) for m in ("agency", "section", "language"))
    draft.standfirst, draft.dateline = _words(take("standfirst")), _words(take("dateline"))
    draft.byline, draft.authors = _people(take("authors"))
    draft.tags = _list(take("tags"))
    draft.published, draft.modified, draft.fetched = (_moment(take(m)) for m in ("published", "modified", "fetched"))
    if draft.published and _is_capture(fields):
        draft.published, draft.fetched = None, draft.published
    draft.blocks = [("key_point", point) for point in _list(take("key_points"))] + draft.blocks
    if any(_fills_cell(value) for name, value in fields.items() if name not in left):
        draft.flags.add("truncated")
    draft.leftovers = left
    return _completed(draft, page) if page else draft


def _fills_cell(value: Any) -> bool:
    """True if a text is as long as the longest that a spreadsheet or a database keeps: what came after it was lost."""
    if not isinstance(value, str) or not SHEET_CELL // 2 <= len(value) <= DATABASE_TEXT:
        return False
    in_sheets, in_bytes = (len(value.encode(code, "surrogatepass")) for code in ("utf-16-le", "utf-8"))
    return in_sheets == 2 * SHEET_CELL or in_bytes == DATABASE_TEXT


def _is_capture(fields: dict[str, Any]) -> bool:
    """True if the record's date is the time of a web archive's copy, which stands in that copy's address (newsroom)."""
    stamps = {str(value) for name, value in fields.items() if plain(name) == "date" and len(str(value)) == 14}
    return any(f"/web/{stamp}" in value for stamp in stamps for value in fields.values() if isinstance(value, str))


def _unwrapped(fields: dict[str, Any]) -> dict[str, Any]:
    """The record without an envelope such as {"_source": {...}}; the envelope's other fields stay."""
    for name in WRAPPERS:
        inner = fields.get(name)
        if isinstance(inner, dict) and any(meaning_of(k) in TEXT_MEANINGS for k in inner):
            return inner | {k: v for k, v in fields.items() if k != name and k not in inner}
    return dict(fields)


def _body(take: Any) -> tuple[list[Any], Draft | None]:
    for meaning in ("body_html", "body"):
        value = take(meaning)
        if isinstance(value, list) and all(isinstance(form, dict) and "value" in form for form in value):
            value = _marked_up(value)
        elif isinstance(value, list):
            value = "\n\n".join(w for w in map(_words, value) if w)
        if not isinstance(value, str) or not value.strip():
            continue
        if LAYOUT.search(value) and (page := _page(value)):
            return list(page.blocks), page
        text = legible(_without_markup(value))
        return list(written_blocks(text, split_blocks(text))), None
    return [], None


def _marked_up(forms: list[dict[str, Any]]) -> str | None:
    """Of one text in several forms (ninjs 2 and 3) the one with markup, else the longest."""
    written = [form for form in forms if isinstance(form["value"], str)]
    kinds = ("".join(str(v) for k, v in form.items() if plain(k) in ("contenttype", "role")) for form in written)
    ranked = [
        ("html" in kind, len(form["value"]), n) for n, (form, kind) in enumerate(zip(written, kinds, strict=True))
    ]
    return str(written[max(ranked)[2]]["value"]) if ranked else None


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


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return is_no_value(value)
    return value is None or value == [] or value == {} or (isinstance(value, float) and isnan(value))


def _words(value: Any) -> str | None:
    """Text of a value: a string, a number, or an object that has a name."""
    if isinstance(value, dict):
        value = next((value[k] for k in NAMES if isinstance(value.get(k), str)), None)
    if isinstance(value, list):
        return next((w for w in map(_words, value) if w), None)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    words = str(value).strip()
    return None if is_no_value(words) else words


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
