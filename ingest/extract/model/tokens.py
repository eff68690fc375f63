"""A text as the encoder sees it: word pieces with their places, and two traits of the word that each belongs to.

The encoder's pieces are lower-cased, so the first trait tells how the word is printed; the second is what the packaged
lists know it as. Both are weak evidence, which the encoder learns to weigh.
"""

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from ingest.extract.mentions.gazetteer import gazetteer, name_words
from ingest.extract.mentions.name_parts import family_names, given_names
from ingest.extract.mentions.name_tokens import Word, fold
from ingest.extract.model.heads import LABELS

VOCABULARY: Final = Path(__file__).parent / "weights" / "tokenizer.json"
SHAPES: Final = 8
KINDS: Final = 16
TRAITS: Final = SHAPES * KINDS
_LOWER, _CAPITAL, _CAPITALS, _LETTER, _MIXED, _DIGITS, _MARK = range(1, SHAPES)
_GIVEN, _FAMILY, _BOTH = range(len(LABELS) + 1, len(LABELS) + 4)
READ: Final = 40_000
MOST_PIECES: Final = 9_000
"""Characters and pieces of a text that the encoder reads at most: 6,500 words, longer than nearly any article, in a second."""
# A word's shape is read from its first characters.
_SHAPED: Final = 64
# A line is given to the tokenizer in pieces no longer than this, so that one endless line costs bounded memory.
_STRETCH: Final = 5_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, in order; all lists have one entry a piece.

    `starts` and `ends` are half-open character positions in the text, `firsts` is true for the first piece of a word,
    `traits` is shape * KINDS + kind, and `lines` counts the lines of the text that are not blank. `end` is the place up to
    which the text was read.
    """

    ids: list[int]
    starts: list[int]
    ends: list[int]
    firsts: list[bool]
    traits: list[int]
    lines: list[int]
    end: int


@cache
def vocabulary() -> Tokenizer:
    """The packaged tokenizer."""
    tokenizer = Tokenizer.from_file(str(VOCABULARY))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pieces(text: str) -> Pieces:
    """The pieces of every line that is not blank, of the first READ characters and MOST_PIECES pieces."""
    whole, text = text, _head(text)
    found = Pieces([], [], [], [], [], [], 0)
    known = _Known(whole, len(text))
    number = 0
    for start, end in _stretches(text):
        if len(found.ids) > MOST_PIECES:
            return replace(found, end=start)
        _add(found, text, start, end, number, known)
        number += text[end : end + 1] in ("\n", "")
    return replace(found, end=len(text))


def _head(text: str) -> str:
    """What of the text is read, to the end of a word if there is one."""
    if len(text) <= READ:
        return text
    cut = max(text.rfind(" ", 0, READ), text.rfind("\n", 0, READ))
    return text[: cut if cut > 0 else READ]


def _stretches(text: str) -> list[tuple[int, int]]:
    """Lines that are not blank; an overlong one in several stretches."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            cuts = [*range(at, at + len(line), _STRETCH), at + len(line)]
            found += list(itertools.pairwise(cuts))
        at += len(line) + 1
    return found


def _add(found: Pieces, text: str, start: int, end: int, number: int, known: "_Known") -> None:
    # a lone surrogate cannot be handed to the tokenizer, and stands for nothing
    line = text[start:end].encode("utf-8", "replace").decode("utf-8")
    encoded = vocabulary().encode(line, add_special_tokens=False)
    offsets = encoded.offsets
    last: int | None = -1
    trait = 0
    for (a, _), word in zip(offsets, encoded.word_ids, strict=True):
        is_first = word != last
        if is_first:
            last = word
            trait = known.trait(start + a, text)
        found.firsts.append(is_first)
        found.traits.append(trait)
    found.ids.extend(encoded.ids)
    found.starts.extend([start + a for a, _ in offsets])
    found.ends.extend([start + b for _, b in offsets])
    found.lines.extend([number] * len(offsets))


class _Known:
    """What the words of a text look like and are known as, asked for from left to right."""

    def __init__(self, text: str, end: int) -> None:
        self._words = name_words(text)
        self._words = self._words[: bisect_left(self._words, end, key=attrgetter("start"))]
        self._kinds = _kinds(self._words)
        self._at = 0

    def trait(self, place: int, text: str) -> int:
        """The trait of the word piece that begins at `place`."""
        words = self._words
        while self._at < len(words) and words[self._at].end <= place:
            self._at += 1
        if self._at == len(words) or words[self._at].start > place:
            return _shape(text[place : place + 1]) * KINDS
        word = words[self._at]
        return _shape(text[place : min(word.end, place + _SHAPED)]) * KINDS + self._kinds[self._at]


def _kinds(words: Sequence[Word]) -> list[int]:
    """Per word: the label that the lists give the longest known name around it, or which part of a person's name it may be."""
    kinds = [0] * len(words)
    at = 0
    while at < len(words):
        match = gazetteer().match(words, at, len(words)) if words[at].is_name else None
        if match is None:
            kinds[at] = _part(words[at]) if words[at].is_name else 0
            at += 1
            continue
        kinds[at : at + match.length] = [LABELS.index(match.entries[0].label) + 1] * match.length
        at += match.length
    return kinds


def _part(word: Word) -> int:
    name = fold(word.shape)
    is_given, is_family = name in given_names(), name in family_names()
    return _BOTH if is_given and is_family else _GIVEN if is_given else _FAMILY if is_family else 0


@lru_cache(maxsize=4096)
def _shape(word: str) -> int:
    if not word[:1].isalnum():
        return _MARK
    if any(c.isdigit() for c in word):
        return _DIGITS
    if word.islower():
        return _LOWER
    if word.isupper():
        return _CAPITALS if len(word) > 1 else _LETTER
    return _CAPITAL if word[0].isupper() and word[1:].islower() else _MIXED
