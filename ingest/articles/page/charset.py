"""The charset of a saved page: byte order mark, HTTP header, strict UTF-8, <meta>, then what the bytes look like.

A byte order mark goes before the header: it is never there by chance, while headers often name a server's default.
"""

import codecs
import re
from typing import Final

from ingest.charsets import known_charset
from ingest.errors import Unreadable

BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.I)
META_WITHIN = 8_192
# First bytes of what is called a page and is another format.
MAGIC: Final = (
    b"\x89PNG", b"%PDF", b"\x1f\x8b", b"PK\x03\x04", b"GIF8", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"RIFF", b"BZh",
    b"\xfd7zXZ",
)  # fmt: skip
SAMPLE = 65_536
MOST_DAMAGE = 0.01  # share of characters that may be broken before a charset is given up

# Charsets tried without any declaration: letters common in their texts, and the share of a text's letters that these make up.
GUESSES: Final = (
    ("cp932", "のにはをたがでてとしれさいるあもなこりっーンスルトリアイクラニ", 0.45),
    ("euc_jp", "のにはをたがでてとしれさいるあもなこりっーンスルトリアイクラニ", 0.45),
    ("cp949", "이다는을의에가고한하지로기사은를인도서리어자시대", 0.40),
    ("gb18030", "的一是不了在人有我他这中大来上国和地到说时要就出会年为", 0.20),
    ("big5hkscs", "的一是不了在人有我他這中大來上國和地到說時要就出會年為", 0.20),
    ("cp1251", "оеаинтслвркдмупяьыі", 0.85),
    ("koi8-r", "оеаинтслвркдмупяьыі", 0.85),
    ("cp1256", "اليمونرتبةعدسفهك", 0.85),
    ("cp1255", "יוהלאמרתבשנעםד", 0.80),
    ("cp1253", "αοειτνσηυρπκμλςίό", 0.85),
    ("cp874", "านรอกเงมยลวดทสตะปบคหแจพชขใไโ่้ีิั", 0.85),
)
LEAST_FIT = 0.5  # of the usual share
LEAST_LETTERS = 12  # beyond ASCII: fewer are curly quotes and dashes
LEAST_PAIRS = 4  # the same where a letter takes two bytes, which seldom fit by chance


def decode_page(content: bytes, charset: str | None = None) -> str:
    """The page as text. `charset` is what HTTP said. Raises Unreadable('binary_content') if the bytes are no text."""
    for mark, name in BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if content.startswith(MAGIC):
        raise Unreadable(
            "binary_content", "The file is called a page, but its first bytes are those of another format."
        )
    if wide := _without_mark(content):
        return content.decode(wide, "replace")
    declared = META.search(content[:META_WITHIN])
    named = (
        known_charset(charset),
        "utf-8",
        known_charset(declared[1].decode("ascii", "replace") if declared else None),
    )
    for name in dict.fromkeys(n for n in named if n):
        if (text := _decoded(content, name)) is not None:
            return text
    if _has_controls(content[:SAMPLE]):
        raise Unreadable("binary_content", "The file is called a page, but its bytes are no text.")
    return content.decode(_guess(content), "replace")


def _decoded(content: bytes, name: str) -> str | None:
    """The text if the charset fits; a few broken characters (a cut end, a pasted advertisement) do not speak against it."""
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        text = content.decode(name, "replace")
    except (LookupError, ValueError):
        return None
    beyond_ascii = sum(not c.isascii() for c in text)
    return text if text.count("\ufffd") <= MOST_DAMAGE * beyond_ascii + 1 else None


def _without_mark(content: bytes) -> str | None:
    """UTF-16 whose byte order mark is missing shows as a zero in every other byte."""
    head = content[:200]
    if len(head) < 20:
        return None
    if head[1::2].count(0) > 0.4 * len(head) and head[::2].count(0) == 0:
        return "utf-16-le"
    if head[::2].count(0) > 0.4 * len(head) and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _has_controls(head: bytes) -> bool:
    return sum(b < 9 or 13 < b < 32 or b == 127 for b in head) > len(head) // 50


def _guess(content: bytes) -> str:
    """The undeclared charset whose common letters the bytes yield best; Windows-1252 if none stands out."""
    sample = content[:SAMPLE]
    best, best_fit = "cp1252", LEAST_FIT
    for name, letters, usual in GUESSES:
        text = sample.decode(name, "replace")
        beyond = [c for c in text if not c.isascii()]
        least = LEAST_LETTERS if name.startswith(("cp12", "cp874", "koi8")) else LEAST_PAIRS
        if len(beyond) < least or beyond.count("\ufffd") > MOST_DAMAGE * len(beyond) + 1:
            continue
        fit = sum(c in letters for c in beyond) / len(beyond) / usual
        if fit > best_fit:
            best, best_fit = name, fit
    return best
