"""The subject of a sentence's main clause, and how a speaker was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ingest.extract.quotes.noun_phrases import Range, phrase_before
from ingest.extract.quotes.words import Token

How = Literal["before", "inverted", "shared", "main", "by", "named_after", "quoted", "governed", "possessor", "none"]


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of the speaker: a token range, or None if the sentence names none, and how it was found."""

    phrase: Range | None
    how: How

    @property
    def start(self) -> int | None:
        """First token of the phrase."""
        return self.phrase[0] if self.phrase else None


NOBODY: Final = Subject(None, "none")


def main_subject(tokens: Sequence[Token], end: int) -> Subject:
    """The subject of the sentence's first finite verb before `end`."""
    for at in range(1, end):
        token = tokens[at]
        if token.tag in "XV" or (token.tag == "E" and _is_finite(tokens, at)):
            phrase = phrase_before(tokens, at)
            is_adjunct = phrase is not None and phrase[0] == 1 and tokens[0].tag == "I"
            if phrase is not None and not is_adjunct and not is_governed(tokens, phrase):
                return Subject(phrase, "main")
    return NOBODY


def _is_finite(tokens: Sequence[Token], at: int) -> bool:
    """Tells a past tense from a participle by what follows: "appointed by" is none."""
    follows = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return follows != "by" and tokens[at - 1].tag in "nMORNZ,)P"


def is_governed(tokens: Sequence[Token], phrase: Range) -> bool:
    """True if the phrase hangs on a preposition, so that it cannot be a subject ("to Iran denied")."""
    return phrase[0] > 0 and tokens[phrase[0] - 1].tag == "I" and phrase[0] > 1 and tokens[phrase[0] - 2].tag in "VE"


def possessor_before(tokens: Sequence[Token], end: int) -> Subject:
    """The last owner named before `end`: 'From Doe's page: "…"'."""
    for at in range(end - 1, 0, -1):
        if tokens[at].tag == "$":
            start = owner_start(tokens, at)
            return Subject((start, at), "possessor") if start < at else NOBODY
    return NOBODY


def owner_start(tokens: Sequence[Token], at: int) -> int:
    start = at
    while start and tokens[start - 1].tag in "nMN":
        start -= 1
    return start - (start > 0 and tokens[start - 1].tag in "DS")
