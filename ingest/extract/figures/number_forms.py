"""Plain numbers in digits ("1,234.5", "6,50,000") and in words ("two hundred and five"), before any half or scale."""

import re
from dataclasses import dataclass
from typing import Final

from ingest.extract.figures.figure_tokens import HYPHENS, Tokens

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL: Final = {word: value for value, word in enumerate(_SMALL.split())}
TENS: Final = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
SCALES: Final = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "lakh": 1e5, "lac": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
}  # fmt: skip
GLYPHS: Final = {
    "½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5,
    "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip

DENOMINATORS: Final = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_DENOMINATORS: Final = {f"{word}s": value for word, value in DENOMINATORS.items() if value > 2}  # in the plural

_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?")  # also Indian grouping: 6,50,000
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_INEXACT: Final = frozenset(("plus", "couple", "many", "odd"))
_LONGEST: Final = 24  # digits and marks; anything longer is an identifier
_GROUP = re.compile(r"[0-9]{3}")
_SPACES: Final = frozenset(" \u00a0\u2009\u202f")
_GROUPS: Final = 6


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the tokens `start` to `end` (half-open). `value` is None if the words are vague ("thousands").

    `scale` is the product of the magnitude words, so that "3" in "3 to 5 million" can borrow it. `is_share`: a part of
    something ("two-thirds of", "half the").
    """

    start: int
    end: int
    value: float | None
    scale: float = 1.0
    in_digits: bool = False
    is_share: bool = False


def denominator_at(word: str, *, is_plural: bool) -> int | None:
    """2 for "half", 3 for "third", or for "thirds" if `is_plural`."""
    return (_DENOMINATORS if is_plural else DENOMINATORS).get(word)


def digits(text: str) -> float | None:
    """Value of a number written in digits, or None for times, scores, versions and identifiers."""
    if len(text) > _LONGEST:
        return None
    if _PLAIN.fullmatch(text):
        return float(text)
    if _ENGLISH.fullmatch(text):
        return float(text.replace(",", ""))
    if _DOTTED.fullmatch(text):
        return float(text.replace(".", ""))
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    return None


def number_in_digits(tokens: Tokens, index: int) -> Number | None:
    """ "1,234.5", "½", "12 500 000" with narrow spaces."""
    word = tokens.words[index]
    if word in GLYPHS:
        return Number(index, index + 1, GLYPHS[word], in_digits=True)
    value = digits(word) if tokens.is_number(index) else None
    if value is None:
        return None
    grouped = None if tokens.glued(index) else _spaced_groups(tokens, index)
    return grouped or Number(index, index + 1, value, in_digits=True)


def _spaced_groups(tokens: Tokens, index: int) -> Number | None:
    """Digits grouped by narrow spaces; by plain ones only if a group of zeros shows it: "50 000", "12 500 000"."""
    if not tokens.words[index].isdecimal() or len(tokens.words[index]) > 3:
        return None
    end = index + 1
    while end - index < _GROUPS and _GROUP.fullmatch(tokens.words[end]) and tokens.gap(end - 1) in _SPACES:
        end += 1
    is_plain = any(tokens.gap(at) == " " for at in range(index, end - 1))
    if end == index + 1 or (is_plain and tokens.words[end - 1] != "000"):
        return None
    return Number(index, end, float("".join(tokens.words[index:end])), in_digits=True)


def number_in_words(tokens: Tokens, index: int) -> Number | None:
    """Number words up to the last one that fits: "two hundred and five", "twenty-three", "million"."""
    total, current, scale = 0.0, None, 1.0
    end, at, limit = index, index, 1e18
    while True:
        word = tokens.lowers[at]
        step = _joined(word, current, total)
        if step is not None:
            current = step
        elif word in SCALES and word != "hundred" and current is not None and SCALES[word] < limit:
            total, current, limit, scale = total + current * SCALES[word], None, SCALES[word], SCALES[word]
        else:
            break
        end = at = at + 1
        may_go_on = tokens.lowers[at] == "and" and _takes_and(current, total) and not _opens_fraction(tokens, at + 1)
        if may_go_on or (tokens.lowers[at] in HYPHENS and tokens.glued(at - 1) and tokens.glued(at)):
            at += 1
    if end > index:
        return Number(index, end, total + (current or 0.0), scale)
    bare = SCALES.get(tokens.lowers[index])
    if tokens.lowers[index - 1] in _INEXACT:
        return None  # "600-plus billion"
    return None if bare is None else Number(index, index + 1, bare, bare)


def _joined(word: str, current: float | None, total: float) -> float | None:
    """`current` with one more number word below a thousand, or None if the word does not fit behind it."""
    if word == "hundred" and current is not None and 0 < current < 100:
        return current * 100
    value = SMALL.get(word, TENS.get(word))
    if value is None:
        return None
    if current is None:
        return float(value) if total == 0 or value > 0 else None
    if current % 100 == 0 and current >= 100:
        return current + value
    if current % 10 == 0 and current % 100 >= 20 and 0 < value < 10:
        return current + value
    return None


def _opens_fraction(tokens: Tokens, at: int) -> bool:
    """True at "one half" and "three-quarters", which are no units of the number before them."""
    behind = tokens.lowers[tokens.behind_hyphen(at + 1)]
    return denominator_at(behind, is_plural=tokens.lowers[at] not in ("a", "an", "one")) is not None


def _takes_and(current: float | None, total: float) -> bool:
    """True if "and" may stand here inside a number: after a hundred or a larger scale."""
    return (current is None and total > 0) or (current is not None and current >= 100 and current % 100 == 0)
