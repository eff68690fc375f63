"""Words, marks and quoted stretches of one paragraph, still without tags."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ingest.extract.lexicons import keyed
from ingest.extract.quotes.marks import Stretch

# Q quoted stretch · P punctuation · D determiner · S possessive determiner · O pronoun · I preposition · C conjunction
# B subordinator · T that · W relative · X auxiliary or modal · V verb form that is finite or an infinitive
# E form in -ed that may be finite or a participle · G form in -ing · R adverb · Z time word · N number
# M capitalised word · $ possessive ending · n any other word (noun, adjective)
NOUNLIKE: Final = frozenset("MnNZ")

_WORD: Final = re.compile(
    r"[A-Za-z]+(?=[ ,])"  # most words, which need none of what follows
    r"|"
    r"(?:[^\W\d_]-)?(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"  # U.S. · U.S.-led · R-N.H.
    r"|[$€£¥]?\d+(?:[.,:]\d+)*%?(?:-[^\W_]+)*"  # $3.5 · 50% · 10-year
    r"|[@#]?[^\W_]+(?:(?:[-’'&/_]|\.(?=[a-z\d]))[^\W_]+)*"  # state-run · O'Neil · AT&T · example.org
    r"|\.{2,}|--+|\S"
)
_CLITIC: Final = re.compile(r"['’](?:s|re|ve|d|ll|m)$", re.IGNORECASE)


@dataclass(slots=True)
class Token:
    """One word, mark or quoted stretch; offsets are indices into the article's text.

    The text of a stretch is what stands inside of its marks; `low` is empty for it.
    """

    start: int
    end: int
    text: str
    low: str
    tag: str
    stretch: Stretch | None = None

    @property
    def ends_in_comma(self) -> bool:
        """True for a comma and for a stretch with the comma inside of its marks ("We go," he said)."""
        return self.text == "," or (self.stretch is not None and self.text.endswith(","))


def split_words(text: str, start: int, end: int, stretches: Sequence[Stretch]) -> list[Token]:
    """The tokens of text[start:end]; the stretches (sorted, inside of start:end) are one Q token each, the rest untagged.

    Possessive endings and clitics ('s, 're) are tokens of their own, tagged $.
    """
    tokens: list[Token] = []
    at = start
    for stretch in stretches:
        _words_into(tokens, text, at, stretch.outer_start)
        inside = text[stretch.start : stretch.end].strip()
        tokens.append(Token(stretch.outer_start, stretch.outer_end, inside, "", "Q", stretch))
        at = stretch.outer_end
    _words_into(tokens, text, at, end)
    return tokens


def _words_into(tokens: list[Token], text: str, start: int, end: int) -> None:
    title, ending = _abbreviations()
    at = start
    for match in _WORD.finditer(text, start, end):
        a, b = match.span()
        if b <= at:
            continue
        a = max(a, at)
        word = text[a:b]
        if b < end and text[b] == "." and (word in title or word in ending or (len(word) == 1 and word.isupper())):
            b += 1
            word = text[a:b]
        at = b
        clitic = _CLITIC.search(word) if len(word) > 2 and ("'" in word or "’" in word) else None
        if clitic and word[: clitic.start()]:
            cut = a + clitic.start()
            tokens.append(Token(a, cut, text[a:cut], text[a:cut].lower(), ""))
            tokens.append(Token(cut, b, text[cut:b], text[cut:b].lower().replace("’", "'"), "$"))
        else:
            tokens.append(Token(a, b, word, word.lower().replace("’", "'"), ""))


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    lists = keyed("abbreviations.txt")
    return lists["title"], lists["end"]


def is_title_abbreviation(token: Token) -> bool:
    """True for Mr., Sen. and the like, after which no sentence ends."""
    return token.text.endswith(".") and (token.text[:-1] in _abbreviations()[0] or len(token.text) == 2)
