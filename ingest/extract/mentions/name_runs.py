"""Cuts a text into stretches that may be names: capitalised words with what connects them, titles left out.

Borders only; what a stretch names is decided later, by a tagger. A stretch is as long as the codebook's longest name:
"U.S. Embassy", "Ministry of Trade and Industry", "Abu Ghraib prison", but "Iranian" apart from "Hassan Rouhani" in
"Iranian President Hassan Rouhani" (`name_splits`).
"""

from collections.abc import Sequence
from typing import Final

from ingest.extract.mentions.gazetteer import gazetteer
from ingest.extract.mentions.name_parts import heads, is_given, word_list
from ingest.extract.mentions.name_phrases import dated_event_end, nickname_length, quoted_title_end
from ingest.extract.mentions.name_splits import Stretch, split_run, title_words
from ingest.extract.mentions.name_tokens import Word, fold, function_words, is_common

# A longer run of capitals is a list or a table, no name.
MAX_WORDS: Final = 14
_LINKS: Final = frozenset({"for", "on", "against", "to", "and"})
_ARTICLES: Final = frozenset({"the", "a"})
_OPENING_QUOTES: Final = frozenset('"“‘')


def stretches(words: Sequence[Word]) -> list[Stretch]:
    """Candidate names of a text in order, none overlapping."""
    found: list[Stretch] = []
    at = 0
    while at < len(words):
        event, title = dated_event_end(words, at), quoted_title_end(words, at)
        if event or title:
            found.append(Stretch(at, event or title, label="EVENT" if event else None))
            at = event or title
            continue
        end = _run_end(words, at)
        if end > at:
            found.extend(s for s in split_run(words, at, end) if not _is_no_name(words, s))
            at = max(end, found[-1].last if found else end)
        else:
            at += 1
    return found


def _is_no_name(words: Sequence[Word], stretch: Stretch) -> bool:
    """Diseases, abbreviations and the like, single letters, and the letters of a currency ('US$')."""
    if stretch.last - stretch.first > 1:
        return False
    word = words[stretch.first]
    if stretch.last < len(words) and words[stretch.last].shape == "$" and words[stretch.last].is_glued:
        return True
    return fold(word.shape) in word_list("no_names") or (len(word.shape) == 1 and not word.shape.isdigit())


def _starts_name(word: Word) -> bool:
    if not word.is_name:
        return False
    is_acronym = word.shape.isupper() and len(word.shape) > 1
    return is_acronym or not (word.is_weak and word.low in function_words())


def _run_end(words: Sequence[Word], at: int) -> int:
    """End of the run that begins at words[at]; `at` itself if none does."""
    known = gazetteer().match(words, at, len(words))
    if not _starts_name(words[at]):
        return at + known.length if known and (known.length > 1 or not words[at].is_name) else at
    end = at + (known.length if known else 1)
    while end < len(words) and end - at < MAX_WORDS:
        step = _step(words, at, end)
        if not step:
            break
        end += step
    return end


def _step(words: Sequence[Word], begin: int, end: int) -> int:
    """How many words after words[begin:end] go on with the same run, 0 if none does."""
    word = words[end]
    if word.breaks:
        return 0
    if word.is_name:
        return _step_over_name(words, begin, end)
    if word.shape in _OPENING_QUOTES:
        return nickname_length(words, end)
    after = end + 1
    if word.low == "'s":
        owns = words[end - 1].shape in word_list("owners")
        return 2 if owns and after < len(words) and words[after].is_name and not words[after].breaks else 0
    if word.low in _LINKS or word.low == "of":
        if after < len(words) and words[after].low in _ARTICLES:
            after += 1
    elif word.low in word_list("name_particles"):
        while after < len(words) and words[after].low in word_list("name_particles"):
            after += 1
    elif word.shape != "&":
        return 0
    if after >= len(words) or not words[after].is_name or words[after].breaks or is_common(words[after]):
        return 0
    return after + 1 - end if _links(words, begin, end, after) else 0


def _step_over_name(words: Sequence[Word], begin: int, end: int) -> int:
    word = words[end]
    known = gazetteer().match(words, end, len(words))
    if word.shape == "The" and not known:
        return 0
    # In a headline a common word goes on with a name only as its head ("Justice Department").
    if is_common(word) and not (heads().get(word.shape) and not is_common(words[begin])):
        return 0
    return known.length if known else 1


def _links(words: Sequence[Word], begin: int, end: int, after: int) -> bool:
    """Decides whether the connecting words from words[end] on tie words[after] to the run before them."""
    link, last = words[end].low, words[end - 1]
    kinds = heads().get(fold(last.shape), ())
    if fold(last.shape) in title_words():
        return link == "of" and words[after].shape in word_list("realms")
    if link == "&":
        return True
    if link == "of":
        return bool(kinds) or last.shape in word_list("owners")
    if link == "and":
        return _and_links(words, begin, end, after)
    if link in _LINKS:
        return "org" in kinds and not _is_day_or_person(words, after)
    return not kinds and not _is_place(words, begin, end)


def _is_place(words: Sequence[Word], begin: int, end: int) -> bool:
    known = gazetteer().match(words, begin, end)
    return known is not None and known.length == end - begin and known.is_a("GPE", "LOC")


def _is_day_or_person(words: Sequence[Word], at: int) -> bool:
    word = fold(words[at].shape)
    return word in word_list("calendar") or (gazetteer().match(words, at, len(words)) is None and is_given(word))


def _and_links(words: Sequence[Word], begin: int, end: int, after: int) -> bool:
    """'Food and Drug Administration', 'Ministry of Trade and Industry'; not 'Iran and Syria'."""
    for at, stop in ((after, len(words)), (begin, end)):
        if gazetteer().match(words, at, stop) or is_given(fold(words[at].shape)):
            return False
    if words[after].shape in word_list("titles") and words[after].shape not in word_list("realms"):
        return False
    if any(word.low in {"of", "for", "on"} for word in words[begin:end]):
        return not heads().get(fold(words[after].shape))
    stop = after
    while stop < len(words) and stop - after < 4 and words[stop].is_name and not (stop > after and words[stop].breaks):
        stop += 1
    tail = heads().get(fold(words[stop - 1].shape), ())
    is_whole = bool(heads().get(fold(words[end - 1].shape)))
    return stop - after > 1 and not is_whole and end - begin <= 3 and any(k in tail for k in ("org", "work", "event"))
