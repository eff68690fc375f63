"""Names that are no run of capitals: events called by their year, titles of works in quotation marks, nicknames."""

from collections.abc import Sequence
from typing import Final

from ingest.extract.mentions.name_parts import given_names, word_list
from ingest.extract.mentions.name_tokens import Word, function_words

_MOST_WORDS: Final = 9
_OPENS: Final = frozenset("\"“‘'")
_CLOSES: Final = frozenset("\"”’'")


def dated_event_end(words: Sequence[Word], at: int) -> int:
    """End of '2004 Presidential election', '1967 war' at words[at]; 0 if there is none."""
    year = words[at].shape
    if len(year) != 4 or not year.isdigit() or year[:2] not in {"18", "19", "20"}:
        return 0
    end = at + 1
    while end < len(words) and end - at < _MOST_WORDS and not words[end].breaks:
        if words[end].low in word_list("dated_events"):
            return end + 1
        if not words[end].is_name and words[end].low not in word_list("event_adjectives"):
            return 0
        end += 1
    return 0


def quoted_title_end(words: Sequence[Word], at: int) -> int:
    """End of the words after the opening mark before words[at] if they are printed as a title is; 0 if they are not."""
    if not at or words[at - 1].shape not in _OPENS or not words[at].is_glued or not words[at].is_name:
        return 0
    end = at
    while end < len(words) and end - at < _MOST_WORDS and not words[end].breaks:
        if words[end].shape in _CLOSES and words[end].is_glued:
            return end if end - at > 1 and words[end - 1].is_name else 0
        if not words[end].is_name and words[end].low not in function_words():
            return 0
        end += 1
    return 0


def nickname_length(words: Sequence[Word], at: int) -> int:
    """Number of words of a quoted nickname at words[at] with the family name after it; 0 if there is none."""
    for length in (3, 4):
        stop = at + length
        if stop < len(words) and words[stop - 1].shape in _CLOSES and words[stop - 1].is_glued:
            named = all(w.is_name and not w.breaks for w in words[at + 1 : stop - 1])
            given = words[at - 1].shape in given_names()
            return length + 1 if named and given and words[stop].is_name and not words[stop].is_glued else 0
    return 0
