"""The seam between what proposes names and the rules that settle them.

A tagger sees one text and returns candidates; it may be the linear one (`linear_tagger`) or, later, a neural one. Rules
after it (`name_agreement`, `mentions`) make a document agree with itself, so a tagger judges each place alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, get_args

from ingest.model import Block, Label

LABELS: Final[tuple[str, ...]] = get_args(Label)
NO_NAME: Final = "NONE"


@dataclass(slots=True)
class Candidate:
    """A stretch of text that may be a name.

    `start` and `end` are half-open indices into the text. `scores` holds a probability per label and for NO_NAME; a
    missing one counts as 0. `is_pattern` says that the words alone decide, such as "2014 Northland general election".
    """

    start: int
    end: int
    scores: dict[str, float]
    is_pattern: bool = False

    @property
    def best(self) -> str:
        """The likeliest label, NO_NAME included; the first in LABELS' order if several are equal."""
        return max((*LABELS, NO_NAME), key=lambda label: self.scores.get(label, 0.0))


class Tagger(Protocol):
    """Anything that proposes names."""

    def tag(self, text: str, blocks: Sequence[Block]) -> list[Candidate]:
        """Candidates in text order, none overlapping."""
        ...
