"""Finds the names in an article: every mention, its longest form, its label, and the fullest name of the same thing.

Three steps: a tagger proposes candidates (`tagger`), the document is made to agree with itself (`name_agreement`), and
each name is led to its fullest form (`canonical`). No titles, no "the", no possessive ending belong to a mention.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.extract.mentions.canonical import canonical_names
from ingest.extract.mentions.name_agreement import Name, agree
from ingest.extract.mentions.tagger import Tagger
from ingest.model import Block, Mention, Span

# An event's year belongs to its name: "2012 Summer Olympics", "Great Flood of 1962".
_YEAR_BEFORE: Final = re.compile(r"\b(?:1[89]|20)\d\d $")
_YEAR_BEHIND: Final = re.compile(r" of (?:1\d|20)\d\d\b")


def find_mentions(text: str, blocks: Sequence[Block], tagger: Tagger) -> list[Mention]:
    """Mentions in text order, none overlapping; spans are half-open indices into `text`. Any text at all returns."""
    candidates = tagger.tag(text, blocks)
    names = list(_apart(text, agree(text, candidates)))
    return [
        Mention(
            span=Span(name.start, name.end, text[name.start : name.end]),
            label=name.label,
            canonical=canonical,
            confidence=name.confidence,
        )
        for name, canonical in zip(names, canonical_names(text, names), strict=True)
    ]


def _apart(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The names with their years, in order; of two that overlap the first counts."""
    last = 0
    for name in names:
        start, end = name.start, name.end
        if name.label == "EVENT":
            if _YEAR_BEFORE.search(text, max(last, start - 5), start):
                start -= 5
            behind = _YEAR_BEHIND.match(text, end)
            end = behind.end() if behind else end
        if start >= last:
            yield Name(start, end, name.label, name.confidence)
            last = end
