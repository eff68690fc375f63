"""The role printed beside a speaker's name: before it ("State Department spokesman Doe") or after it in apposition."""

from collections.abc import Sequence
from typing import Final

from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.drafts import Draft, Phrase
from ingest.extract.quotes.name_titles import is_role, plain
from ingest.extract.quotes.speaker_phrases import name_in_apposition, name_start
from ingest.extract.quotes.words import Token

_ARTICLES: Final = frozenset({"the", "a", "an"})
_OPENERS: Final = frozenset({",", "–", "—", "--", "("})
_REACH: Final = 18


def role_beside(draft: Draft) -> Phrase:
    """The words of the role, without a leading article; empty if none stands beside the name."""
    phrase = draft.speaker
    if not phrase:
        return ()
    at = name_start(phrase)
    if at is None:
        return _office(phrase) if name_in_apposition(draft) else ()
    before = _office(phrase[:at])
    if before:
        return before
    sentence, end = draft.sentence, draft.speaker_end
    return _apposed_after(sentence, end) or _apposed_before(sentence, end - len(phrase))


def _office(words: Sequence[Token]) -> Phrase:
    """`words` without article and possessive ending if they hold a role that is more than a form of address."""
    while words and words[0].low in _ARTICLES:
        words = words[1:]
    roles = [plain(token.text) for token in words if is_role(plain(token.text))]
    return words if any(role not in listed("honorifics") for role in roles) else ()


def _apposed_after(sentence: Sequence[Token], end: int) -> Phrase:
    """Doe, *chairman of the board*, said."""
    if end + 1 >= len(sentence) or sentence[end].text not in _OPENERS:
        return ()
    stop = end + 1
    while stop < len(sentence) and stop - end <= _REACH and sentence[stop].tag not in "PVXEWQ":
        stop += 1
    is_closed = stop < len(sentence) and sentence[stop].tag in "PW"
    return _office(sentence[end + 1 : stop]) if is_closed else ()


def _apposed_before(sentence: Sequence[Token], start: int) -> Phrase:
    """*The chairman of the board*, Jane Doe, said."""
    if start < 2 or sentence[start - 1].text != ",":
        return ()
    begin = start - 1
    while begin > 0 and start - begin <= _REACH and sentence[begin - 1].tag in "nMDSE$I":
        begin -= 1
    is_governed = sentence[begin].tag == "I" or (begin > 0 and sentence[begin - 1].tag in "VXEI")
    if is_governed or sentence[start - 2].tag == "M":
        return ()
    return _office(sentence[begin : start - 1])
