"""The tagger that ships: candidate stretches by rule, each labelled by a linear model over its evidence.

The model is a table, evidence x label -> weight (`lexicon/name_weights.tsv`), fitted by `fit_names`; the probability of
a label is the softmax of the sums. It is small enough to read, and the same text gives the same answer everywhere.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ingest.extract.lexicons import rows
from ingest.extract.mentions.gazetteer import name_words
from ingest.extract.mentions.name_evidence import Surroundings, evidence
from ingest.extract.mentions.name_runs import stretches
from ingest.extract.mentions.name_splits import Stretch
from ingest.extract.mentions.name_tokens import Word
from ingest.extract.mentions.tagger import LABELS, NO_NAME, Candidate
from ingest.model import Block

CLASSES: Final = (*LABELS, NO_NAME)
# What a label is worth that the pattern of the words decides; chances below _FAINT are not kept.
_BY_PATTERN: Final = 0.9
_FAINT: Final = 0.001
Weights = Mapping[str, Sequence[tuple[int, float]]]


@cache
def packaged_weights() -> dict[str, tuple[tuple[int, float], ...]]:
    """Evidence -> (index into CLASSES, weight) of the labels that it speaks for or against."""
    table: dict[str, tuple[tuple[int, float], ...]] = {}
    for name, *cells in rows("name_weights.tsv"):
        table[name] = tuple((i, int(cell) / 100) for i, cell in enumerate(cells) if cell)
    return table


def probabilities(weights: Weights, found: Iterable[str]) -> list[float]:
    """Probability of each of CLASSES."""
    sums = [0.0] * len(CLASSES)
    for name in found:
        for index, weight in weights.get(name, ()):
            sums[index] += weight
    top = max(sums)
    odds = [math.exp(value - top) for value in sums]
    total = sum(odds)
    return [value / total for value in odds]


@dataclass(frozen=True, slots=True)
class LinearTagger:
    """Stretches by rule, labels by weight."""

    weights: Weights

    def tag(self, text: str, blocks: Sequence[Block]) -> list[Candidate]:
        """Candidates of the text in order."""
        found = []
        known: dict[tuple[str, ...], dict[str, float]] = {}  # of the same evidence, as a list's names have it
        for words, stretch, names in read(text):
            key = tuple(names)
            if key not in known:
                chances = zip(CLASSES, probabilities(self.weights, names), strict=True)
                known[key] = {label: chance for label, chance in chances if chance >= _FAINT}
            scores = known[key]
            if stretch.label is not None:
                scores = {stretch.label: _BY_PATTERN}
            start, end = words[stretch.first].start, words[stretch.last - 1].end
            found.append(Candidate(start, end, scores, stretch.label is not None))
        return found


def read(text: str) -> Iterable[tuple[Sequence[Word], Stretch, list[str]]]:
    """The text's candidate stretches with their evidence, as tagging and fitting both see them."""
    words = name_words(text)
    around = Surroundings.of(words)
    for stretch in stretches(words):
        yield words, stretch, evidence(words, stretch, around)


@cache
def packaged_tagger() -> LinearTagger:
    """The tagger with the packaged weights."""
    return LinearTagger(packaged_weights())
