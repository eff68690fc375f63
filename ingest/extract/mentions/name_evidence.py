"""Evidence for what a stretch of words names: the words themselves, what is known about them, and their neighbours.

Each piece of evidence is a short string; `linear_tagger` weighs them. None of them looks farther than the neighbouring
words, save whether a word also stands in lower case, or with a capital that proves something, elsewhere in the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.extract.mentions.gazetteer import gazetteer
from ingest.extract.mentions.name_parts import family_names, heads, is_given, is_initial, word_list
from ingest.extract.mentions.name_splits import Stretch
from ingest.extract.mentions.name_tokens import Word, common_words, fold, joined

_CONTEXT_LISTS: Final = ("person_verbs", "place_preps", "place_nouns", "person_nouns", "org_nouns")
_FIRSTS: Final = ("loc_first", "gpe_first", "event_first")
_MOST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole text says about its words: which stand in lower case, which have a capital that counts."""

    lowered: frozenset[str]
    proven: frozenset[str]

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Surroundings":
        """Reads them off the text's words."""
        return cls(
            frozenset(w.shape for w in words if not w.is_name),
            frozenset(w.shape for w in words if w.is_name and not w.is_weak),
        )


def evidence(words: Sequence[Word], stretch: Stretch, around: Surroundings) -> list[str]:
    """All evidence about one stretch."""
    inside = words[stretch.first : stretch.last]
    found = ["bias"]
    found += _known(inside)
    found += _shape(inside)
    found += _persons(inside, stretch.title)
    found += _parts(inside)
    found += _before(words, stretch)
    found += _after(words, stretch)
    found += _elsewhere(inside, around)
    return found


def inner_evidence(inside: Sequence[Word]) -> list[str]:
    """What the words of a name say by themselves, no list asked and no neighbour seen."""
    return ["bias", f"unknown{'1' if len(inside) == 1 else '+'}", *_shape(inside), *_parts(inside)]


def _known(inside: Sequence[Word]) -> Iterator[str]:
    entries = gazetteer().get(joined(inside))
    size = "1" if len(inside) == 1 else "+"
    for entry in entries:
        yield f"known={entry.label}{size}"
        yield f"kind={entry.kind}"
    if entries:
        yield f"first={entries[0].label}"
        yield "sure" if len(entries) == 1 and inside[0].low not in common_words() else "unsure"
    else:
        yield f"unknown{size}"


def _shape(inside: Sequence[Word]) -> Iterator[str]:
    word, length = inside[0].shape, len(inside)
    yield f"n={min(length, _MOST_WORDS)}"
    plain = fold(word)
    if length == 1:
        kind = "acronym" if plain.isupper() and 1 < len(plain) < 7 else "plain"
        if kind == "plain" and any(c.isupper() for c in plain[2:]):
            kind = "camel"
        yield f"shape={kind}"
        yield f"shape={kind}{len(plain)}" if len(plain) < 5 else "long"
    if any(c.isdigit() for w in inside for c in w.shape):
        yield "digit"
    if any("-" in w.shape for w in inside):
        yield "hyphen"
    last = inside[-1].low
    if len(last) > 4:
        yield f"suffix={last[-3:]}"
        yield f"suffix={last[-2:]}"
    if inside[-1].low.startswith(("al-", "el-", "mc", "o'")):
        yield "family prefix"


def _persons(inside: Sequence[Word], title: str) -> Iterator[str]:
    size = min(len(inside), _MOST_WORDS)
    if title:
        yield "title"
        yield f"title={title}"
    if is_given(fold(inside[0].shape)):
        yield f"given{size}"
    if size > 1 and fold(inside[-1].shape) in family_names():
        yield f"family{size}"
    elif fold(inside[0].shape) in family_names():
        yield "family1" if size == 1 else "family first"
    if size > 1 and any(is_initial(w.shape) for w in inside[:-1]):
        yield "initial"
    if size > 1 and any(w.low in word_list("name_particles") for w in inside[:-1]):
        yield "particle"
    if fold(inside[-1].shape) in word_list("name_suffixes"):
        yield "generation"


def _parts(inside: Sequence[Word]) -> Iterator[str]:
    if len(inside) > 1 and fold(inside[-1].shape) in word_list("name_suffixes"):
        inside = inside[:-1]
    last, first = fold(inside[-1].shape), fold(inside[0].shape)
    single = len(inside) == 1
    for kind in heads().get(last, ()) or heads().get(last.capitalize(), ()):
        yield f"head={kind}{'1' if single else ''}"
    yield f"{'word' if single else 'last'}={inside[-1].low}"
    if single:
        return
    yield f"begins={inside[0].low}"
    for name in _FIRSTS:
        if first in word_list(name):
            yield name
    lows = {w.low for w in inside}
    yield from (f"has={link}" for link in ("of", "for", "&", "and", "'s", "the") if link in lows)
    before_of = next((inside[i - 1] for i, w in enumerate(inside) if i and w.low in {"of", "for", "on"}), None)
    for kind in heads().get(fold(before_of.shape), ()) if before_of else ():
        yield f"head of={kind}"
    known = gazetteer().match(inside, 0, len(inside))
    if known and known.length < len(inside):
        yield f"starts with={known.entries[0].label}"
    commons = sum(w.low in common_words() for w in inside if w.is_name)
    yield f"common={'all' if commons >= len(inside) - 1 else 'some' if commons else 'no'}"
    yield f"common={min(commons, 3)}/{min(len(inside), _MOST_WORDS)}"


def _before(words: Sequence[Word], stretch: Stretch) -> Iterator[str]:
    at = stretch.first - 1
    if at < 0 or words[stretch.first].breaks:
        yield "starts text"
        return
    previous = words[at]
    yield f"before={'Name' if previous.is_name and not stretch.title else previous.low}"
    for name in _CONTEXT_LISTS:
        if previous.low in word_list(name):
            yield f"before in {name}"
    if at and not words[at].breaks:
        earlier = words[at - 1]
        if previous.low in {"the", "of", ",", "a", "and", "'s", "."}:
            yield f"before={earlier.low} {previous.low}"
        if earlier.low in word_list("place_nouns") and previous.low == "of":
            yield "before in place_nouns of"
    if previous.low == "," and at and words[at - 1].is_name:
        yield "after name, comma"


def _after(words: Sequence[Word], stretch: Stretch) -> Iterator[str]:
    at = stretch.last
    if at >= len(words) or words[at].breaks:
        yield "ends line"
        return
    following = words[at]
    yield f"after={'Name' if following.is_name else following.low}"
    for name in _CONTEXT_LISTS:
        if following.low in word_list(name):
            yield f"after in {name}"
    if at + 1 >= len(words):
        return
    later = words[at + 1]
    if following.low == "," and later.is_name:
        entries = gazetteer().get(fold(later.shape))
        yield f"comma, {entries[0].label if entries else 'Name'}"
    elif following.low in {",", "(", "'s", "-"}:
        yield f"after={following.low} {later.low if not later.is_name else 'Name'}"
    if later.low in word_list("org_nouns"):
        yield "org noun near"
    if following.shape in "\"”’'" and stretch.first and words[stretch.first - 1].shape in "\"“‘'":
        yield "quoted"


def _elsewhere(inside: Sequence[Word], around: Surroundings) -> Iterator[str]:
    word = inside[0]
    common = word.low in common_words()
    if len(inside) == 1:
        yield f"{'weak' if word.is_weak else 'strong'} {'common' if common else 'rare'}"
        if word.is_weak:
            yield f"weak {'known' if gazetteer().get(fold(word.shape)) else 'unknown'}"
            yield "weak, proven" if word.shape in around.proven else "weak, unproven"
        if word.low in around.lowered:
            yield "also in lower case"
            if word.is_weak:
                yield "weak, also in lower case"
    elif word.is_weak and common:
        yield "weak common first"
