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
    first = last = -1
    for at in [at for at, chance in enumerate(chances) if chance >= LIKELY]:
        if at == last and not opens[at] and reading.lines[at] == reading.lines[at - 1]:
            last = at + 1
            continue
        if first >= 0:
            yield first, last, sum(chances[first:last]) / (last - first)
        first, last = at, at + 1
    if first >= 0:
        yield first, last, sum(chances[first:last]) / (last - first)
