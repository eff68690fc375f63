"""Where names begin and end: the division of a stretch of words that the encoder and the rules together find likeliest.

The encoder weighs every word alone, and on text unlike what it was trained on it breaks long names; the rules see borders well
and kinds badly. So every division of a stretch into names and other words is worth the encoder's log probabilities, plus
a bonus for borders that the rules propose, plus a share of their log probability for the label. The best one is found by
dynamic programming, in time linear in the words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ingest.extract.mentions.tagger import LABELS, NO_NAME, Candidate
from ingest.extract.model.heads import COLUMNS, NAMES
from ingest.extract.model.reader import Floats, Reading

# Chosen on the annotated articles that nothing was trained on.
RULE_BORDERS: Final = 2.0
RULE_LABEL: Final = 0.5
# Borders of what a pattern names ("2014 Northland general election"); it looks like no other name to the encoder.
PATTERN_BORDERS: Final = 8.0
OTHER_BORDERS: Final = -1.0
# Share of the rules in the chances of a name that both see, which then go on to the rest of the document.
RULE_SHARE: Final = 0.35
# A word is looked at from this chance of being part of a name; names have at most LONGEST words and marks.
LOOKED_AT: Final = 0.05
LONGEST: Final = 14
_LEAST: Final = 1e-5
_LEAST_RULE: Final = 1e-3
_FAINT: Final = 0.001

_DASHES: Final = frozenset("-–—")
# "KABUL, Afghanistan " before a dash: what follows it is no part of the name.
_DATELINED: Final = re.compile(r"[A-Z][A-Z.' -]{2,30}\b[^\n]{0,40} ")

Words = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Weights:
    """Log probabilities of a text's words: no name; first word of each label; sums of later words up to each word."""

    outside: Floats
    begins: Floats
    inside: Floats


def likeliest_names(text: str, reading: Reading, proposals: Sequence[Candidate]) -> list[Candidate]:
    """The names of the best division of the text that `reading` is of, in order; `proposals` are the rules'."""
    part = reading.chances[:, COLUMNS[NAMES.name]]
    if not len(part):
        return []
    rules = _placed(reading, proposals)
    logs = np.log(np.maximum(part, _LEAST))
    sums = np.concatenate([np.zeros((1, len(LABELS))), np.cumsum(logs[:, 2::2], axis=0, dtype=np.float64)])
    weights = _Weights(logs[:, 0], logs[:, 1::2], sums)
    looked_at = (1.0 - part[:, 0]) >= LOOKED_AT
    for first, last in rules:
        looked_at[first:last] = True
    for at, (start, end) in enumerate(zip(reading.starts, reading.ends, strict=True)):
        if text[start:end] in _DASHES and _DATELINED.fullmatch(text, text.rfind("\n", 0, start) + 1, start):
            looked_at[at] = False
    return [
        _candidate(reading, part, words, rules.get(words))
        for first, last in _stretches(looked_at.tolist(), reading.lines)
        for words in _best_path(weights, first, last, rules)
    ]


def _placed(reading: Reading, proposals: Sequence[Candidate]) -> dict[Words, Candidate]:
    """The proposals whose borders are words' borders, by their words."""
    placed = {}
    for proposal in proposals:
        first, last = bisect_left(reading.starts, proposal.start), bisect_left(reading.starts, proposal.end)
        if first < last and reading.starts[first] == proposal.start and reading.ends[last - 1] == proposal.end:
            placed[first, last] = proposal
    return placed


def _stretches(looked_at: Sequence[bool], lines: Sequence[int]) -> Iterator[Words]:
    first = -1
    for at in range(len(looked_at) + 1):
        goes_on = at < len(looked_at) and looked_at[at]
        if first >= 0 and not (goes_on and lines[at] == lines[at - 1]):
            yield first, at
            first = -1
        if goes_on and first < 0:
            first = at


def _best_path(weights: _Weights, first: int, last: int, rules: dict[Words, Candidate]) -> list[Words]:
    """The names of the best division of words first:last."""
    size = last - first
    best = [-np.inf] * (size + 1)
    best[0] = 0.0
    came_from: list[tuple[int, bool]] = [(0, False)] * (size + 1)
    for at in range(size):
        word = first + at
        plain = best[at] + float(weights.outside[word])
        if plain > best[at + 1]:
            best[at + 1], came_from[at + 1] = plain, (at, False)
        ends = range(word + 1, min(last, word + LONGEST) + 1)
        labels = weights.begins[word : word + 1]
        if len(ends) > 1:  # most stretches are of one word
            labels = labels + (weights.inside[word + 1 : ends.stop] - weights.inside[word + 1])
        for end, value in zip(ends, labels.max(axis=1).tolist(), strict=True):
            rule = rules.get((word, end))
            value = value + OTHER_BORDERS if rule is None else _with_rule(labels[end - word - 1], rule)
            if best[at] + value > best[end - first]:
                best[end - first], came_from[end - first] = best[at] + value, (at, True)
    return _names_on(came_from, first)


def _with_rule(labels: Floats, rule: Candidate) -> float:
    if rule.is_pattern:
        return float(labels.max()) + PATTERN_BORDERS
    chances = np.array([rule.scores.get(label, 0.0) for label in LABELS])
    return float((labels + RULE_LABEL * np.log(np.maximum(chances, _LEAST_RULE))).max()) + RULE_BORDERS


def _names_on(came_from: Sequence[tuple[int, bool]], first: int) -> list[Words]:
    found, at = [], len(came_from) - 1
    while at > 0:
        before, is_name = came_from[at]
        if is_name:
            found.append((first + before, first + at))
        at = before
    return found[::-1]


def _candidate(reading: Reading, part: Floats, words: Words, rule: Candidate | None) -> Candidate:
    first, last = words
    mean = part[first] if last == first + 1 else part[first:last].mean(axis=0)
    chances = [float(mean[0]), *(mean[1::2] + mean[2::2]).tolist()]
    scores = dict(zip((NO_NAME, *LABELS), chances, strict=True))
    if rule is not None and rule.is_pattern:
        scores = rule.scores
    elif rule is not None:
        scores = {
            label: (1 - RULE_SHARE) * chance + RULE_SHARE * rule.scores.get(label, 0.0)
            for label, chance in scores.items()
        }
    kept = {label: chance for label, chance in scores.items() if chance >= _FAINT}
    return Candidate(reading.starts[first], reading.ends[last - 1], kept)
