"""Header blocks as WARC, HTTP and MIME share them: 'Name: value' lines, folded lines, an empty line at the end."""

import re
from typing import Final

MOST_HEADERS = 65_536  # bytes of one block; more is a flood
LONGEST_VALUE = 4_000  # characters of one value that are looked at
END: Final = re.compile(rb"\n\r?\n")
EMPTY_LINE: Final = re.compile(rb"\r?\n")
FOLD: Final = re.compile(r"\r?\n[ \t]+")
NAME: Final = re.compile(r"[!-9;-~]{1,100}")


def split_head(data: bytes | bytearray, start: int = 0) -> tuple[bytes, int] | None:
    """(header block, position of the body) of what starts at `start`; None if no empty line ends the block in time."""
    if m := EMPTY_LINE.match(data, start):
        return b"", m.end()
    end = END.search(data, start, start + MOST_HEADERS)
    return (bytes(data[start : end.start()]), end.end()) if end else None


def read_headers(block: bytes) -> dict[str, str]:
    """Names in lower case with their first value, unfolded; lines that are no header are left out."""
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text = block.decode("cp1252", "replace")
    headers: dict[str, str] = {}
    for line in FOLD.sub(" ", text).split("\n"):
        name, colon, value = line.partition(":")
        if colon and NAME.fullmatch(name.strip()):
            headers.setdefault(name.strip().lower(), value.strip()[:LONGEST_VALUE])
    return headers


def media_type(headers: dict[str, str]) -> str:
    """'text/html' of 'Text/HTML; charset=…'; empty if none is declared."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def parameter(value: str, name: str) -> str | None:
    """A parameter of a header's value: 'utf-8' of 'text/html; charset="utf-8"' for 'charset'."""
    m = re.search(rf";\s{{0,9}}{name}\s{{0,9}}=\s{{0,9}}(?:\"([^\"]{{1,300}})\"|([^\s;\"]{{1,300}}))", value, re.I)
    return (m[1] or m[2]) if m else None
