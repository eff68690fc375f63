"""The names inside one capitalised run: titles and dates taken out, peoples and places set apart from persons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ingest.extract.mentions.gazetteer import Match, gazetteer
from ingest.extract.mentions.name_parts import heads, is_given, is_initial, word_list
from ingest.extract.mentions.name_tails import tail_end
from ingest.extract.mentions.name_tokens import Word, fold, is_common
from ingest.model import Label

_GENERATIONS: Final = frozenset({"Jr", "Sr"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """words[first:last] may be one name.

    `title` is the last word of the title before it, in lower case; `label` is given where the pattern decides it.
    """

    first: int
    last: int
    title: str = ""
    label: Label | None = None


@cache
def title_words() -> frozenset[str]:
    """Words with which a title ends ("Minister", "Gen", "Sheikh"), in lookup spelling."""
    return word_list("title_ends") | word_list("honorifics")


def split_run(words: Sequence[Word], begin: int, end: int) -> Iterator[Stretch]:
    """The names inside the run words[begin:end], the last one with its lower-case tail."""
    at, title = begin, ""
    while at < end:
        skip = _skips(words, at, end)
        if skip:
            title = fold(words[at + skip - 1].shape).lower()
            at += skip
            continue
        stop = _name_end(words, at, end)
        last = tail_end(words, at, stop) if stop == end else stop
        yield Stretch(at, last, title, _label_by_pattern(words[at:last]))
        at, title = max(stop, last), ""


def _label_by_pattern(name: Sequence[Word]) -> Label | None:
    """A person with a generation ("Jr."), a country's acronym that nothing else has ("PRC"): no context is needed."""
    if len(name) > 1:
        return "PERSON" if fold(name[-1].shape) in _GENERATIONS else None
    entries = gazetteer().get(fold(name[0].shape))
    is_country = len(entries) == 1 and entries[0].kind == "country" and name[0].shape.isupper()
    return "GPE" if is_country and len(name[0].shape) > 1 else None


def _skips(words: Sequence[Word], at: int, end: int) -> int:
    """Number of words from `at` on that are no part of a name: titles, calendar words, a sentence's first word."""
    word = words[at]
    known = gazetteer().match(words, at, end)
    if not word.is_name and not known:
        return 1
    title = title_length(words, at, end)
    if title:
        return title
    if known and (known.length > 1 or not is_common(word)):
        return 0
    if fold(word.shape) in word_list("calendar") or word.shape == "The":
        return 1
    if word.shape in word_list("event_first") or is_given(fold(word.shape)):
        return 0
    return 1 if is_common(word) and at + 1 < end and not _has_head(words, at, end) else 0


def _has_head(words: Sequence[Word], at: int, end: int) -> bool:
    return bool(heads().get(fold(words[end - 1].shape))) and end - at <= 6 and not title_length(words, at + 1, end)


def title_length(words: Sequence[Word], at: int, end: int) -> int:
    """Length of the title that begins at `at` ("Deputy Prime Minister", "Secretary of State"), 0 if none does."""
    known = gazetteer().match(words, at, end)
    if known and (known.length > 1 or known.is_a("GPE", "NORP", "ORG")):
        return 0
    stop = at
    while stop < end and (words[stop].shape in word_list("titles") or fold(words[stop].shape) in title_words()):
        stop += 1
    while stop > at and fold(words[stop - 1].shape) not in title_words():
        stop -= 1
    if stop == at:
        return 0
    if stop < end and words[stop].low == "of":
        return _office_length(words, at, stop, end)
    kinds = heads().get(fold(words[end - 1].shape), ())
    is_body = 1 <= end - stop <= 2 and kinds and not is_given(fold(words[stop].shape))
    is_building = "fac" in kinds and "org" not in kinds and end - stop > 1  # "King Hussein Bridge"
    return 0 if is_body or is_building else stop - at


def _office_length(words: Sequence[Word], at: int, stop: int, end: int) -> int:
    """'Secretary of State', 'Minister of Foreign Affairs': the realm belongs to the title."""
    realm = stop + 1
    while realm < end and (words[realm].shape in word_list("realms") or words[realm].low in {"the", "and"}):
        realm += 1
    return realm - at if realm > stop + 1 else stop - at


def _name_end(words: Sequence[Word], at: int, end: int) -> int:
    """End of the name that begins at words[at] inside a run that ends at `end`."""
    limit = _limit(words, at, end)
    known = gazetteer().match(words, at, limit)
    if known and known.length < limit - at and _stands_alone(words, at, known, limit):
        return at + known.length
    return limit


def _limit(words: Sequence[Word], at: int, end: int) -> int:
    """The first title or calendar word after `at` ends a name."""
    known = gazetteer().match(words, at, end)
    stop = at + (known.length if known else 1)
    while stop < end:
        if fold(words[stop].shape) in word_list("calendar") and not gazetteer().match(words, stop, end):
            return stop
        if words[stop].is_name and title_length(words, stop, end) and not _is_inside_person(words, stop):
            return stop
        stop += 1
    return end


def _is_inside_person(words: Sequence[Word], at: int) -> bool:
    """'Sheikh' in 'Khalid Sheikh Mohammed' and the capital in 'John F. Kennedy' are no titles."""
    is_honorific = fold(words[at].shape) in word_list("honorifics")
    return is_initial(words[at].shape) or (is_honorific and is_given(fold(words[at - 1].shape)))


def _stands_alone(words: Sequence[Word], at: int, known: Match, limit: int) -> bool:
    """Decides whether a known name is complete although more capitalised words follow it."""
    rest = at + known.length
    if known.length == 1 and is_given(fold(words[at].shape)):
        return False
    tail = heads().get(fold(words[limit - 1].shape), ())
    after = gazetteer().match(words, rest, limit)
    fills = after is not None and after.length == limit - rest
    if known.is_a("NORP"):
        return not tail or (after is not None and fills and not after.is_a("ORG", "EVENT"))
    is_person = is_given(fold(words[rest].shape)) and limit - rest > 1 and not tail
    if known.is_a("GPE", "LOC"):
        return is_person or (after is not None and fills and after.is_a("NORP", "LOC", "GPE"))
    return is_person
