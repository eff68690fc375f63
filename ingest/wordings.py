"""Two printed wordings of the same words compared: what they share, what differs, and what kind of change that is.

A wording is what stands inside quotation marks. Case, marks, accents, spacing and contractions ("it's", "it is") do not make
a difference in words; an ellipsis is kept as a token of its own, since it tells the reader that words were left out.
The six kinds of change follow the study of quotes that are copied from outlet to outlet (codebook, "Same words").
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

Alteration = Literal["identical", "punctuation", "elision", "truncation", "substitution"]

ELLIPSIS = "…"
_TOKEN = re.compile(r"…|[^\W_]+(?:'[^\W_]+)*")
_DOTS = re.compile(r"[(\[]?\s?(?:\.\s?\.\s?\.|…)\.?\s?[)\]]?")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_MARKS = _APOSTROPHES | str.maketrans("“”–—", '""--')
# What an apostrophe stands for. "'s" is "is" after these words only; elsewhere it is a possessive.
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_IS_AFTER = frozenset("it that he she what there here who this where how".split())
_IRREGULAR = {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"), "let's": ("let", "us")}
_CONTRACTED = {"cannot": ("can", "not")}
# Words that any two sentences share.
_FUNCTION_WORDS = frozenset(
    "a about after all also an and any are as at be because been before but by can could did do does for from had has have he"
    " her here him his how i if in into is it its just me more my no not of on one or our out over she should so some than that"
    " the their them then there these they this those to up us very was we were what when where which who will with would you"
    " your am".split()
)


@dataclass(frozen=True, slots=True)
class Change:
    """One place where a variant differs: the words of the base that are missing and those that stand there instead.

    `place` is 'start', 'inside' or 'end' of the base; words are in normal form (see `words`), joined by blanks.
    """

    place: Literal["start", "inside", "end"]
    base: str
    variant: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How a variant differs from its base, counted in words; `count_same` of `count_base` words of the base are kept."""

    alteration: Alteration
    count_base: int
    count_variant: int
    count_same: int
    count_same_content: int
    longest_run: int
    is_marked: bool  # an ellipsis shows each place inside where words were left out
    changes: tuple[Change, ...]

    @property
    def edit_ratio(self) -> float:
        """Words that are not shared, of all words of both: 0 the same words, 1 no word in common."""
        total = self.count_base + self.count_variant
        return 1 - 2 * self.count_same / total if total else 0.0


def words(text: str) -> list[str]:
    """Words in normal form, in order; each ellipsis is one token `…`. Linear in the length of the text."""
    plain = text.translate(_APOSTROPHES)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    bare = _DOTS.sub(f" {ELLIPSIS} ", plain).casefold()
    return [word for token in _TOKEN.findall(bare) for word in _spelt_out(token)]


_words = lru_cache(maxsize=10_000)(words)  # a wording is compared with several others


def _spelt_out(token: str) -> Sequence[str]:
    if "'" not in token:
        return _CONTRACTED.get(token, (token,))
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    for ending, meaning in _ENDINGS.items():
        if token.endswith(ending) and len(token) > len(ending):
            return (token.removesuffix(ending), meaning)
    stem, _, last = token.rpartition("'")
    if last == "s":
        return (stem, "is") if stem in _IS_AFTER else (stem, "'s")
    return (token.replace("'", ""),)


def compare(base: str, variant: str) -> Difference:
    """How `variant` differs from `base`. Time grows with the product of the lengths in words at worst."""
    a, b = _words(base), _words(variant)
    operations = SequenceMatcher(None, a, b, autojunk=len(a) + len(b) > 2000).get_opcodes()
    same = [a[i1:i2] for op, i1, i2, _, _ in operations if op == "equal"]
    shared = [word for run in same for word in run if word != ELLIPSIS]
    changes = tuple(_changes(operations, a, b))
    return Difference(
        alteration=_kind(changes, base, variant),
        count_base=sum(w != ELLIPSIS for w in a),
        count_variant=sum(w != ELLIPSIS for w in b),
        count_same=len(shared),
        count_same_content=sum(w not in _FUNCTION_WORDS and w != "'s" for w in shared),
        longest_run=max((len(run) for run in same), default=0),
        is_marked=all(ELLIPSIS in c.variant for c in changes if c.place == "inside" and _is_left_out(c)),
        changes=changes,
    )


def _changes(operations: Sequence[tuple[str, int, int, int, int]], a: list[str], b: list[str]) -> Iterator[Change]:
    last = len(operations) - 1
    for n, (op, i1, i2, j1, j2) in enumerate(operations):
        if op != "equal":
            place = "start" if n == 0 else "end" if n == last else "inside"
            yield Change(place, " ".join(a[i1:i2]), " ".join(b[j1:j2]))  # type: ignore[arg-type]


def _kind(changes: Sequence[Change], base: str, variant: str) -> Alteration:
    """The gravest change decides: other words, words left out inside, words left out at an end, marks only."""
    if any(_is_reworded(c) for c in changes):
        return "substitution"
    if any(c.place == "inside" for c in changes):
        return "elision"
    if any(c.base.strip(ELLIPSIS + " ") or c.variant.strip(ELLIPSIS + " ") for c in changes):
        return "truncation"
    return "identical" if _plain(base) == _plain(variant) else "punctuation"


def _is_left_out(change: Change) -> bool:
    return not change.variant.replace(ELLIPSIS, "").strip()


def _is_reworded(change: Change) -> bool:
    """Both have words of their own there; at the ends one side's silence is a cut, inside only the variant's is."""
    in_base, in_variant = (side.replace(ELLIPSIS, "").strip() for side in (change.base, change.variant))
    if change.place == "inside":
        return bool(in_variant) and ELLIPSIS not in change.base
    return bool(in_base and in_variant)


def _plain(text: str) -> str:
    """Text with marks of one form, one kind of white space, and without the punctuation that ends a quote."""
    one_form = _DOTS.sub(ELLIPSIS, text.translate(_MARKS))
    return " ".join(one_form.split()).strip('".,;:!? ')


def shared_stems(one: str, other: str) -> tuple[int, float]:
    """How many telling words both have, endings set aside, and what share of the poorer side's that is.

    For reported speech, where no word is promised to be the speaker's own: 'provide' and 'providing' are the same.
    """
    a, b = _stems(one), _stems(other)
    shared = len(a & b)
    return shared, shared / max(1, min(len(a), len(b)))


@lru_cache(maxsize=10_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(w) for w in words(text) if w not in _FUNCTION_WORDS and w.isalnum() and len(w) > 1)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
