"""MIME messages (RFC 2045, 2046) as trees of parts, in time linear in their size and bounded in depth and number.

Own, since the standard library's parser goes line by line through a saved page's megabytes of pictures, tries every open
boundary on each line, and reads structured headers in quadratic time; single values are still decoded by it.
"""

import base64
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final

from ingest.charsets import known_charset
from ingest.readers.headers import media_type, parameter, read_headers, split_head

DEEPEST = 10
MOST_PARTS = 5_000
LONGEST_WORDS = 1_000  # characters of a header in words
ENCODED: Final = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?([^?]{0,1000})\?=(?:\s{1,9}(?==\?))?", re.I)
NO_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]+")


@dataclass(slots=True)
class Part:
    """One part: its headers (names in lower case), and either parts of its own or its encoded content."""

    headers: dict[str, str]
    raw: bytes
    parts: list["Part"] = field(default_factory=list)

    @property
    def media_type(self) -> str:
        """Lower case; a part that declares none is plain text."""
        return media_type(self.headers) or "text/plain"

    @property
    def is_attachment(self) -> bool:
        return self.headers.get("content-disposition", "").lower().startswith("attachment")

    def leaves(self) -> Iterator["Part"]:
        """Parts without parts, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def content(self) -> bytes:
        """The bytes that the transfer encoding stands for; broken base64 and quoted-printable as far as they can be read."""
        how = self.headers.get("content-transfer-encoding", "").lower()
        if "base64" in how:
            return _base64(self.raw)
        return quopri.decodestring(self.raw) if "quoted-printable" in how else self.raw

    def text(self) -> str:
        """The content as text: the charset declared, else UTF-8, else Windows-1252."""
        return _decoded(self.content(), parameter(self.headers.get("content-type", ""), "charset"))


def parse_message(data: bytes) -> Part:
    """The tree of a message. Whatever has no readable headers is all body; what is too deep or too much stays one part."""
    return _Reading().part(data, 0)


class _Reading:
    def __init__(self) -> None:
        self._count = 0

    def part(self, data: bytes, depth: int) -> Part:
        self._count += 1
        split = split_head(data)
        part = Part(read_headers(split[0]), data[split[1] :]) if split else Part({}, data)
        if depth < DEEPEST and part.media_type == "message/rfc822":
            part.parts = [self.part(part.content(), depth + 1)]
        boundary = parameter(part.headers.get("content-type", ""), "boundary")
        if depth < DEEPEST and part.media_type.startswith("multipart/") and boundary:
            for piece in _between(part.raw, boundary):
                if self._count >= MOST_PARTS:
                    break
                part.parts.append(self.part(piece, depth + 1))
        if part.parts:
            part.raw = b""
        return part


def _between(raw: bytes, boundary: str) -> Iterator[bytes]:
    """What stands between lines of the boundary; the last part may lack its closing line."""
    mark = re.compile(
        rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]{0,99}(?=\r?\n|\Z)"
    )
    start: int | None = None
    for m in mark.finditer(raw):
        if start is not None:
            yield raw[start : m.start()]
        if m[1]:
            return
        newline = re.compile(rb"\r?\n").match(raw, m.end())
        start = newline.end() if newline else m.end()
    if start is not None and start < len(raw):
        yield raw[start:]


def words(value: str) -> str:
    """A header in words, its encoded words (RFC 2047) decoded; of a charset that nobody knows, as UTF-8 or Windows-1252."""
    pieces: list[str | tuple[str, bytes]] = []
    at = 0
    for m in ENCODED.finditer(value[:LONGEST_WORDS]):
        if m.start() > at:
            pieces.append(value[at : m.start()])
        # Raw letters in an encoded word, against the rules, were read with the header block: back into its own charset.
        at, content = m.end(), m[3].encode("ascii" if m[3].isascii() else known_charset(m[1]) or "utf-8", "replace")
        decoded = _base64(content) if m[2] in "bB" else quopri.decodestring(content, header=True)
        if pieces and isinstance(pieces[-1], tuple) and pieces[-1][0] == m[1].lower():  # a letter may be cut in two
            pieces[-1] = (m[1].lower(), pieces[-1][1] + decoded)
        else:
            pieces.append((m[1].lower(), decoded))
    pieces.append(value[at:LONGEST_WORDS])
    return " ".join("".join(p if isinstance(p, str) else _decoded(p[1], p[0]) for p in pieces).split())


def _base64(content: bytes) -> bytes:
    """What can be read of it: line ends, padding and other bytes are passed over, a lone last letter too."""
    letters = NO_BASE64.sub(b"", content)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))


def _decoded(content: bytes, charset: str | None) -> str:
    for name in (known_charset(charset), "utf-8"):
        if name:
            try:
                return content.decode(name)
            except UnicodeDecodeError:
                pass
    return content.decode("cp1252", "replace")


def stamp(value: str) -> str:
    """A Date header in ISO 8601; as it stands if it is no such date."""
    try:
        return parsedate_to_datetime(value[:100]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return value[:100]
