"""What the encoder is asked about every word, and how the answers are laid out: one column a class, head after head."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final, get_args

from ingest.model import Label

LABELS: Final[tuple[str, ...]] = get_args(Label)


@dataclass(frozen=True, slots=True)
class Head:
    """One question. Class 0 is "nothing"; then come a class for the first word and one for the others of each label."""

    name: str
    labels: tuple[str, ...]

    @property
    def size(self) -> int:
        """Number of classes."""
        return 1 + 2 * len(self.labels)


NAMES: Final = Head("names", LABELS)
CONTENT: Final = Head("content", ("content",))
CUE: Final = Head("cue", ("cue",))
SPEAKER: Final = Head("speaker", ("speaker",))
HEADS: Final = (NAMES, CONTENT, CUE, SPEAKER)
CLASSES: Final = sum(head.size for head in HEADS)
COLUMNS: Final = {
    head.name: slice(start, start + head.size)
    for head, start in zip(HEADS, accumulate((head.size for head in HEADS), initial=0), strict=False)
}
