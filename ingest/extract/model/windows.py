"""Stretches of a text that the encoder reads at once: whole lines, as many as fit."""

from collections.abc import Iterator
from typing import Final

from ingest.extract.model.tokens import Pieces

# Word pieces that a window holds at most, marks between lines included. Longer windows cost more and gained nothing.
LONGEST: Final = 160
CLS: Final = 101
SEP: Final = 102
PAD: Final = 0


def windows(pieces: Pieces) -> Iterator[tuple[int, int]]:
    """Half-open ranges of pieces, in order and without a gap. A line is cut only if it is longer than a window."""
    start = at = 0
    room = LONGEST - 2
    for line_end in _line_ends(pieces):
        length = line_end - at
        if at > start and length > room:
            yield start, at
            start, room = at, LONGEST - 2
        while line_end - at > room:
            cut = _cut(pieces, at, at + room)
            yield start, cut
            start = at = cut
            room = LONGEST - 2
        room -= line_end - at + 1
        at = line_end
    if at > start:
        yield start, at


def _line_ends(pieces: Pieces) -> Iterator[int]:
    lines = pieces.lines
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at] != lines[at - 1]:
            yield at


def _cut(pieces: Pieces, start: int, most: int) -> int:
    """The last sentence's end before `most`, else the last word's, else `most`."""
    for at in range(most, start + (most - start) // 3, -1):
        if pieces.ids[at - 1] in _SENTENCE_ENDS and pieces.firsts[at] and pieces.starts[at] > pieces.ends[at - 1]:
            return at
    for at in range(most, start, -1):
        if pieces.firsts[at]:
            return at
    return most


# ".", "!", "?", '"' in the packaged vocabulary
_SENTENCE_ENDS: Final = frozenset({1012, 999, 1029, 1000})


def window_ids(pieces: Pieces, start: int, end: int) -> tuple[list[int], list[int], list[int]]:
    """Piece ids and traits of a window with its marks, and the position in it of each of its pieces."""
    ids, traits, places = [CLS], [0], []
    for at in range(start, end):
        if at > start and pieces.lines[at] != pieces.lines[at - 1]:
            ids.append(SEP)
            traits.append(0)
        places.append(len(ids))
        ids.append(pieces.ids[at])
        traits.append(pieces.traits[at])
    return [*ids, SEP], [*traits, 0], places
