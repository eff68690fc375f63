"""Tells a count from a number that is part of a name, a label, a score, a telephone number or an idiom."""

from typing import Final

from ingest.extract.figures.counted_nouns import is_noun, noun_phrase
from ingest.extract.figures.date_words import MONTHS
from ingest.extract.figures.durations import duration_unit
from ingest.extract.figures.figure_tokens import HYPHENS, Tokens
from ingest.extract.figures.figure_words import listed
from ingest.extract.figures.nouns import is_plural
from ingest.extract.figures.number_forms import SMALL, TENS, Number, digits

_GLUED_MARKS: Final = frozenset("/_\\@#&°")
_POINTING: Final = frozenset(("the", "these", "those"))
# In front of a hyphen they leave the number one: "a sub-500 square foot flat", "a magnitude-6.4 quake".
_BOUNDING: Final = frozenset(("sub", "near", "nearly", "magnitude"))
_LONGEST_ROW: Final = 12
_PHONE_PREFIX: Final = 3  # digits of "555-0123"
_PHONE_NUMBER: Final = 4


def counts_something(tokens: Tokens, number: Number) -> bool:
    """True if the number is a count that a reader could check."""
    index, end = number.start, number.end
    if (
        number.value is None
        or _is_identifier(tokens, number)
        or _runs_on(tokens, end, number.value)
        or _is_title(tokens, number)
    ):
        return False
    if number.value == 1 and not number.in_digits:
        return tokens.lowers[index] == "one" and _counts_one(tokens, index, end)
    if _is_label(tokens, index, end):
        return False
    is_alone = not _names_something(tokens, end)
    if tokens.lowers[index - 1] in _POINTING and is_alone and tokens.lowers[end] != "of":
        return False  # "the two were freed"
    if number.in_digits:
        return not _is_list_number(tokens, index)
    return not (is_alone and tokens.is_capitalised(index) and not tokens.opens_sentence(index))


def _is_identifier(tokens: Tokens, number: Number) -> bool:
    """True for a long row of digits without any mark between them."""
    word = tokens.words[number.start]
    return number.end == number.start + 1 and word.isdecimal() and len(word) > _LONGEST_ROW


def is_part_of_name(tokens: Tokens, index: int) -> bool:
    """True for the digits of "COVID-19", "F16", "9/11", "#5", for "multi-million", and behind a score's hyphen."""
    if index == 0 or not tokens.glued(index - 1):
        return False
    mark = tokens.words[index - 1]
    if mark not in HYPHENS:
        return mark.isalnum() or mark in _GLUED_MARKS or mark in ".:,"
    if index == 1 or not tokens.glued(index - 2) or not tokens.words[index - 2].isalnum():
        return False
    if tokens.lowers[index - 2] in _BOUNDING:
        return False
    return not _spans_range(tokens, index - 2, index)


def _runs_on(tokens: Tokens, end: int, value: float) -> bool:
    """True if letters or marks glued behind the number make it something else: "5G", "24/7", "2-1", "04-Jun"."""
    after = tokens.lowers[end]
    if not tokens.glued(end - 1):
        return False
    if after in HYPHENS:
        return tokens.glued(end) and not _opens_compound(tokens, end + 1, value)
    return after.isalpha() or after in _GLUED_MARKS


def _opens_compound(tokens: Tokens, index: int, value: float) -> bool:
    """True if a glued hyphen leads on to a noun ("four-nation") or the end of a range."""
    word = tokens.lowers[index]
    if tokens.is_number(index) or word in SMALL or word in TENS:
        return _spans_range(tokens, index - 2, index)
    return value != 1 and word not in MONTHS and word not in listed("phrase ends")


def _spans_range(tokens: Tokens, first: int, second: int) -> bool:
    """True if the numbers around a hyphen are the ends of a range ("20-30 people"), no score or telephone number."""
    low, high = digits(tokens.words[first]), digits(tokens.words[second])
    if low is None or high is None:
        return tokens.lowers[first] in SMALL
    if low >= high or tokens.words[first - 1] in HYPHENS:
        return False
    if tokens.words[second + 1] in HYPHENS and tokens.is_number(second + 2):
        return False
    looks_phoned = len(tokens.words[first]) >= _PHONE_PREFIX and len(tokens.words[second]) == _PHONE_NUMBER
    return not looks_phoned or _names_something(tokens, second + 1)


def _is_title(tokens: Tokens, number: Number) -> bool:
    """True for the program "48 Hours" and the "Group of Eight"."""
    if duration_unit(tokens.lowers[number.end]) and tokens.is_capitalised(number.end):
        return True
    at = number.start - 2
    return tokens.lowers[at : at + 2] == ["group", "of"] and tokens.is_capitalised(at)


def _counts_one(tokens: Tokens, index: int, end: int) -> bool:
    """True if "one" is a number ("one suspect was arrested") and no pronoun."""
    before, after = tokens.lowers[index - 1], tokens.lowers[end]
    if tokens.is_capitalised(index) and not tokens.opens_sentence(index):
        return False  # a title: "Buy One"
    if before in listed("labels") or tokens.lowers[index - 2 : index] == ["the", "only"]:
        return False  # "round one", "the only one hurt"
    if before in listed("before one") or after in listed("after one") or not is_noun(tokens, end):
        return False
    return not is_plural(tokens.words[end]) and after not in listed("casualties")


def _is_list_number(tokens: Tokens, index: int) -> bool:
    """True for the steps of a list ("1. Wash the rice", "2) Heat") and for house numbers."""
    after = tokens.words[index + 1]
    if after in (".", ")") and len(tokens.words[index]) < 3 and tokens.opens_sentence(index):
        return tokens.is_capitalised(index + 2)
    return tokens.is_capitalised(index + 1) and not listed("streets").isdisjoint(tokens.lowers[index + 2 : index + 4])


def _is_label(tokens: Tokens, index: int, end: int) -> bool:
    """True for "Chapter 7", "No. 5", "round seven", "Boeing 737", "Flight BA 98 crew": a name's number."""
    at = index - 1
    if tokens.words[at] == "(" and tokens.words[end] == ")":
        if tokens.is_number(end + 1):
            return True  # the area code of a telephone number
        at -= 1
    if tokens.words[at] == "." and tokens.lowers[at - 1] in listed("abbreviated labels"):
        return True
    if tokens.lowers[at] in listed("labels"):
        return tokens.is_capitalised(at) or tokens.lowers[at] not in listed("groups of people")
    is_camel = not tokens.words[at].islower() and tokens.words[at].isalpha() and not tokens.is_capitalised(at)
    if not tokens.is_number(index) or not (is_camel or (tokens.is_capitalised(at) and not tokens.opens_sentence(at))):
        return False
    is_name = is_noun(tokens, at) or (tokens.words[at].isupper() and len(tokens.words[at]) > 1)
    return is_name and not any(is_plural(tokens.words[word]) for word in noun_phrase(tokens, end))


def _names_something(tokens: Tokens, index: int) -> bool:
    """True if a noun follows, also behind a hyphen or behind the second end of a range."""
    if tokens.words[index] in HYPHENS and tokens.glued(index):
        index += 1
        if tokens.is_number(index):
            index += 1
    return is_noun(tokens, index)
