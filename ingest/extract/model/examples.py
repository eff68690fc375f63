"""Annotated articles as examples: windows of word pieces, and for every first piece of a word the right class of each head."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.extract.model.annotations import Annotated, Range, Said
from ingest.extract.model.heads import CONTENT, CUE, HEADS, NAMES, SPEAKER, Head
from ingest.extract.model.tokens import Pieces, pieces
from ingest.extract.model.windows import window_ids, windows

UNASKED: Final = -100
"""Class of pieces that no head is asked about: marks between lines, later pieces of a word, questions left open."""
# Shares of articles whose names are exchanged for others, and of lines printed in capitals, while training.
EXCHANGED: Final = 0.4
SHOUTED: Final = 0.02


@dataclass(frozen=True, slots=True)
class Example:
    """A window: piece ids, traits, and per head the classes, all of one length."""

    ids: list[int]
    traits: list[int]
    classes: list[list[int]]


def examples(article: Annotated, asked: Sequence[Head] = HEADS) -> Iterator[Example]:
    """The windows of an article. Heads that are not `asked` get no classes: the article is not annotated for them."""
    found = pieces(article.text)
    spans = labelled_spans(article)
    columns = [
        _classes(found, spans[head.name], head) if head in asked else [UNASKED] * len(found.ids) for head in HEADS
    ]
    for start, end in windows(found):
        ids, traits, places = window_ids(found, start, end)
        rows = [[UNASKED] * len(ids) for _ in HEADS]
        for row, column in zip(rows, columns, strict=True):
            for place, value in zip(places, column[start:end], strict=True):
                row[place] = value
        yield Example(ids, traits, rows)


def labelled_spans(article: Annotated) -> dict[str, list[tuple[int, int, str]]]:
    """Per head, what is to be found: start, end, label. Of contents inside each other the outermost counts."""
    parts = sorted({part for quote in article.quotes for part in quote.parts}, key=lambda p: (p[0], -p[1]))
    outermost: list[Range] = []
    for part in parts:
        if not outermost or part[0] >= outermost[-1][1]:
            outermost.append(part)
    return {
        NAMES.name: list(article.names),
        CONTENT.name: [(*part, "content") for part in outermost],
        CUE.name: _distinct(article.quotes, "cue"),
        SPEAKER.name: _distinct(article.quotes, "speaker"),
    }


def _distinct(quotes: Sequence[Said], name: str) -> list[tuple[int, int, str]]:
    places = sorted({place for quote in quotes if (place := getattr(quote, name))})
    return [(*place, name) for place in places]


def _classes(found: Pieces, spans: Sequence[tuple[int, int, str]], head: Head) -> list[int]:
    column = [0 if first else UNASKED for first in found.firsts]
    at = 0
    for start, end, label in spans:
        while at < len(column) and found.starts[at] < start:
            at += 1
        first = 1 + 2 * head.labels.index(label)
        inner = at
        while inner < len(column) and found.starts[inner] < end:
            if column[inner] != UNASKED:
                column[inner] = first + (inner > at)
            inner += 1
    return column


def varied(article: Annotated, pool: dict[str, list[str]], chance: random.Random) -> Annotated:
    """The article, now and then with its names exchanged for others of their label, or with a line in capitals."""
    exchanges: dict[tuple[str, str], str] = {}
    swaps: list[tuple[int, int, str]] = []
    if chance.random() < EXCHANGED:
        for start, end, label in article.names:
            words = article.text[start:end]
            if (words, label) not in exchanges:
                exchanges[words, label] = chance.choice(pool[label]) if chance.random() < 0.7 else words
            swaps.append((start, end, exchanges[words, label]))
    return _shouted(_swapped(article, swaps), chance)


def _swapped(article: Annotated, swaps: Sequence[tuple[int, int, str]]) -> Annotated:
    if not swaps:
        return article
    text, at, moves = "", 0, [(0, 0)]
    for start, end, words in swaps:
        text += article.text[at:start] + words
        at = end
        moves.append((end, len(text) - end))
    text += article.text[at:]

    def moved(place: int) -> int:
        return place + max((move for move in moves if move[0] <= place), key=lambda move: move[0])[1]

    def over(span: Range) -> Range:
        # a span's end moves with what stands before it
        return moved(span[0]), moved(span[1])

    names = [(*over((a, b)), label) for a, b, label in article.names]
    quotes = [
        Said(tuple(map(over, q.parts)), q.cue and over(q.cue), q.speaker and over(q.speaker)) for q in article.quotes
    ]
    return Annotated(article.doc_id, text, names, quotes, [over(span) for span in article.rejected])


def _shouted(article: Annotated, chance: random.Random) -> Annotated:
    lines = article.text.split("\n")
    loud = [line.upper() if chance.random() < SHOUTED and len(line.upper()) == len(line) else line for line in lines]
    return Annotated(article.doc_id, "\n".join(loud), article.names, article.quotes, article.rejected)


def name_pool(articles: Sequence[Annotated]) -> dict[str, list[str]]:
    """The names of all articles by label, each once, sorted."""
    pool: dict[str, set[str]] = {label: set() for label in NAMES.labels}
    for article in articles:
        for start, end, label in article.names:
            pool[label].add(article.text[start:end])
    return {label: sorted(names) for label, names in pool.items()}
