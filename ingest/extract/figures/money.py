"""Sums of money: "$38.7 billion", "US$3m", "3 million euros", "RMB 10", "50 pence", "12 dollars and 30 cents".

Units are ISO 4217 codes, and small change is told in the whole unit: 50 pence are 0.5 GBP. A currency named without its
country is the best known one ("dollars" are US dollars), but for "rupees", "pesos" and their like the country that the
text names most often decides.
"""

from dataclasses import dataclass
from typing import Final

from ingest.extract.figures.clauses import clause_end, clause_start
from ingest.extract.figures.counts import is_part_of_name
from ingest.extract.figures.currencies import currencies
from ingest.extract.figures.currency_words import Currency, change_at, noun_at, official, sign_at
from ingest.extract.figures.figure_tokens import SENTENCE_EDGES, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.number_forms import SCALES, Number
from ingest.extract.figures.numbers import number_at

_CUE_REACH: Final = 12  # tokens before the number and behind "pounds" that are looked at for a cue
_COMPOUND_REACH: Final = 3  # tokens behind "pound" in a compound that may tell what it is
_MILLION: Final = 1e6


@dataclass(frozen=True, slots=True)
class Money:
    """A sum over the tokens `start` to `end` (half-open). `value` is None if vague ("millions of dollars")."""

    start: int
    end: int
    value: float | None
    code: str
    scale: float = 1.0


def money_at(tokens: Tokens, index: int) -> Money | None:
    """The sum that starts at a token, be it a currency sign, a code or a number."""
    return _sign_first(tokens, index) or _number_first(tokens, index)


# --- "$5", "US$5", "USD 5", "Rs. 5" ----------------------------------------------------------------------------------


def _sign_first(tokens: Tokens, index: int) -> Money | None:
    sign = sign_at(tokens, index)
    if sign is None:
        return None
    is_negative = tokens.words[sign.end] in ("-", "−") and tokens.glued(sign.end)
    number = number_at(tokens, sign.end + is_negative, is_money=True)
    if number is None or number.is_share:
        return None
    noun = noun_at(tokens, tokens.behind_hyphen(number.end))
    end = noun.end if noun is not None and noun.code == sign.code else number.end  # "$ 10 dollars"
    value = -number.value if number.value is not None and is_negative else number.value
    return _with_change(tokens, Money(index, end, value, sign.code, number.scale))


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
        return Currency(official(word), at + 2, scale) if scale else Currency(official(word), at + 1)
    if word[:1] == "M" and word[1:] in known.codes:  # "45 MUSD"
        return Currency(word[1:], at + 1, _MILLION)
    if word in ("RM", "LE") and number.in_digits:
        return Currency(known.prefixes[(word,)], at + 1)
    noun = noun_at(tokens, at)
    if noun is None:
        return change_at(tokens, at, number)
    return None if tokens.lowers[at] in ("pound", "pounds") and _is_weight(tokens, number, noun.end) else noun


def _is_weight(tokens: Tokens, number: Number, end: int) -> bool:
    """True if "pounds" are a weight: unless they are millions, or money is spoken of nearby."""
    if number.scale >= _MILLION:
        return False
    if tokens.lowers[end] == "of":
        return True
    if tokens.behind_hyphen(number.end) > number.end:  # "a 500-pound bomb", "the 50,000-pound prize"
        behind = tokens.lowers[end : end + _COMPOUND_REACH]
        return behind[1] not in currencies().symbols and listed("money cues").isdisjoint(behind)
    last = clause_end(tokens, end, _CUE_REACH)
    clause = tokens.lowers[clause_start(tokens, number.start) : last]
    if not listed("weight cues").isdisjoint(clause):
        return True
    return listed("money cues").isdisjoint(tokens.lowers[max(0, number.start - _CUE_REACH) : last])


# --- small change ----------------------------------------------------------------------------------------------------


def _with_change(tokens: Tokens, money: Money) -> Money:
    """The sum with the small change told behind it: "12 dollars and 30 cents", "US$7 and twenty", "9 dollars 25"."""
    if money.value is None or money.value != int(money.value) or money.scale != 1:
        return money
    small = number_at(tokens, money.end + (tokens.lowers[money.end] == "and"))
    if small is None or small.value is None or not 0 < small.value < 100 or small.value != int(small.value):
        return money
    change = change_at(tokens, small.end, small)
    if change is not None:
        return Money(money.start, change.end, money.value + small.value / 100, money.code)
    is_loose = tokens.lowers[small.end] in SENTENCE_EDGES and tokens.lowers[money.start - 1] not in ("between", "from")
    return Money(money.start, small.end, money.value + small.value / 100, money.code) if is_loose else money
