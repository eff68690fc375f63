"""Typed blocks of a plain text, found in place: nothing is changed, only positions are given.

Rules read off newsroom plain text: paragraphs stand between blank lines (or are single lines where no blank lines are used),
a caption is followed by its credit on the next line, a cross-head is a short line in capitals, key points are bullets under
a heading that says so.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.model import Block, BlockKind

Line = tuple[int, int]  # half-open span of one line, trimmed of white space

BULLET = re.compile(r"[•‣▪●·*–-]\s+(?=\S)")
KEY_POINTS = re.compile(
    r"(?:key (?:points|takeaways|facts)|highlights|at a glance|in brief|the gist|what to know):?", re.I
)
CROSS_HEAD_WORDS = 9
SHORT_LINE = 0.75  # of the column: as long as a cross-head may be
RAGGED = 2  # characters by which lines may miss the margin
INDENT = 2  # spaces from which on a line starts a paragraph
CREDIT_WORDS = 8
CREDIT_CUES = re.compile(
    r"\b(?:photo(?:graph)?s?|image|picture|credit|courtesy|handout|pool|file|illustration|graphic|copyright|getty|reuters|afp|ap|epa|"
    r"shutterstock|alamy|via)\b|©|/",
    re.I,
)
BOILERPLATE = re.compile(
    r"(?:read (?:more|also|next)|related|see also|more on this|sign up|subscribe|share this|follow us|advertisement|"
    r"click here|continue reading|all rights reserved|copyright ©)\b",
    re.I,
)
CORRECTION = re.compile(r"(?:corrections?|clarification|editor['’]s note)\b[^:.]{0,40}:\s", re.I)
ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


def split_blocks(text: str) -> list[Block]:
    """Blocks of `text` in order; their spans lie inside the text, do not overlap and hold no outer white space."""
    chunks = _chunks(text)
    width = _column_width(chunks) if _is_hard_wrapped(text, chunks) else 0
    blocks: list[Block] = []
    after_heading = False
    for chunk in chunks:
        made = list(_classify(text, chunk, width, after_heading))
        after_heading = _keeps_key_points(text, made, after_heading)
        blocks += made
    return blocks


def _chunks(text: str) -> list[list[Line]]:
    """Runs of lines without a blank line between them."""
    chunks: list[list[Line]] = [[]]
    position = 0
    for raw in text.split("\n"):
        line = raw.strip()
        start = position + len(raw) - len(raw.lstrip())
        if line:
            chunks[-1].append((start, start + len(line)))
        elif chunks[-1]:
            chunks.append([])
        position += len(raw) + 1
    return [chunk for chunk in chunks if chunk]


def _is_hard_wrapped(text: str, chunks: list[list[Line]]) -> bool:
    """True if lines end because a column was full, not because a paragraph was over."""
    inner = [line for chunk in chunks for line in _followed(text, chunk)]
    if len(inner) < 3:
        return False
    lengths = sorted(end - start for chunk in chunks for start, end in chunk[:-1])
    open_ends = sum(not ENDS_SENTENCE.search(text[max(start, end - 8) : end]) for start, end in inner)
    return 45 <= lengths[len(lengths) // 2] <= 110 and lengths[-1] <= 125 and open_ends >= 0.6 * len(inner)


def _followed(text: str, chunk: list[Line]) -> Iterator[Line]:
    """The lines that another one goes on from: not the last, nor those above an indented one."""
    least = min(_indent(text, line) for line in chunk)
    for line, after in pairwise(chunk):
        if _indent(text, after) < least + INDENT:
            yield line


def _column_width(chunks: list[list[Line]]) -> int:
    """The length of the longer ones among the lines that others follow."""
    lengths = sorted(end - start for chunk in chunks for start, end in chunk[:-1])
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _classify(text: str, chunk: list[Line], width: int, after_heading: bool) -> Iterator[Block]:
    if is_caption_with_credit(*(text[a:b] for a, b in chunk)):
        yield _block("caption", chunk[0])
        yield _block("credit", chunk[1])
    elif BULLET.match(text, chunk[0][0]):
        for start, end in _bullets(text, chunk):
            yield _block("key_point" if after_heading else "list", (start, end))
    else:
        for lines in _wrapped(text, chunk, width) if width else ([line] for line in chunk):
            start, end = lines[0][0], lines[-1][1]
            yield _block("paragraph" if len(lines) > 1 else line_kind(text[start:end]), (start, end))


def _wrapped(text: str, chunk: list[Line], width: int) -> Iterator[list[Line]]:
    """The paragraphs of lines that fill a column: each starts further in, or below a line that ends well before the margin.

    Of 833 plain texts wrapped at 72 characters, paragraphs that start further in come back as they were in 823, and those set apart
    by a blank line in 831; where neither shows them, two of three paragraphs do.
    """
    least = min(_indent(text, line) for line in chunk)
    lines: list[Line] = []
    for line in chunk:
        is_inner = lines and not _ends_early(text, lines[-1], line, width) and not _is_cross_head(text, line, width)
        if lines and (not is_inner or _indent(text, line) >= least + INDENT):
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _indent(text: str, line: Line) -> int:
    return line[0] - text.rfind("\n", 0, line[0]) - 1


def _ends_early(text: str, line: Line, after: Line, width: int) -> bool:
    """True of a cross-head, and of the end of a sentence behind which the next line's first word had room."""
    start, end = line
    if not ENDS_SENTENCE.search(text[max(start, end - 8) : end]):
        return _is_cross_head(text, line, width)
    word = text[after[0] : min(after[1], after[0] + width)].split(None, 1)[0]
    return end - start + 1 + len(word) + RAGGED <= width


def _is_cross_head(text: str, line: Line, width: int) -> bool:
    start, end = line
    return end - start < SHORT_LINE * width and line_kind(text[start:end]) == "cross_head"


def _bullets(text: str, chunk: list[Line]) -> list[Line]:
    """Bullet items without their bullet; a line without one continues the item before it."""
    items: list[Line] = []
    for start, end in chunk:
        if m := BULLET.match(text, start):
            items.append((m.end(), end))
        else:
            items[-1] = (items[-1][0], end)
    return items


def line_kind(line: str) -> BlockKind:
    """What a line that stands alone is."""
    words = line.split()
    if KEY_POINTS.fullmatch(line) or (len(words) <= 14 and BOILERPLATE.match(line)):
        return "boilerplate"
    if CORRECTION.match(line):
        return "correction"
    if line.isupper() and len(words) <= CROSS_HEAD_WORDS and len(line) > 3 and not ENDS_SENTENCE.search(line):
        return "cross_head"
    return "paragraph"


def is_caption_with_credit(*lines: str) -> bool:
    """Two lines: a caption and, under it, a short credit such as 'POOL / Jane Doe' or an agency's name."""
    if len(lines) != 2 or len(lines[0].split()) < 5:
        return False
    credit = lines[1]
    return len(credit.split()) <= CREDIT_WORDS and not ENDS_SENTENCE.search(credit) and bool(CREDIT_CUES.search(credit))


def _keeps_key_points(text: str, made: list[Block], before: bool) -> bool:
    """Whether a bullet that follows is a key point: under their heading, and until other text comes."""
    if not made:
        return before
    last = made[-1]
    return last.kind == "key_point" or (
        last.kind == "boilerplate" and bool(KEY_POINTS.fullmatch(text[last.start : last.end]))
    )


def _block(kind: BlockKind, line: Line) -> Block:
    return Block(kind=kind, start=line[0], end=line[1])
