"""Sums of money: "$38.7 billion", "US$3m", "3 million euros", "RMB 10", "50 pence", "12 dollars and 30 cents".

Units are ISO 4217 codes, and small change is told in the whole unit: 50 pence are 0.5 GBP. A currency named without its
country is the best known one ("dollars" are US dollars), but for "rupees", "pesos" and their like the country that the
text names most often decides.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ingest.extract.figures.clauses import clause_end, clause_start
from ingest.extract.figures.counts import is_part_of_name
from ingest.extract.figures.currencies import currencies, homes
from ingest.extract.figures.figure_tokens import SENTENCE_EDGES, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import SCALES, Number
from ingest.extract.figures.numbers import number_at

_CUE_REACH: Final = 12  # tokens before the number and behind "pounds" that are looked at for a cue
_HOME_REACH: Final = 100_000  # characters of the text in which countries are counted
_MILLION: Final = 1e6


@dataclass(frozen=True, slots=True)
class Money:
    """A sum over the tokens `start` to `end` (half-open). `value` is None if vague ("millions of dollars")."""

    start: int
    end: int
    value: float | None
    code: str
    scale: float = 1.0


class Currency(NamedTuple):
    """A currency beside a number: its code, the token behind its name, and what the number is to be multiplied by."""

    code: str
    end: int
    factor: float = 1.0


def money_at(tokens: Tokens, index: int) -> Money | None:
    """The sum that starts at a token, be it a currency sign, a code or a number."""
    return _sign_first(tokens, index) or _number_first(tokens, index)


# --- "$5", "US$5", "USD 5", "Rs. 5" ----------------------------------------------------------------------------------


def _sign_first(tokens: Tokens, index: int) -> Money | None:
    sign = _sign_at(tokens, index)
    if sign is None:
        return None
    is_negative = tokens.words[sign.end] in ("-", "−") and tokens.glued(sign.end)
    number = number_at(tokens, sign.end + is_negative, is_money=True)
    if number is None or number.is_share:
        return None
    noun = _noun_at(tokens, tokens.behind_hyphen(number.end))
    end = noun.end if noun is not None and noun.code == sign.code else number.end  # "$ 10 dollars"
    value = -number.value if number.value is not None and is_negative else number.value
    return _with_change(tokens, Money(index, end, value, sign.code, number.scale))


def _sign_at(tokens: Tokens, index: int) -> Currency | None:
    """The sign, abbreviation or code in front of a number."""
    known = currencies()
    word = tokens.words[index]
    if word in known.symbols:
        return Currency(known.symbols[word], index + 1)
    return (
        _lettered_dollar(tokens, index)
        or _prefix(tokens, index)
        or _glued_letter(tokens, index)
        or _code(tokens, index)
    )


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
    return Currency(_official(word.upper()), index + 1)


def _official(code: str) -> str:
    return "CNY" if code == "RMB" else code


# --- "5 dollars", "5 USD", "5 €", "50 pence" -------------------------------------------------------------------------


def _number_first(tokens: Tokens, index: int) -> Money | None:
    if is_part_of_name(tokens, index):
        return None  # "a multi-million dollar deal"
    number = number_at(tokens, index, is_money=True) or _article(tokens, index)
    if number is None or (number.is_share and tokens.lowers[number.end] != "of"):
        return None
    is_vague = number.value is None and tokens.lowers[number.end] == "of"  # "millions of dollars"
    currency = _currency_at(tokens, number, number.end + 1 if is_vague else tokens.behind_hyphen(number.end))
    if currency is None:
        return None
    value = None if number.value is None else round(number.value * currency.factor, 6)
    money = Money(index, currency.end, value, currency.code, number.scale)
    return money if currency.factor != 1 else _with_change(tokens, money)


def _article(tokens: Tokens, index: int) -> Number | None:
    """ "a dollar" is one dollar; "a dollar bill" and "a euro country" are none."""
    article, noun, after = tokens.lowers[index : index + 3]
    if article not in ("a", "an", "one") or noun not in listed("one of these is money"):
        return None
    return None if after.isalpha() and after not in listed("behind one dollar") else Number(index, index + 1, 1.0)


def _currency_at(tokens: Tokens, number: Number, at: int) -> Currency | None:
    """The currency behind a number."""
    known = currencies()
    word = tokens.words[at]
    if word in known.symbols and not tokens.is_number(at + 1):
        return Currency(known.symbols[word], at + 1)
    if word in known.letters and tokens.words[at + 1] == "$" and tokens.glued(at):
        return Currency(known.letters[word], at + 2)
    if word in known.codes:
        scale = SCALES.get(tokens.lowers[at + 1])  # "60 USD million"
        return Currency(_official(word), at + 2, scale) if scale else Currency(_official(word), at + 1)
    if word[:1] == "M" and word[1:] in known.codes:  # "45 MUSD"
        return Currency(word[1:], at + 1, _MILLION)
    if word in ("RM", "LE") and number.in_digits:
        return Currency(known.prefixes[(word,)], at + 1)
    noun = _noun_at(tokens, at)
    if noun is None:
        return _change_at(tokens, at, number)
    return None if tokens.lowers[at] in ("pound", "pounds") and _is_weight(tokens, number, noun.end) else noun


def _noun_at(tokens: Tokens, at: int) -> Currency | None:
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


def _is_weight(tokens: Tokens, number: Number, end: int) -> bool:
    """True if "pounds" are a weight: unless they are millions, or money is spoken of nearby."""
    if number.scale >= _MILLION:
        return False
    if tokens.lowers[end] == "of" or tokens.behind_hyphen(number.end) > number.end:
        return True
    last = clause_end(tokens, end, _CUE_REACH)
    clause = tokens.lowers[clause_start(tokens, number.start) : last]
    if not listed("weight cues").isdisjoint(clause):
        return True
    return listed("money cues").isdisjoint(tokens.lowers[max(0, number.start - _CUE_REACH) : last])


# --- small change ----------------------------------------------------------------------------------------------------


def _change_at(tokens: Tokens, at: int, number: Number) -> Currency | None:
    """ "cents", "pence"; the letters c and p only when glued to digits ("43c")."""
    for size in (2, 1):
        words = tuple(tokens.lowers[at : at + size])
        code = currencies().change.get(words)
        if code is not None and (len(words[0]) > 1 or (number.in_digits and tokens.glued(at - 1))):
            return Currency(code, at + size, 0.01)
    return None


def _with_change(tokens: Tokens, money: Money) -> Money:
    """The sum with the small change told behind it: "12 dollars and 30 cents", "US$7 and twenty", "9 dollars 25"."""
    if money.value is None or money.value != int(money.value) or money.scale != 1:
        return money
    small = number_at(tokens, money.end + (tokens.lowers[money.end] == "and"))
    if small is None or small.value is None or not 0 < small.value < 100 or small.value != int(small.value):
        return money
    change = _change_at(tokens, small.end, small)
    if change is not None:
        return Money(money.start, change.end, money.value + small.value / 100, money.code)
    is_loose = tokens.lowers[small.end] in SENTENCE_EDGES and tokens.lowers[money.start - 1] not in ("between", "from")
    return Money(money.start, small.end, money.value + small.value / 100, money.code) if is_loose else money
