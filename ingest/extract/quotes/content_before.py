"""Content before its cue: "The talks are over, the minister said"."""

from collections.abc import Sequence
from typing import Final

from ingest.extract.quotes.clause_tests import has_verb
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.content_borders import run_start
from ingest.extract.quotes.frames import DASHES, Content, Frame
from ingest.extract.quotes.noun_phrases import Range, phrase_after, phrase_before
from ingest.extract.quotes.subjects import quoting_verb
from ingest.extract.quotes.words import Token

_ADJUNCT_REACH: Final = 25
_BORROWED: Final = frozenset({"inverted", "shared", "main"})
_CLOSING_MARKS: Final = frozenset({"”", "’", '"', "'", "''", "»"})
_APART: Final = frozenset({",", "—", "–", "--"})


def before_cue(tokens: Sequence[Token], frame: Frame) -> Range | None:
    """The words before ", he said" or '" said he' that the cue reports; None if they are no content."""
    word, subject = frame.cue.word, frame.subject
    if frame.cue.shape == "as_saying":
        return _quoted_as_saying(tokens, frame)
    if frame.cue.shape != "finite" or subject.phrase is None or not word.takes("pq"):
        return None
    first = frame.cue.group
    if subject.how not in _BORROWED:
        first = min(_described_start(tokens, subject.phrase), first)
    if first <= frame.left:
        return None
    quoted = _quoted_before(tokens, frame, first)
    if quoted is not None:
        return quoted
    if tokens[first - 1].low == "as" or tokens[first - 1].text in _CLOSING_MARKS:
        first -= 1  # ", as Doe put it", or a closing mark without a partner
    is_apart = first > frame.left and tokens[first - 1].text in _APART
    if not is_apart or subject.how in ("shared", "main") or not word.takes("p") or word.strength in "wq":
        return None
    left = (frame.left, first - 1)
    if interrupts(tokens, frame):
        return left
    is_clause = has_verb(tokens, *left, is_loose=True) and not _leads_up(tokens, *left)
    return left if is_clause and left[1] - left[0] >= 2 else None


def _quoted_as_saying(tokens: Sequence[Token], frame: Frame) -> Range | None:
    """'"…," Tass quoted Doe as saying', '"…," Doe was quoted as saying': quoted words in front, no other verb between."""
    verb = quoting_verb(tokens, frame.cue.start)
    if verb is None:
        return None
    for at in range(verb - 1, max(frame.left, verb - _ADJUNCT_REACH) - 1, -1):
        if tokens[at].tag == "Q":
            return run_start(tokens, frame.left, at + 1), at + 1
        if tokens[at].tag in "VEGBT":
            return None
    return None


def _quoted_before(tokens: Sequence[Token], frame: Frame, first: int) -> Range | None:
    """Quoted words that end right before token `first`, a mark between them at most."""
    end = first - 1 if tokens[first - 1].tag == "P" else first
    if end <= frame.left or tokens[end - 1].tag != "Q":
        return None
    return run_start(tokens, frame.left, end), end


def _described_start(tokens: Sequence[Token], phrase: Range) -> int:
    """Where the speaker's words begin: with the office before a name in "the mayor, Jane Doe, said"."""
    start, end = phrase
    if start < 2 or tokens[start - 1].text != "," or end >= len(tokens) or tokens[end].text != ",":
        return start
    office = phrase_before(tokens, start - 1)
    if office is None or office[1] != start - 1 or not office[0] or not tokens[office[0] - 1].ends_in_comma:
        return start
    return office[0]


def _attribution_end(frame: Frame) -> int:
    """First token after the cue and its subject."""
    is_inverted = frame.subject.how == "inverted" and frame.subject.phrase is not None
    return frame.subject.phrase[1] if is_inverted and frame.subject.phrase else frame.cue.end


def interrupts(tokens: Sequence[Token], frame: Frame) -> bool:
    """True if the attribution interrupts a clause.

    "Time, Doe added, was short", "Overall, Doe said, prices fell", "The talks, Doe said in Rome, were over".
    """
    start = _attribution_end(frame)
    comma = _adjunct_end(tokens, start, frame.stop)
    if comma + 2 >= frame.stop or tokens[comma].text != ",":
        return False
    goes_on = "XVEDSOMnNQ" if comma == start else "XVE"
    return tokens[comma + 1].tag in goes_on and has_verb(tokens, comma + 1, frame.stop, is_loose=True)


def _adjunct_end(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Past "in an interview" at `start`: the comma after it, or `start` if there is no such adjunct."""
    if start >= stop or tokens[start].tag != "I":
        return start
    for at in range(start + 1, min(stop, start + _ADJUNCT_REACH)):
        if tokens[at].text == ",":
            return at
        if tokens[at].tag in "XVETQBW":
            break
    return start


def _leads_up(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True for "In a report issued Friday" and "As the crowd cheered", which are no content."""
    if any(token.text == "," for token in tokens[start:end]):
        return False
    if tokens[start].low in listed("leading subordinators"):
        return True
    return tokens[start].tag in "IGE" and not any(token.tag in "XV" for token in tokens[start:end])


def with_rest(tokens: Sequence[Token], frame: Frame, left: Range) -> Content:
    """The content before the cue, and what of it follows: further quoted words, or the rest of an interrupted clause."""
    if tokens[left[1] - 1].tag == "Q":
        rest = _quoted_rest(tokens, frame)
    else:
        is_cut = interrupts(tokens, frame) or not has_verb(tokens, *left)
        rest = _clause_rest(tokens, frame) if is_cut else None
    addressee = None
    if frame.cue.word.takes("A") and frame.subject.how != "inverted":
        addressee = phrase_after(tokens, frame.cue.end, is_plain=True)
    return Content((left,) if rest is None else (left, rest), "fronted", addressee)


def _quoted_rest(tokens: Sequence[Token], frame: Frame) -> Range | None:
    """'…," Doe said in Rome, "…'."""
    start = _attribution_end(frame)
    for at in range(start, min(frame.stop, start + _ADJUNCT_REACH)):
        if tokens[at].tag == "Q":
            before = tokens[at - 1]
            leads = before.text in {",", ":", ";"} or before.text in DASHES or before.low in {"and", "but", "that"}
            return (at, frame.stop) if leads else None
        if tokens[at].tag in "BWGT":
            return None
    return None


def _clause_rest(tokens: Sequence[Token], frame: Frame) -> Range | None:
    """The talks, Doe said through an interpreter, *were not over*."""
    start = _attribution_end(frame)
    for at in range(start, min(frame.stop - 1, start + _ADJUNCT_REACH)):
        if tokens[at].tag in "BWGTQ":
            return None
        goes_on = tokens[at + 1].tag in "XVEIRQ" or (at == start and interrupts(tokens, frame))
        if tokens[at].text == "," and goes_on:
            return at + 1, frame.stop
    return None
