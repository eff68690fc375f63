"""What the encoder says about stretches of a text: how likely its words are content, cue and speaker of a report."""

from bisect import bisect_left
from typing import Final

import numpy as np

from ingest.extract.model.heads import COLUMNS, CONTENT, CUE, SPEAKER, Head
from ingest.extract.model.reader import Reading
from ingest.extract.model.spans import stretches
from ingest.extract.quotes.edges import Chars

# Words beside a stretch that are asked whether it goes on there.
BESIDE: Final = 3


class Hearing:
    """A reading that is not empty, asked by character positions; `end` is one past the last character that was read."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.end = reading.end
        self._sums = {}
        for head in (CONTENT, CUE, SPEAKER):
            likely = 1.0 - reading.chances[:, COLUMNS[head.name]][:, 0]
            self._sums[head.name] = np.concatenate([[0.0], np.cumsum(likely, dtype=np.float64)])

    def words(self, start: int, end: int) -> tuple[int, int]:
        """Half-open range of the words that begin in text[start:end]."""
        return bisect_left(self.reading.starts, start), bisect_left(self.reading.starts, end)

    def mean(self, head: Head, start: int, end: int) -> float:
        """Mean chance of the words in text[start:end] to be part of what the head looks for; 0 if there is no word."""
        return self._mean(head, *self.words(start, end))

    def beside(self, start: int, end: int) -> float:
        """Mean chance of the words around text[start:end], in its line, to be content too."""
        first, last = self.words(start, end)
        lines = self.reading.lines
        low, high = first, last
        while low > max(0, first - BESIDE) and lines[low - 1] == lines[min(first, len(lines) - 1)]:
            low -= 1
        while high < min(len(lines), last + BESIDE) and lines[high] == lines[last - 1]:
            high += 1
        around = (first - low) + (high - last)
        total = self._mean(CONTENT, low, first) * (first - low) + self._mean(CONTENT, last, high) * (high - last)
        return total / around if around else 0.0

    def opens(self, start: int, end: int) -> float:
        """Chance that content begins at the first word of text[start:end]."""
        first, last = self.words(start, end)
        return float(self.reading.chances[first, COLUMNS[CONTENT.name]][1]) if first < last else 0.0

    def stretches(self, head: Head, least: float) -> list[Chars]:
        """Characters of the head's stretches with at least that mean chance, in text order."""
        starts, ends = self.reading.starts, self.reading.ends
        return [(starts[a], ends[b - 1]) for a, b, chance in stretches(self.reading, head) if chance >= least]

    def _mean(self, head: Head, first: int, last: int) -> float:
        sums = self._sums[head.name]
        return float(sums[last] - sums[first]) / (last - first) if last > first else 0.0
