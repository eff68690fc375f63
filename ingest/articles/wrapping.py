"""Lines that end because a column was full: where their paragraphs end, and the words that were divided between two lines."""

import re
from collections.abc import Container, Iterable, Sequence

from ingest.articles.clean import JOINERS, ZERO_WIDTH, newlines
from ingest.model import Block, BlockKind

SOFT_BREAK = re.compile(r"(?<!Ã)\xad[ \t]*\n[ \t]*")
DIVIDED = re.compile(r"(\w{1,40})[-‐][ \t]*\n[ \t]*(\w{1,40})")
WORD = re.compile(r"\w+(?:[-‐]\w+)*")
# 'two-' and 'pre-' wait for the word behind these.
SUSPENDED = frozenset({"and", "or", "to"})
DAYS = frozenset(f"{stem}day" for stem in ("sun", "mon", "tues", "wednes", "thurs", "fri", "satur", "yester"))
# What no compound begins its second part with: the hyphen before it can only be the printer's.
ENDING = re.compile(
    r"(?:[st]ions?|[st]ional(?:ly)?|\wiations?|ments?|ness|ings?|it(?:y|ies)|[ai]bl[ey]|[ae]nc(?:e|es|y|ies)|[ai]lly|[st]ive(?:ly)?|ships?|isms?|ists?"
    r"|[ct]ial(?:ly)?|[ct]ious(?:ly)?|ous(?:ly)?|tures?|[dtg]ed|ers?|ly|al|[ai]tor?s|[st]ors?|[bdgklnprt]le)"
)


def legible(text: str) -> str:
    """A plain text in the lines that a person sees: one kind of end, no invisible words, no word cut by a soft hyphen.

    Controls and other soft hyphens stay until wrong decoding is undone, which may have made them: 'GarcÃ\xada' is García.
    """
    return SOFT_BREAK.sub("", JOINERS.sub("", ZERO_WIDTH.sub("", newlines(text))))


def written_blocks(text: str, blocks: Sequence[Block]) -> list[tuple[BlockKind, str]]:
    """The blocks that were found in a legible text, in order, each with its lines put together."""
    known: frozenset[str] | None = None
    written: list[tuple[BlockKind, str]] = []
    for block in blocks:
        piece = text[block.start : block.end]
        if "\n" in piece:
            known = _words(text, blocks) if known is None else known
            piece = rejoined(piece, known)
        written.append((block.kind, piece))
    return written


def rejoined(lines: str, known: Container[str] = frozenset()) -> str:
    """A paragraph's lines as one. `known` are the words of the whole text, in small letters: they tell where a hyphen stays.

    A hyphen goes if the text has the word without it elsewhere, or if what follows is an ending; else it stays, and only the
    line's end goes: 'well-' + 'known' is not to become 'wellknown'.
    """
    whole = DIVIDED.sub(lambda divided: _joined(divided, known), lines)
    return whole.replace("\n", " ")


def _joined(divided: re.Match[str], known: Container[str]) -> str:
    first, second = divided.groups()
    if second in SUSPENDED:
        return f"{first}- {second}"
    if f"{first}{second}".lower() in DAYS:
        return first + second
    if not (first[-1].islower() and second[0].islower()) or f"{first}-{second}".lower() in known:
        return f"{first}-{second}"
    is_one = f"{first}{second}".lower() in known or ENDING.fullmatch(second)
    return first + second if is_one else f"{first}-{second}"


def _words(text: str, blocks: Iterable[Block]) -> frozenset[str]:
    return frozenset(word.replace("‐", "-") for b in blocks for word in WORD.findall(text[b.start : b.end].lower()))
