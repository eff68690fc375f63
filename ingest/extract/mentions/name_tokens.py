"""Words of a whole text as the mention finder sees them: where they stand, whether they look like names.

Unlike `words`, which reads one paragraph with its quotes set apart, this walks a text once, keeps headlines, and takes
compounds apart at the hyphen where only one half is a name ("U.S.-led", "anti-Taliban", "Israeli-Palestinian").
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from ingest.extract.lexicons import keyed, rows, sections

# Web and mail addresses: their words name nothing in the sentence.
_ADDRESS: Final = r"(?:https?://|www\.)[^\s\"'“”‘’()<>\[\]]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
ADDRESS: Final = re.compile(_ADDRESS)
_TOKEN: Final = re.compile(
    r"[A-Za-z0-9]+(?=[ ,\n])"  # most words, which need none of what follows
    rf"|(?P<address>{_ADDRESS})"
    r"|(?:[^\W\d_]\.){2,}"  # U.S., J.K.
    r"|[^\W_]+(?:(?:['’](?![sS](?![^\W_]))|[-&]|\.(?=com\b|org\b|net\b))[^\W_]+)*"  # O'Brien, al-Qaida, AT&T
    r"|\n+|['’][sS](?![^\W_])|\S"
)
_POSSESSIVE: Final = re.compile(r"'[sS](?= |$)")
# A capital after a particle glued to its name: al-Assad, d'Ivoire, el-Sheikh; or a brand: iPhone, eBay.
_LATE_CAPITAL: Final = re.compile(r"(?:[a-z]{1,2}['’-]|[a-z])[A-Z]")
_SENTENCE_ENDS: Final = frozenset(".!?:•")
_QUOTES: Final = frozenset("\"“”‘’'«»")
_OPENERS: Final = frozenset("\"“‘'«([")
# Shorter lines end a name; a longer one without a final mark is a line wrapped in mid-sentence.
_WRAPPED: Final = 50
_FINAL: Final = frozenset(".,;")
_DASHES: Final = frozenset("-–—")
_DATELINE_MOST: Final = 14
_MOST_HYPHENS: Final = 6
_HEADLINE_WORDS: Final = 4
_HEADLINE_MOST: Final = 30
_HEADLINE_SHARE: Final = 0.75


@dataclass(slots=True)
class Word:
    """One word or mark of the text; `start` and `end` are indices into it.

    `shape` is the word as a dictionary would print it (a headline in capitals is lowered), `is_weak` says that its
    capital proves nothing (sentence start, headline), `breaks` that no name goes on from the word before.
    """

    start: int
    end: int
    shape: str
    low: str
    is_name: bool
    is_weak: bool
    is_glued: bool
    breaks: bool


@cache
def common_words() -> frozenset[str]:
    """Words that usually stand in lower case."""
    return frozenset(row[0] for row in rows("common_words.txt"))


@cache
def function_words() -> frozenset[str]:
    """Articles, pronouns, prepositions, conjunctions, auxiliaries, small numbers: no name begins or consists of one."""
    return sections("name_words.txt")["function_words"]


@cache
def _abbreviations() -> frozenset[str]:
    lists = keyed("abbreviations.txt")
    return lists["title"] | lists["end"]


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """The spelling under which names are looked up: no accents, plain apostrophe, no full stops ('U.S.' -> 'US')."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word.replace("’", "'")) if not unicodedata.combining(c))
    return word if word.isalnum() else word.replace(".", "")


def phrase_key(name: str) -> str:
    """A whole name in the spelling under which phrases are looked up: as `joined`, for a string."""
    return _POSSESSIVE.sub(" 's", " ".join(fold(word) for word in name.split()))


def looks_like_name(word: str) -> bool:
    """True if the word carries a capital where a name has it."""
    return word[0].isupper() or (not word.islower() and _LATE_CAPITAL.match(word) is not None)


def tokenize(text: str, known: Callable[[str], bool]) -> list[Word]:
    """The words and marks of `text`. `known` tells whether a word is a name by itself (it keeps or parts compounds)."""
    words: list[Word] = []
    lines: list[int] = []
    breaks, starts, at = True, True, 0
    line_start, quote_opens = 0, False
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < at:
            continue
        piece = match.group()
        if piece[0] == "\n":
            wrapped = len(piece) == 1 and start - line_start > _WRAPPED and text[start - 1] not in '.!?:"”'
            if not wrapped:
                breaks = starts = True
                lines.append(len(words))
            line_start = end
            continue
        if match.lastgroup:
            words.append(Word(start, end, piece, piece.lower(), False, False, start == at and start > 0, breaks))
            breaks, starts, at = False, False, end
            continue
        if not piece[0].isalnum():
            quote_opens = piece in _OPENERS and (start == 0 or not text[start - 1].isalnum())
            words.append(Word(start, end, piece, piece, False, False, start == at and start > 0, breaks))
            goes_on = starts and (piece in _QUOTES or piece in _OPENERS)
            starts = goes_on or quote_opens or piece in _SENTENCE_ENDS or _ends_dateline(piece, words, lines)
            breaks, at = False, end
            continue
        if text[end : end + 1] == "." and (piece in _abbreviations() or (len(piece) == 1 and piece.isupper())):
            end += 1
        for a, b in _parts(text, start, end, known) if "-" in piece else ((start, end),):
            words.append(_word(text[a:b], a, b, starts, a == at and a > 0, breaks or a > start))
            breaks = starts = False
        at = end
    for first, last in pairwise([0, *lines, len(words)]):
        _mark_headline(words[first:last], known)
    return words


def _ends_dateline(piece: str, words: Sequence[Word], lines: Sequence[int]) -> bool:
    """True for the dash after the place with which a report begins: 'KABUL, Afghanistan - Police …'."""
    return piece in _DASHES and not words[-1].is_glued and len(words) - (lines[-1] if lines else 0) < _DATELINE_MOST


def _word(shape: str, start: int, end: int, starts: bool, glued: bool, breaks: bool) -> Word:
    if shape.islower():
        return Word(start, end, shape, shape.replace("’", "'"), False, starts, glued, breaks)
    return Word(start, end, shape, shape.lower().replace("’", "'"), looks_like_name(shape), starts, glued, breaks)


def _parts(text: str, start: int, end: int, known: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Cuts a hyphenated word where a name ends or begins in it."""
    word = text[start:end]
    if word.count("-") > _MOST_HYPHENS or word.islower() or known(fold(word)):
        yield start, end
        return
    lists = sections("name_words.txt")
    at = begin = start
    halves = word.split("-")
    for before, after in pairwise(halves):
        at += len(before)
        if _cuts(text[begin:at], before, after, known, lists):
            yield begin, at
            begin = at + 1
        at += 1
    yield begin, end


def _cuts(left: str, before: str, after: str, known: Callable[[str], bool], lists: dict[str, frozenset[str]]) -> bool:
    if after.islower():
        return after in lists["compound_ends"] or (len(after) > 4 and after.endswith(("ed", "ing")))
    if before in lists["compound_starts"] and left == before:
        return True
    return known(fold(left)) and known(fold(after))


def _mark_headline(line: Sequence[Word], known: Callable[[str], bool]) -> None:
    """In a line set in title case or in capitals a capital proves nothing; capitals are lowered there."""
    if not line or line[-1].shape in _FINAL or len(line) > _HEADLINE_MOST:
        return
    long = [w for w in line if len(w.shape) > 3 and w.shape[0].isalpha()]
    capitals = sum(w.is_name for w in long)
    if len(long) >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(long):
        _weaken(line, all(w.shape.isupper() for w in long), known)


def _weaken(line: Sequence[Word], in_capitals: bool, known: Callable[[str], bool]) -> None:
    for word in line:
        word.is_weak = True
        if in_capitals and word.is_name and not (len(word.shape) < 5 and known(fold(word.shape))):
            word.shape = "-".join(half.capitalize() for half in word.shape.split("-"))


def is_common(word: Word) -> bool:
    """True if the word's capital can be explained by its place in the sentence."""
    return word.is_weak and (word.low in common_words() or (word.low[-1] == "s" and word.low[:-1] in common_words()))


def joined(words: Sequence[Word]) -> str:
    """The words as one phrase in lookup spelling; words glued by a hyphen in print are joined by it."""
    return " ".join([fold(w.shape) for w in words])
