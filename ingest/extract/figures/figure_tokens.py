"""Words, numbers and marks of a text, as parallel lists that the figure grammar walks over.

A token is a run of letters, a number with its inner points, commas and colons ("1,234.5", "10:35"), or one other
mark. "1.2bn" and "20-year" are several tokens that stand glued. A blank line, or the edge of a block, becomes a token
of its own (BREAK), so that nothing is read across paragraphs. A web address is one token, and no figure is in it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

BREAK: Final = "\n"
# Empty tokens after the last one: looking a few tokens ahead, or behind the first one (Python's negative indices),
# finds a token that no rule knows instead of leaving the list.
PADDING: Final = 6
HYPHENS: Final = frozenset("-‐‑–—−")
APOSTROPHES: Final = frozenset("'’‘")
_OPENING_QUOTES: Final = frozenset("\"'“‘«„`")
_MOST_QUOTES: Final = 4
SENTENCE_EDGES: Final = frozenset(("", BREAK, ".", "!", "?", ":", "…", "•"))
_DIGITS: Final = frozenset("0123456789")

_TOKEN = re.compile(
    r"""
      [^\W\d_]+ (?: ://\S* )?                          # a word; a web address
    | (?: (?<![\w.]) \. )? [0-9]+ (?: [.,:][0-9]+ )*   # a number, also ".5"
    | \n [^\S\n]* \n                                   # a blank line
    | \S                                               # a mark
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text; `starts` and `ends` are half-open character positions, `lowers` the words in lower case.

    All lists are followed by PADDING empty tokens at the end of the text.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lowers: list[str]

    def __len__(self) -> int:
        return len(self.words) - PADDING

    def gap(self, index: int) -> str:
        """The characters between this token and the next."""
        return self.text[self.ends[index] : self.starts[index + 1]]

    def glued(self, index: int) -> bool:
        """True if no space stands between this token and the next."""
        return self.ends[index] == self.starts[index + 1]

    def behind_hyphen(self, index: int) -> int:
        """The token behind a hyphen that is glued on both sides, else the token itself."""
        is_hyphen = self.words[index] in HYPHENS and self.glued(index - 1) and self.glued(index)
        return index + 1 if is_hyphen else index

    def is_capitalised(self, index: int) -> bool:
        """True for "Iraq" and "UN", false for "iraq", "20" and marks."""
        return self.words[index][:1].isupper()

    def is_number(self, index: int) -> bool:
        """True for a token written in digits."""
        return self.words[index][-1:] in _DIGITS

    def opens_sentence(self, index: int) -> bool:
        """True if the token is the first word of a sentence or block, so that its capital letter says nothing."""
        before = index - 1
        while before > 0 and self.words[before] in _OPENING_QUOTES and index - before < _MOST_QUOTES:
            before -= 1
        return self.lowers[before] in SENTENCE_EDGES


def tokenize(text: str, edges: Iterable[int] = ()) -> Tokens:
    """Tokens of `text` in order. No token reaches over one of `edges` (character positions): a BREAK stands there."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    cuts = sorted({edge for edge in edges if 0 < edge < len(text)})
    for first, last in pairwise((0, *cuts, len(text))):
        if first:
            starts.append(first)
            ends.append(first)
            words.append(BREAK)
        for match in _TOKEN.finditer(text, first, last):
            starts.append(match.start())
            ends.append(match.end())
            words.append(match[0])
    starts.extend([len(text)] * PADDING)
    ends.extend([len(text)] * PADDING)
    words.extend([""] * PADDING)
    lowers = [word.lower() if word[:1] != BREAK else BREAK for word in words]
    return Tokens(text, starts, ends, words, lowers)
