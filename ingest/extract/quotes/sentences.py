"""Sentences of one paragraph as the reporter framed them: a quoted stretch never breaks one from inside."""

from collections.abc import Sequence
from typing import Final

from ingest.extract.quotes.cues import verbs
from ingest.extract.quotes.words import Token, is_title_abbreviation

# A longer run without a full stop is no prose (tables, leaked code); it is cut so that every later step stays bounded.
MAX_TOKENS: Final = 160
_ENDS: Final = frozenset({".", "!", "?"})
_CLOSERS: Final = frozenset({")", "]", "”", "’", '"', "'", "''"})
# Words that begin a sentence after an abbreviation, where another capitalised word would go on with the name.
_STARTERS: Final = frozenset("DSOXBWITC")
_ATTRIBUTION_REACH: Final = 16
_INITIAL: Final = 2
_NICKNAME_WORDS: Final = 3


def split_sentences(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Cuts a paragraph's tokens at sentence ends; each sentence has its final mark and at least one token."""
    sentences: list[Sequence[Token]] = []
    begin = 0
    for at in range(len(tokens)):
        if _ends_after(tokens, at) or at - begin >= MAX_TOKENS:
            sentences.append(tokens[begin : at + 1])
            begin = at + 1
    return sentences


def _ends_after(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if at + 1 == len(tokens):
        return True
    after = tokens[at + 1]
    if token.tag == "Q":
        return _stretch_ends_sentence(tokens, at)
    if token.text in _CLOSERS and at and tokens[at - 1].text in _ENDS:
        return after.text[:1].isupper() or after.tag in "QN"
    if token.text in _ENDS:
        goes_on = after.tag != "Q" and after.text[:1].islower() and token.text == "."
        return after.text not in _CLOSERS and not goes_on and after.tag != "P"
    if not token.text.endswith(".") or len(token.text) < 2 or token.tag not in "MnZ":
        return False
    if is_title_abbreviation(token):
        return len(token.text) == _INITIAL and _begins_after_initial(after)
    is_quotation = after.tag == "Q" and not after.text[:1].islower()
    return is_quotation or (after.text[:1].isupper() and after.tag in _STARTERS)


def _begins_after_initial(after: Token) -> bool:
    """True for 'Appendix C. "They have …"' and "Appendix C. He …"; a nickname or a surname goes on with the name."""
    if after.tag == "Q":
        return after.text[:1].isupper() and len(after.text.split()) > _NICKNAME_WORDS
    return after.text[:1].isupper() and after.tag in "DSO" and len(after.text) > 1


def _stretch_ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    """A stretch that ends in a full stop ends its sentence unless the words after it go on or name its speaker."""
    last = tokens[at].text[-1:]
    after = tokens[at + 1]
    if last not in _ENDS and last != "…":
        return False
    if after.tag == "Q":
        return True
    if not after.text[:1].isupper() or after.text == "I":
        return False
    return last == "." or not _leads_to_verb(tokens, at + 1)


def _leads_to_verb(tokens: Sequence[Token], at: int) -> bool:
    """True for '"Why?" Jane Smith, the mayor, asked.': a subject and a verb that goes with quoted words."""
    for token in tokens[at : at + _ATTRIBUTION_REACH]:
        if token.tag in "VE":
            entry = verbs().get(token.low)
            return entry is not None and "p" in entry[0].frames
        if token.tag in "QXBT" or token.text in _ENDS:
            return False
    return False
