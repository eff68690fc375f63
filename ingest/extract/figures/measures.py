"""What a figure measures, in the words of the article: best effort, a description for people."""

from typing import Final

from ingest.extract.figures.clauses import clause_end, clause_start
from ingest.extract.figures.counted_nouns import noun_phrase
from ingest.extract.figures.figure_tokens import Tokens
from ingest.extract.figures.figure_words import listed

_MOST_WORDS: Final = 10


def measure_of(tokens: Tokens, start: int, end: int, *, counts: bool) -> str | None:
    """What the figure over the tokens `start` to `end` measures, as a stretch of the article's words.

    Counts are described by what follows ("soldiers killed in the attack"), all else by what comes before in its clause.
    """
    if counts:
        phrase = noun_phrase(tokens, end + (tokens.lowers[end] == "of"))
        if phrase:
            return _trimmed(tokens, phrase[0], clause_end(tokens, phrase[0], _MOST_WORDS))
    first = clause_start(tokens, start)
    before = _trimmed(tokens, max(first, start - _MOST_WORDS), start)
    if before is None and tokens.words[first - 1] == ",":  # one of a list of figures
        before = _trimmed(tokens, max(clause_start(tokens, first - 1), start - _MOST_WORDS), first - 1)
    return before or _trimmed(tokens, end, clause_end(tokens, end, _MOST_WORDS))


def _trimmed(tokens: Tokens, start: int, end: int) -> str | None:
    """The text of the tokens without function words and marks at its edges, on one line; None if nothing is left."""
    while start < end and _is_edge(tokens, end - 1):
        end -= 1
    while start < end and _is_edge(tokens, start):
        start += 1
    return " ".join(tokens.text[tokens.starts[start] : tokens.ends[end - 1]].split()) if start < end else None


def _is_edge(tokens: Tokens, at: int) -> bool:
    return tokens.lowers[at] in listed("edge words") or not tokens.words[at].isalnum()
