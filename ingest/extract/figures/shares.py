"""Fractions: "two-thirds", "one quarter", "a fifth of", "half the", "3/4"."""

from typing import Final

from ingest.extract.figures.figure_tokens import SENTENCE_EDGES, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import SCALES, SMALL, TENS, Number, denominator_at

# Denominators that a fraction in digits may have: 9/11 and 24/7 are none.
_IN_DIGITS: Final = frozenset((2, 3, 4, 5, 8, 16, 32))
_SLASHES: Final = frozenset("/⁄")
_MOST_PARTS: Final = 100  # "3 in 250" is no ratio that a text would give
_ROUND: Final = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10_000, 100_000, 1_000_000))
_YEARS: Final = frozenset(("18", "19", "20"))


def slashed_at(tokens: Tokens, index: int) -> Number | None:
    """A fraction in digits: "3/4", also "3 / 4", "1⁄32"; "1/40 of"."""
    if tokens.words[index + 1] not in _SLASHES or tokens.words[index + 3] in _SLASHES:
        return None
    over, under = tokens.words[index], tokens.words[index + 2]
    if not (over.isdecimal() and under.isdecimal() and len(over) < 3 and len(under) < 3):
        return None
    is_plain = tokens.words[index + 1] == "⁄" or tokens.lowers[index + 3] == "of"
    if not (is_plain or int(under) in _IN_DIGITS) or not 0 < int(over) < int(under):
        return None
    return Number(index, index + 3, int(over) / int(under), in_digits=True)


def share_at(tokens: Tokens, index: int) -> Number | None:
    """A share in words; "a third" and "half" only where a whole follows ("a third of", "half the houses")."""
    ratio = _ratio_at(tokens, index)
    if ratio is not None:
        return ratio
    word = tokens.lowers[index]
    if word == "half" and tokens.lowers[index + 1] in listed("behind a share"):
        is_part = tokens.lowers[index - 1] in listed("parts of things")
        return None if is_part else Number(index, index + 1, 0.5, is_share=True)
    over = 1 if word in ("a", "an") else SMALL.get(word, 0)
    if not 0 < over < 10:
        return None
    at = tokens.behind_hyphen(index + 1)
    under = denominator_at(tokens.lowers[at], is_plural=over > 1)
    if under is None or over >= under or _counts_scales(tokens, at + 1):
        return None
    is_hyphened = at > index + 1
    if not is_hyphened and tokens.lowers[at] == "quarters" and tokens.lowers[index - 1] in listed("before quarters"):
        return None  # "the next three quarters"
    if over == 1 and not is_hyphened and not _has_whole(tokens, word, at + 1):
        return None
    return Number(index, at + 1, over / under, is_share=True)


def _has_whole(tokens: Tokens, opener: str, end: int) -> bool:
    """ "a third of", "one third the price"; "one third" alone only at the end of a sentence."""
    return tokens.lowers[end] in listed("behind a share") or (opener == "one" and tokens.lowers[end] in SENTENCE_EDGES)


def _ratio_at(tokens: Tokens, index: int) -> Number | None:
    """ "one in five", "three out of four", "nine out of every 10", "1 in 1,000"; not "five in 2010", "two in 10 days"."""
    over = _whole(tokens, index)
    at = index + 1
    if tokens.lowers[at : at + 2] == ["out", "of"]:
        at += 2
    elif tokens.lowers[at] == "in":
        at += 1
    else:
        return None
    at += tokens.lowers[at] == "every"
    under = _whole(tokens, at)
    if over is None or under is None or not 0 < over < under or (over > 1 and under > _MOST_PARTS):
        return None
    is_round = under in _ROUND or tokens.lowers[at - 1] in ("of", "every")
    is_time = tokens.lowers[tokens.behind_hyphen(at + 1)] in listed("no ratio before")
    return None if is_time or not is_round else Number(index, at + 1, over / under, is_share=True)


def _whole(tokens: Tokens, index: int) -> int | None:
    """A whole number in one word: "five", "10", "1,000"."""
    word = tokens.lowers[index]
    if word in SMALL or word in TENS:
        return SMALL.get(word) or TENS.get(word)
    plain = word.replace(",", "")
    return int(plain) if plain.isdecimal() and len(plain) < 7 and not (len(word) == 4 and word[:2] in _YEARS) else None


def _counts_scales(tokens: Tokens, at: int) -> bool:
    """True in "a quarter million" and "a quarter of a million", which are plain numbers."""
    return tokens.lowers[at] in SCALES or (
        tokens.lowers[at : at + 2] == ["of", "a"] and tokens.lowers[at + 2] in SCALES
    )
