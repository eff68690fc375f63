"""One article as plain text: an optional header line, then paragraphs, captions, key points, cross-heads."""

import re

from ingest.articles.blocks import ENDS_SENTENCE, split_blocks
from ingest.articles.clean import decode
from ingest.articles.dates import parse_moment
from ingest.articles.draft import Draft
from ingest.articles.page.people import people
from ingest.model import Block

HEADER = re.compile(r"\s*date (?P<day>\d{4}-\d{2}-\d{2})(?:[ \t]+(?P<headline>\S[^\n]*))?(?:\n|\Z)")
BYLINE = re.compile(r"By (?=[A-Z])[^\n.!?]{3,80}")
HEADLINE_WORDS = 22


def parse_text(content: bytes, charset: str | None = None) -> Draft:
    """A Draft of the bytes of one plain-text article. Raises Unreadable if the bytes are no text."""
    text = decode(content, charset)
    draft = Draft()
    if header := HEADER.match(text):
        draft.published = parse_moment(header["day"], "text")
        draft.headline = header["headline"]
        text = text[header.end() :]
    blocks = split_blocks(text)
    if not header and _opens_with_headline(text, blocks):
        draft.headline = text[blocks[0].start : blocks[0].end]
        blocks = blocks[1:]
    if blocks and BYLINE.fullmatch(text[blocks[0].start : blocks[0].end]):
        draft.byline = text[blocks[0].start : blocks[0].end]
        draft.authors = people([draft.byline])
        blocks = blocks[1:]
    draft.blocks = [(b.kind, text[b.start : b.end]) for b in blocks]
    return draft


def _opens_with_headline(text: str, blocks: list[Block]) -> bool:
    """A first line that is no sentence, stands apart from what follows and is followed by text."""
    if len(blocks) < 2 or blocks[0].kind not in ("paragraph", "cross_head") or blocks[1].kind == "credit":
        return False
    first = text[blocks[0].start : blocks[0].end]
    apart = text[blocks[0].end : blocks[1].start].count("\n") > 1
    return apart and len(first.split()) <= HEADLINE_WORDS and not ENDS_SENTENCE.search(first)
