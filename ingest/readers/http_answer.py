"""An HTTP answer as a crawler stored it: status, headers, and the body as the server meant it.

Crawlers differ in what they undo before they store: chunks and compressions that the headers name may be gone already.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import brotli
import zstandard

from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.readers.headers import read_headers, split_head

STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
CHUNK_SIZE: Final = re.compile(rb"[ \t]{0,9}([0-9a-fA-F]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,500})?\r?\n")
LINE_END: Final = re.compile(rb"\r?\n")
MARKUP: Final = re.compile(rb"[\s\xef\xbb\xbf]{0,200}<[!a-zA-Z?]")
MOST_CODINGS = 3
STEP = 65_536
ZSTD_STEP = 1_024  # of packed bytes: its decompressor sets no bound on what one call gives
ZSTD_WINDOW = 8 << 20  # as RFC 8878 asks of HTTP
FAULTS = (zlib.error, brotli.error, zstandard.ZstdError)


@dataclass(frozen=True, slots=True)
class Answer:
    """`is_cut`: the body ends before its chunks, its compression or its Content-Length say."""

    status: int
    headers: dict[str, str]
    body: bytes
    is_cut: bool


def parse_answer(block: bytes, limits: Limits) -> Answer:
    """The answer in a WARC record's block. Raises Unreadable: no status line, headers without end, a coding that does not fit."""
    status, split = STATUS.match(block), split_head(block)
    if status is None or split is None:
        raise Unreadable("damaged_record", "The record holds no HTTP answer.", block[:200].decode("utf-8", "replace"))
    headers, body, is_cut = read_headers(split[0]), block[split[1] :], False
    if body.startswith(b"\r\n") and body[2:3] not in (b"", b"\x00"):  # CC-MAIN-2018-34 has one line end too many
        body = body[2:]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body, is_cut = _without_chunks(body)
    elif not headers.get("content-encoding") and (length := headers.get("content-length", ""))[:12].isdecimal():
        is_cut = len(body) < int(length[:12])
    codings = [c.strip() for c in headers.get("content-encoding", "").lower().split(",")]
    for coding in [c for c in codings if c and c != "identity"][::-1][:MOST_CODINGS]:
        body, is_short = _decoded(body, coding.removeprefix("x-"), limits)
        is_cut = is_cut or is_short
    return Answer(int(status[1]), headers, body, is_cut)


def _without_chunks(body: bytes) -> tuple[bytes, bool]:
    """(body, whether its last chunk is missing); a body that does not start with a chunk was put together before."""
    pieces: list[bytes] = []
    at = 0
    while size := CHUNK_SIZE.match(body, at):
        length, start = int(size[1], 16), size.end()
        if length == 0:
            return b"".join(pieces), False
        end = LINE_END.match(body, start + length)
        if not end and start + length < len(body):
            break
        pieces.append(body[start : start + length])
        at = end.end() if end else len(body)
    return (b"".join(pieces), True) if pieces else (body, False)


def _decoded(body: bytes, coding: str, limits: Limits) -> tuple[bytes, bool]:
    """(decoded body, whether its end is missing); a body that is plain markup was decoded before."""
    if not body or MARKUP.match(body):
        return body, False
    if coding not in UNPACKERS:
        raise Unreadable(
            "unsupported_format", f"The page is sent in the content coding {coding[:40]!r}, which is unknown."
        )
    out = bytearray()
    try:
        for piece in UNPACKERS[coding](body):
            out += piece
            if len(out) > limits.record_bytes:
                raise Unreadable("record_too_large", f"The page unpacks to more than {limits.record_bytes:,} bytes.")
    except EOFError:
        return bytes(out), True
    except FAULTS as error:
        detail = f"The page's content coding {coding!r} is damaged: {str(error)[:100]}."
        raise Unreadable("damaged_record", detail) from None
    return bytes(out), False


# Piece by piece, so that a bomb stops at the limit for records. Each raises EOFError where the body ends too early.


def _gzip(body: bytes, wbits: int = 31) -> Iterator[bytes]:
    opener = zlib.decompressobj(wbits)
    while body and not opener.eof:
        yield opener.decompress(body, STEP)
        body = opener.unconsumed_tail
    if not opener.eof:
        raise EOFError


def _deflate(body: bytes) -> Iterator[bytes]:
    """Meant as zlib, sent by some servers without its two bytes."""
    has_header = body[0] & 0x8F == 0x08 and int.from_bytes(body[:2], "big") % 31 == 0
    return _gzip(body, 15 if has_header else -15)


def _brotli(body: bytes) -> Iterator[bytes]:
    opener = brotli.Decompressor()
    piece = opener.process(body, output_buffer_limit=STEP)
    while piece:
        yield piece
        piece = b"" if opener.is_finished() else opener.process(b"", output_buffer_limit=STEP)
    if not opener.is_finished():
        raise EOFError


def _zstd(body: bytes) -> Iterator[bytes]:
    opener = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompressobj()
    for at in range(0, len(body), ZSTD_STEP):
        yield opener.decompress(body[at : at + ZSTD_STEP])
        if opener.eof:
            return
    raise EOFError


UNPACKERS: Final[dict[str, Callable[[bytes], Iterator[bytes]]]] = {
    "gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd,
}  # fmt: skip
