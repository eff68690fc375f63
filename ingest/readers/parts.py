"""Several articles in one plain text: parts between lines of signs, or on pages of their own, that each open like an article.

A line of signs stands in one article too: under a headline, between sections, above a signature. So a text is divided only where
every part begins with a headline, a header or a dateline and goes on with sentences; else it is one article.
"""

import re
from typing import Final

# The signs that separate, each by itself: a text that divides its articles by one may use another within them.
SEPARATORS: Final = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rb"\x0c",
        *(rb"^[ \t]{0,20}%s{5,200}[ \t]{0,20}\r?$" % sign for sign in (rb"=", rb"#", rb"\*", rb"-", rb"_")),
    )
)
HEADER: Final = re.compile(rb"\s{0,200}(?:[^\n]{1,400} )?date \d{4}-\d{2}-\d{2}\b")
# 'LOWMERE, March 4 (Meridian) - ': capitals, then a day, then an agency, then a dash that stands apart.
DATELINE: Final = re.compile(
    rb"[A-Z][A-Z.'-]{2,30}[A-Z .,/'-]{0,40}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([A-Z][\w .-]{1,30}\))?"
    rb" ?(?:--|-|\xe2\x80[\x93\x94]|\x96|\x97) "
)
PAGE: Final = re.compile(rb"\bpage \d|\b\d{1,3} ?(?:/|of) ?\d{1,3}\b", re.I)
STOP: Final = re.compile(rb"[.!?:;,][\"')\]\xe2\x80\x9d\x99\x94]{0,8}$")
SENTENCE: Final = re.compile(rb"[a-z0-9\"')\x80-\xff][.!?](?:[\"')\]\xe2\x80\x9d\x99\x94]{0,8})(?:\s|$)")
UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
MOST_PARTS: Final = 100_000
HEAD_WORDS: Final = 22
FEWEST_WORDS: Final = 12  # of a part, its head included


def divide(content: bytes) -> list[bytes]:
    """The articles of a plain text, in order; the whole text alone unless it is sure to hold several."""
    if content.startswith(UTF16) or b"\x00" in content[:4]:
        return [content]
    for separator in SEPARATORS:
        parts = [part for part in separator.split(content, MOST_PARTS) if part.strip()]
        if len(parts) > 1 and _are_articles(parts):
            return parts
    return [content]


def _are_articles(parts: list[bytes]) -> bool:
    """True if each part has a head of its own; the same one on each is the running head of a printed document's pages."""
    heads = [_head(part) for part in parts]
    return None not in heads and len(set(heads)) == len(heads)


def _head(part: bytes) -> bytes | None:
    """The first line of what opens like an article, with the next where that is the dateline of the text; else None."""
    lines = [line.strip() for line in part.lstrip(b"\xef\xbb\xbf").split(b"\n", 60)[:60]]
    first = next((at for at, line in enumerate(lines) if line), 0)
    head, rest = lines[first], b"\n".join(lines[first + 1 :])
    if len(part[:4000].split()) < FEWEST_WORDS or not SENTENCE.search(rest or head):
        return None
    if HEADER.match(head) or DATELINE.match(head):
        return head
    after = lines[first + 1] if first + 1 < len(lines) else b""
    stands_apart = not after or DATELINE.match(after) or after.startswith(b"By ")
    is_title = (
        len(head.split()) <= HEAD_WORDS and not STOP.search(head) and not PAGE.search(head) and head[:1] not in b"-*"
    )
    return head if stands_apart and is_title else None
