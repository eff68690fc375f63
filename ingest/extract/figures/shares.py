"""Fractions: "two-thirds", "one quarter", "a fifth of", "half the", "3/4"."""

from typing import Final

from ingest.extract.figures.figure_tokens import Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import SCALES, SMALL, Number

DENOMINATORS: Final = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_PLURALS: Final = {f"{word}s": value for word, value in DENOMINATORS.items() if value > 2}
# Denominators that a fraction in digits may have: 9/11 and 24/7 are none.
_IN_DIGITS: Final = frozenset((2, 3, 4, 5, 8, 16, 32))


def slashed_at(tokens: Tokens, index: int) -> Number | None:
    """A fraction in digits: "3/4", also "3 / 4"."""
    if tokens.words[index + 1] != "/" or tokens.words[index + 3] == "/":
        return None
    over, under = tokens.words[index], tokens.words[index + 2]
    if not (over.isdecimal() and under.isdecimal() and len(over) < 3 and len(under) < 3):
        return None
    if int(under) not in _IN_DIGITS or not 0 < int(over) < int(under):
        return None
    return Number(index, index + 3, int(over) / int(under), in_digits=True)


def share_at(tokens: Tokens, index: int) -> Number | None:
    """A share in words; "a third" and "half" only where a whole follows ("a third of", "half the houses")."""
    word = tokens.lowers[index]
    if word == "half" and tokens.lowers[index + 1] in listed("behind a share"):
        is_part = tokens.lowers[index - 1] in listed("parts of things")
        return None if is_part else Number(index, index + 1, 0.5, is_share=True)
    over = 1 if word in ("a", "an") else SMALL.get(word, 0)
    if not 0 < over < 10:
        return None
    at = tokens.behind_hyphen(index + 1)
    under = (DENOMINATORS if over == 1 else _PLURALS).get(tokens.lowers[at])
    if under is None or over >= under or _counts_scales(tokens, at + 1):
        return None
    is_hyphened = at > index + 1
    if not is_hyphened and tokens.lowers[at] == "quarters" and tokens.lowers[index - 1] in listed("before quarters"):
        return None  # "the next three quarters"
    if over == 1 and not is_hyphened and tokens.lowers[at + 1] not in listed("behind a share"):
        return None
    return Number(index, at + 1, over / under, is_share=True)


def _counts_scales(tokens: Tokens, at: int) -> bool:
    """True in "a quarter million" and "a quarter of a million", which are plain numbers."""
    return tokens.lowers[at] in SCALES or (
        tokens.lowers[at : at + 2] == ["of", "a"] and tokens.lowers[at + 2] in SCALES
    )
