"""Text hygiene, done once before a text is fixed: decoding, line ends, characters that no reader can see.

What a person would read is never changed: no quotation marks straightened, no spelling, no case.
"""

import codecs
import re

from ingest.errors import Unreadable

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# Controls, soft hyphen, joiners without effect, zero-width characters, direction marks, interlinear marks, stray byte order marks.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
# These join letters or emoji in the scripts that need them; beside a Latin letter, a space or nothing at all they are leftovers.
JOINERS = re.compile("(?:^|(?<=[\x00-\u024f]))[\u200c\u200d]|[\u200c\u200d](?:$|(?=[\x00-\u024f]))", re.M)
LINE_ENDS = str.maketrans("\r\x0b\x0c\u2028", "\n\n\n\n")
# Those of them that wrong decoding never makes: they may go before it is undone.
ZERO_WIDTH = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SURROGATE = re.compile("[\ud800-\udfff]")
SPACE = re.compile(r"\s+")
# What programs write for 'no value'; a name or a text is none of these.
NO_VALUES = frozenset({"", "nan", "none", "null", "n/a", "#n/a", "n.a.", "<na>", "\\n", "undefined", "-", "--"})
LONGEST_NO_VALUE = 20  # characters, some of them invisible


def decode(content: bytes, charset: str | None = None) -> str:
    """Text of undeclared bytes: byte order mark, then the charset told, then strict UTF-8, then Windows-1252.

    Raises Unreadable('binary_content') if the bytes are no text at all.
    """
    for bom, name in BOMS:
        if content.startswith(bom):
            return newlines(content.decode(name, "replace"))
    for told in (charset, "utf-8"):
        if told:
            try:
                return newlines(content.decode(told))
            except (UnicodeDecodeError, LookupError):
                pass
    if looks_binary(content[:65536]):
        raise Unreadable("binary_content", "The bytes are neither UTF-8 nor any single-byte text.")
    return newlines(content.decode("cp1252", "replace"))


def looks_binary(head: bytes) -> bool:
    """NUL bytes, or more controls than text ever has."""
    if not head:
        return False
    controls = sum(b < 9 or 13 < b < 32 or b in (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D) for b in head)
    return b"\x00" in head or controls > len(head) // 50


def newlines(text: str) -> str:
    """The text with one kind of line end; a page ends a line too."""
    text = text.replace("\r\n", "\n").replace("\u2029", "\n\n")
    return text.translate(LINE_ENDS)


def visible(text: str) -> str:
    """The text without invisible characters; half characters (lone surrogates) become U+FFFD."""
    return SURROGATE.sub("\ufffd", JOINERS.sub("", INVISIBLE.sub("", text)))


def is_no_value(text: str) -> bool:
    """True of 'nan', 'None', 'N/A', '\\N' and their like, which stand for nothing in dumps of tables and databases."""
    words = text.strip()
    return len(words) <= LONGEST_NO_VALUE and visible(words).strip().casefold() in NO_VALUES


def one_line(text: str | None) -> str | None:
    """A field or a block as one clean line; None if nothing is left."""
    if text is None:
        return None
    if text.isprintable() and "  " not in text and "\u034f" not in text:  # others that are taken out are not printable
        return text.strip() or None
    return SPACE.sub(" ", visible(text)).strip() or None
