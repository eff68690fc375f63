"""One article as plain text: an optional header line, then paragraphs, captions, key points, cross-heads."""

import re

from ingest.articles.blocks import ENDS_SENTENCE, split_blocks
from ingest.articles.clean import decode, is_no_value
from ingest.articles.dates import parse_moment
from ingest.articles.draft import Draft
from ingest.articles.page.people import people
from ingest.articles.wrapping import legible, written_blocks
from ingest.model import Block

# 'date 2024-02-03 Headline' or 'Headline date 2024-02-03', alone on the first line.
HEADER = re.compile(
    r"\s*(?:(?P<before>[^\s\n][^\n]{0,400}?)[ \t]{1,20})?\b(?:date|Date|DATE):?[ \t]{1,20}(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[ \t]{1,20}(?P<headline>\S[^\n]*))?[ \t]*(?:\n|\Z)"
)
OPEN = frozenset(
    ("a", "an", "the", "this", "that", "no", "new", "of", "by", "until", "for", "on")
)  # 'on the date 2024-02-03'
BYLINE = re.compile(r"By (?=[A-Z])[^\n.!?]{3,80}")
HEADLINE_WORDS = 22


def parse_text(content: bytes, charset: str | None = None) -> Draft:
    """A Draft of the bytes of one plain-text article. Raises Unreadable if the bytes are no text."""
    text = legible(decode(content, charset))
    draft = Draft()
    header = HEADER.match(text)
    if header and _is_header(header):
        draft.published = parse_moment(header["day"], "text")
        draft.headline = _headline(header)
        text = text[header.end() :]
    else:
        header = None
    found = split_blocks(text)
    blocks = written_blocks(text, found)
    if not header and _opens_with_headline(text, found):
        draft.headline = blocks[0][1]
        blocks = blocks[1:]
    if blocks and BYLINE.fullmatch(blocks[0][1]):
        draft.byline = blocks[0][1]
        draft.authors = people([draft.byline])
        blocks = blocks[1:]
    draft.blocks = blocks
    return draft


def _is_header(header: re.Match[str]) -> bool:
    """A title on one side of the date at most, and no sentence that speaks of a date."""
    if not header["before"]:
        return True
    words = header["before"].split()
    is_title = len(words) <= HEADLINE_WORDS and words[-1].lower() not in OPEN and ". " not in header["before"]
    return is_title and not header["headline"]


def _headline(header: re.Match[str]) -> str | None:
    """The title beside the date, without the brackets around it."""
    title = (header["headline"] or header["before"] or "").strip()
    if title.startswith("[") and title.endswith("]"):
        title = title[1:-1].strip()
    return None if is_no_value(title) else title


def _opens_with_headline(text: str, blocks: list[Block]) -> bool:
    """A first line that is no sentence, stands apart from what follows and is followed by text."""
    if len(blocks) < 2 or blocks[0].kind not in ("paragraph", "cross_head") or blocks[1].kind == "credit":
        return False
    first = text[blocks[0].start : blocks[0].end]
    apart = text[blocks[0].end : blocks[1].start].count("\n") > 1
    return apart and len(first.split()) <= HEADLINE_WORDS and not ENDS_SENTENCE.search(first)
