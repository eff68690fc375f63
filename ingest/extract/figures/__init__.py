"""Finds the figures of a text: numbers with their units, money, percent, counts, ranks, ranges, dates and durations.

A grammar over tokens, read once from left to right: at every word that can open a figure, dates are tried first, then
amounts; neighbouring numbers are then joined to ranges, and the words around give qualifier, measure and forecast.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Final, Literal

from ingest.extract.figures.amounts import Draft, amount_at, skipped_to
from ingest.extract.figures.anchors import day_printed
from ingest.extract.figures.clauses import is_forecast, tense_at
from ingest.extract.figures.currencies import currencies
from ingest.extract.figures.date_words import ORDINALS
from ingest.extract.figures.durations import DURATION_UNITS, MORE
from ingest.extract.figures.figure_tokens import APOSTROPHES, BREAK, Tokens, tokenize
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.holidays import holiday_openers
from ingest.extract.figures.measures import measure_of
from ingest.extract.figures.money import money_at
from ingest.extract.figures.number_forms import DENOMINATORS, GLYPHS, SCALES, SMALL, TENS
from ingest.extract.figures.numbers import FEW, VAGUE
from ingest.extract.figures.qualifiers import qualifier_of
from ingest.extract.figures.ranges import joined
from ingest.extract.figures.units import first_unit_words
from ingest.extract.figures.when import OPENERS as DATE_OPENERS
from ingest.extract.figures.when import date_at
from ingest.model import Block, Figure, Span

_AMOUNT_OPENERS: Final = (
    frozenset(SMALL) | frozenset(TENS) | frozenset(SCALES) | VAGUE | FEW | frozenset(DENOMINATORS) | frozenset(GLYPHS)
    | frozenset(ORDINALS) | DURATION_UNITS | frozenset(("a", "an", "half", "dozen", "another"))
)  # fmt: skip
_ARTICLES: Final = frozenset(("the", "a", "an"))
# What of a word is asked and kept: longer ones open nothing but by their last digit, and would stay in memory.
_KEPT: Final = 64
_UNREAD: Final = frozenset(("boilerplate", "embed"))


def find_figures(text: str, blocks: Sequence[Block], published_on: date | None = None) -> list[Figure]:
    """Figures of `text` in order of position, none overlapping another; spans are character positions in `text`.

    `published_on` gives relative dates their value; without it, a date printed at the head of the text does. Blocks
    bound what is read together, and boilerplate is not read at all. Never raises for any text.
    """
    tokens = tokenize(text, (edge for block in blocks for edge in (block.start, block.end)))
    anchor = published_on or day_printed(tokens)
    figures = [_figure(tokens, draft, anchor) for draft in joined(tokens, _drafts(tokens))]
    unread = sorted((block.start, block.end) for block in blocks if block.kind in _UNREAD)
    return [figure for figure in figures if not _is_inside(unread, figure.span.start)]


def _is_inside(spans: list[tuple[int, int]], position: int) -> bool:
    at = bisect_right(spans, position, key=itemgetter(0)) - 1
    return at >= 0 and position < spans[at][1]


@cache
def _openers() -> frozenset[str]:
    """The words, in lower case, at which a figure may begin, apart from numbers in digits and signs of money."""
    return DATE_OPENERS | holiday_openers() | _AMOUNT_OPENERS


@cache
def _signs() -> frozenset[str]:
    """What a sum of money may begin with, as printed."""
    known = currencies()
    first_words = (words[0] for words in known.prefixes)
    return frozenset((*known.symbols, *known.letters, *known.glued, *known.leading_codes, *first_words))


@cache
def _behind_article() -> frozenset[str]:
    """The words, in lower case, that a figure may go on with behind "the" and "a", apart from numbers in digits."""
    return _openers() | first_unit_words() | listed("one of these is money") | MORE | {"$"}  # A$5


def _may_open(tokens: Tokens, index: int) -> bool:
    """False where no figure begins, told from one word or two: nearly everywhere, so the grammar need not look."""
    way = _way_of(tokens.words[index][-_KEPT:])
    if way == "article":
        return tokens.lowers[index + 1] in _behind_article() or tokens.is_number(index + 1)
    if way == "before a number":
        return tokens.is_number(index + 1) or (
            tokens.words[index + 1] == "$" and tokens.words[index] not in APOSTROPHES
        )
    return way == "opens" or tokens.words[index + 1] == "$"


@lru_cache(maxsize=4096)
def _way_of(printed: str) -> Literal["article", "before a number", "opens", "none"]:
    """How a word may begin a figure, by itself."""
    word = printed.lower()
    if word in _ARTICLES:
        return "article"
    if word in APOSTROPHES:
        return "before a number"
    if word in _openers() or (printed[-1:].isascii() and printed[-1:].isdecimal()) or printed in _signs():
        return "opens"
    return "before a number" if word.upper() in _signs() else "none"


def _drafts(tokens: Tokens) -> Iterator[Draft]:
    """Figures from left to right, the longest at each place."""
    index, last, previous = 0, len(tokens), None
    while index < last:
        if not _may_open(tokens, index):
            previous = None if tokens.lowers[index] in (".", BREAK) else previous
            index += 1
            continue
        draft = _draft_at(tokens, index, previous)
        if draft is None:
            index = skipped_to(tokens, index)
            continue
        previous = draft.unit if draft.kind == "count" and draft.unit else previous
        yield draft
        index = draft.end


def _draft_at(tokens: Tokens, index: int, previous: str | None) -> Draft | None:
    money = money_at(tokens, index)
    if money is not None:
        return Draft(money.start, money.end, "money", money.value, money.code, scale=money.scale)
    when = date_at(tokens, index)
    if when is not None:
        return Draft(when.start, when.end, "date", time=when.time)
    return amount_at(tokens, index, previous)


def _figure(tokens: Tokens, draft: Draft, anchor: date | None) -> Figure:
    """The figure with its words, its value on the day `anchor`, and what the words around it say."""
    start, end, kind = draft.start, draft.end, draft.kind
    iso = draft.time.iso(anchor, tense_at(tokens, start, end)) if draft.time is not None else draft.iso
    qualifier = qualifier_of(tokens, start, end, kind)
    outer = start if qualifier is None else min(qualifier.start, start)
    return Figure(
        span=_span(tokens, start, end),
        kind=kind,
        value=None if kind == "duration" else draft.value,
        value_low=draft.low,
        value_high=draft.high,
        iso_value=iso,
        unit=None if kind == "duration" else draft.unit,
        qualifier=None if qualifier is None else _span(tokens, qualifier.start, qualifier.end).text.lower(),
        measure=measure_of(tokens, outer, end, counts=kind in ("count", "ordinal", "range")),
        is_forecast=_lies_ahead(iso, anchor) if draft.time is not None else is_forecast(tokens, outer, end),
    )


def _lies_ahead(iso: str | None, anchor: date | None) -> bool:
    """True for a day, month or year after the anchor's."""
    if iso is None or anchor is None or not iso[:4].isdecimal() or (not iso[5:6].isdecimal() and len(iso) > 4):
        return False
    first = iso.partition("/")[0]
    return first > anchor.isoformat()[: len(first)]


def _span(tokens: Tokens, start: int, end: int) -> Span:
    first, last = tokens.starts[start], tokens.ends[end - 1]
    return Span(first, last, tokens.text[first:last])
