"""Stretches of words that a head with one label answers."""

from collections.abc import Iterator
from typing import Final

from ingest.extract.model.heads import COLUMNS, Head
from ingest.extract.model.reader import Reading

# A word belongs to a stretch if it is at least so likely to. Below one half: whoever asks decides.
LIKELY: Final = 0.2


def stretches(reading: Reading, head: Head) -> Iterator[tuple[int, int, float]]:
    """First word, one past the last, and mean chance of each stretch, in text order; none overlap or cross a line."""
    part = reading.chances[:, COLUMNS[head.name]]
    chances = (1.0 - part[:, 0]).tolist()
    opens = (part[:, 1] > part[:, 2]).tolist()
    first = -1
    for at in range(len(chances) + 1):
        goes = at < len(chances) and chances[at] >= LIKELY
        if first >= 0 and not (goes and not opens[at] and reading.lines[at] == reading.lines[at - 1]):
            yield first, at, sum(chances[first:at]) / (at - first)
            first = -1
        if goes and first < 0:
            first = at
