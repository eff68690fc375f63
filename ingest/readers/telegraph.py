"""Telegraph files of the agencies, ANPA 1312 and IPTC 7901: header, text and trailer between control characters, one story a file.

SOH opens the header, STX the text, ETX the trailer. In ANPA a line that opens with '^' is a line of its own (slug, headline,
byline), the story's paragraphs are indented; in IPTC 7901 paragraphs stand apart by blank lines, the headline before the first.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.streams import check_end
from ingest.records import Record, Reject

FORMAT = "telegraph"
NEEDS_SEEK = False
STORY: Final = re.compile(rb"\A[\x16\s]{0,8}\x01([^\x02]{1,2000})\x02", re.S)
FILED: Final = re.compile(r"-(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d)GMT")
BYLINE: Final = re.compile(r"By (.{2,100}?)(?:, (\w{2,5}))? ?=?$")
NOTES: Final = re.compile(r"\(?(?:AP|Eds|Reuters)\b.{0,20}(?:Photo|Video|:)|\(?Eds:|\d{0,2}(?:ST|ND|RD|TH) LEAD$", re.I)
ENDS: Final = re.compile(r"[<=\s]+$")


def sniff(head: bytes, name: str) -> bool:
    return STORY.match(head) is not None


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """One record."""
    content = stream.read(limits.record_bytes + 1)
    check_end(stream)
    if len(content) > limits.record_bytes:
        raise Unreadable("record_too_large", f"{name} has more than {limits.record_bytes:,} bytes in one story.")
    opened = STORY.match(content)
    header, rest = (opened[1], content[opened.end() :]) if opened else (b"", content)
    text, _, trailer = rest.partition(b"\x03")
    lines = _decoded(text).replace("\r", "").split("\n")
    fields = _anpa(lines) if any(line.startswith("^") for line in lines) or b"^" in header else _iptc(lines)
    fields |= {"header": " ".join(_decoded(header).split()), "date": _filed(_decoded(trailer))}
    yield Record(no=1, form="fields", format=FORMAT, fields={key: value for key, value in fields.items() if value})


def _decoded(raw: bytes) -> str:
    """Text without control characters; agencies send Latin-1 where it is not UTF-8."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return re.sub(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]", "", text)


def _anpa(lines: list[str]) -> dict[str, Any]:
    """The slug stands after STX; marked lines follow, then indented paragraphs."""
    marked = [ENDS.sub("", line[1:]) for line in lines[1:] if line.startswith("^")]
    plain = [line for line in lines[1:] if not line.startswith("^")]
    told = [line for line in marked if line and not NOTES.match(line)]
    byline = next((BYLINE.match(line) for line in told if line.startswith("By ")), None)
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n(?=[ \t]{2})|\n\s*\n", "\n".join(plain)))
    return {
        "slug": ENDS.sub("", lines[0].removeprefix("^")),
        "headline": next((line for line in told if not line.startswith("By ")), None),
        "byline": byline[1].title() if byline and byline[1].isupper() else byline[1] if byline else None,
        "body": [part for part in paragraphs if re.search(r"\w", part) and part.strip("_ ")],
    }


def _iptc(lines: list[str]) -> dict[str, Any]:
    """Lines before the first blank one are the headline and the byline."""
    blocks = [block for block in re.split(r"\n\s*\n", "\n".join(lines)) if block.strip()]
    opening = [line.strip() for line in blocks[0].split("\n")] if blocks else []
    byline = next((BYLINE.match(line) for line in opening if line.startswith("By ")), None)
    headline = [line for line in opening if not NOTES.match(line) and not line.startswith("By ")]
    return {
        "headline": ENDS.sub("", " ".join(headline)),
        "byline": byline[1] if byline else None,
        "agency": byline[2] if byline else None,
        "body": [" ".join(block.split()) for block in blocks[1:] if not re.match(r"\s*- \w[\w ]{2,20}:", block)],
    }


def _filed(trailer: str) -> str | None:
    """The moment that an American agency files a story: month, day, year, hour and minute in GMT."""
    told = FILED.search(trailer)
    if told is None:
        return None
    month, day, year, hour, minute = told.groups()
    return f"20{year}-{month}-{day}T{hour}:{minute}:00Z"
