"""How a currency is written beside a number: signs, abbreviations and codes, names, small change."""

import re
from collections import Counter
from functools import lru_cache
from typing import Final, NamedTuple

from ingest.extract.figures.currencies import currencies, homes
from ingest.extract.figures.figure_tokens import Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import SCALES, Number

_SHARED_SIGNS: Final = frozenset("¥￥")
# Abbreviations of names that several countries use.
_ABBREVIATED: Final = {"Rs": "rupee", "Re": "rupee", "Sh": "shilling", "Shs": "shilling"}
_HOME_REACH: Final = 100_000  # characters of the text in which countries are counted


class Currency(NamedTuple):
    """A currency beside a number: its code, the token behind its name, and what the number is to be multiplied by."""

    code: str
    end: int
    factor: float = 1.0


def sign_at(tokens: Tokens, index: int) -> Currency | None:
    """The sign, abbreviation or code in front of a number."""
    known = currencies()
    word = tokens.words[index]
    if word in known.symbols:
        code = _at_home(tokens.text, word) if word in _SHARED_SIGNS else None
        return _dollar_lettered(tokens, index) or Currency(code or known.symbols[word], index + 1)
    return (
        _lettered_dollar(tokens, index)
        or _prefix(tokens, index)
        or _glued_letter(tokens, index)
        or _code(tokens, index)
    )


def _dollar_lettered(tokens: Tokens, index: int) -> Currency | None:
    """ "$US160", "$A5", "$NZ20" as written in Australia; one letter only where it is no magnitude."""
    word = tokens.words[index + 1]
    code = currencies().letters.get(word) if tokens.words[index] == "$" and tokens.glued(index) else None
    is_sign = code is not None and (len(word) > 1 or word in "ACS") and tokens.is_number(index + 2)
    return Currency(code, index + 2) if code is not None and is_sign else None


def _lettered_dollar(tokens: Tokens, index: int) -> Currency | None:
    """ "US$", "U.S.$", "A$", "C $", "usd$"; lower case and a space only where no English word is meant."""
    letters = currencies().letters
    word, at = tokens.words[index], index + 1
    if tokens.words[index : index + 4] == ["U", ".", "S", "."]:
        word, at = "US", index + 4
    if tokens.words[at] != "$":
        return None
    if word in letters and (tokens.glued(at - 1) or word != "A"):
        return Currency(letters[word], at + 1)
    is_no_word = word.islower() and word not in ("a", "s", "e", "n", "j")
    return Currency(letters[word.upper()], at + 1) if is_no_word and word.upper() in letters else None


def _prefix(tokens: Tokens, index: int) -> Currency | None:
    for size in (2, 1):
        end = index + size
        code = currencies().prefixes.get(tuple(tokens.words[index:end]))
        if code is not None:
            noun = _ABBREVIATED.get(tokens.words[index])
            code = (_at_home(tokens.text, noun) if noun else None) or code
            return Currency(code, end + (tokens.words[end] == "."))
    return None


def _glued_letter(tokens: Tokens, index: int) -> Currency | None:
    """ "N350 billion", "R450"; "R2" and "N7" are names of other things."""
    code = currencies().glued.get(tokens.words[index])
    if code is None or not tokens.glued(index) or not tokens.is_number(index + 1) or tokens.glued(index - 1):
        return None
    is_sum = len(tokens.words[index + 1]) > 2 or tokens.lowers[index + 2] in SCALES
    return Currency(code, index + 1) if is_sum else None


def _code(tokens: Tokens, index: int) -> Currency | None:
    """ "USD 5"; in lower case the commonest few."""
    word = tokens.words[index]
    if word not in currencies().leading_codes and word not in ("usd", "eur", "gbp", "rmb"):
        return None
    return Currency(official(word.upper()), index + 1)


def official(code: str) -> str:
    return "CNY" if code == "RMB" else code


def noun_at(tokens: Tokens, at: int) -> Currency | None:
    """The longest currency name at a token."""
    known = currencies()
    for size in range(known.longest_noun, 0, -1):
        words = tuple(tokens.lowers[at : at + size])
        code = known.nouns.get(words)
        if code is not None:
            noun = words[0].removesuffix("s")
            is_shared = size == 1 and noun in listed("currencies of several countries")
            return Currency((_at_home(tokens.text, noun) if is_shared else None) or code, at + size)
    return None


@lru_cache(maxsize=8)
def _at_home(text: str, noun: str) -> str | None:
    """The currency of that name whose country the text names most often; None if it names none."""
    lower = text[:_HOME_REACH].lower()
    counts: Counter[str] = Counter()
    for place, code in homes(noun):
        counts[code] += len(re.findall(rf"\b{re.escape(place)}\b", lower))
    code, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    return code if count else None


def change_at(tokens: Tokens, at: int, number: Number) -> Currency | None:
    """ "cents", "pence"; the letters c and p only when glued to digits ("43c")."""
    word = tokens.words[at]
    for size in (2, 1):
        words = tuple(tokens.lowers[at : at + size])
        code = currencies().change.get(words)
        is_letter = len(words[0]) == 1
        if code is not None and (not is_letter or (number.in_digits and tokens.glued(at - 1) and words[0] == word)):
            return Currency(code, at + size, 0.01)
    return None
