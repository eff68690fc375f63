"""Zip archives: members one by one, under limits on number, size and ratio; nothing is written by a member's name."""

import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from ingest.errors import Unreadable
from ingest.limits import MIB, RATIO_FROM, Limits
from ingest.records import Record, Reject

FORMAT = "zip"
SPOOL = 8 * MIB
JUNK = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")
SYMLINK = 0o120000


@dataclass(frozen=True, slots=True)
class Member:
    """A member's path inside the archive and its unpacked bytes, at their start."""

    name: str
    stream: BinaryIO


def sniff(head: bytes, name: str) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """Never called: the registry opens containers through `members`."""
    raise NotImplementedError


def members(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Member | Reject]:
    """Members in the archive's order, folders and empty or junk files left out. Raises Unreadable for the archive as a whole."""
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
            _check(infos, name, limits)
            spent = 0
            for info in infos:
                if (
                    info.is_dir()
                    or not info.file_size
                    or PurePosixPath(info.filename.lower()).name in JUNK
                    or "__macosx" in info.filename.lower()
                ):
                    continue
                try:
                    opened = _unpack(archive, info, limits, spent)
                except Unreadable as error:
                    yield Reject(no=0, error=error, member=info.filename)
                    continue
                with opened:
                    spent += opened.seek(0, 2)
                    opened.seek(0)
                    yield Member(info.filename, opened)
    except (zipfile.BadZipFile, struct.error, NotImplementedError, OverflowError, UnicodeDecodeError) as error:
        raise Unreadable("damaged_archive", f"{name} cannot be opened as a zip archive: {str(error)[:120]}.") from None


def _check(infos: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(infos) > limits.members:
        raise Unreadable("archive_limit", f"{name} has {len(infos):,} members; {limits.members:,} are allowed.")
    claimed, packed = sum(i.file_size for i in infos), sum(i.compress_size for i in infos)
    if claimed > limits.dump_bytes:
        raise Unreadable(
            "archive_limit", f"{name} would unpack to {claimed:,} bytes; {limits.dump_bytes:,} are allowed."
        )
    ends = sorted((i.header_offset, i.header_offset + i.compress_size) for i in infos if i.compress_size)
    if any(a[1] > b[0] for a, b in pairwise(ends)):
        raise Unreadable(
            "archive_limit",
            f"{name} has members that share their bytes, as only a zip bomb has ({packed:,} bytes packed).",
        )


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, spent: int) -> BinaryIO:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in info.filename[:3]:
        raise Unreadable("unsafe_member", f"The member {info.filename[:120]!r} points outside of the archive.")
    if (info.external_attr >> 16) & 0o170000 == SYMLINK:
        raise Unreadable("unsafe_member", f"The member {info.filename[:120]!r} is a link.")
    if info.flag_bits & 1:
        raise Unreadable("encrypted_archive", f"The member {info.filename[:120]!r} needs a password.")
    out = cast(BinaryIO, tempfile.SpooledTemporaryFile(SPOOL))
    try:
        with archive.open(info) as packed:
            _copy(packed, out, info, limits, spent)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, struct.error) as error:
        out.close()
        raise Unreadable(
            "damaged_archive", f"The member {info.filename[:120]!r} cannot be unpacked: {str(error)[:120]}."
        ) from None
    except Unreadable:
        out.close()
        raise
    out.seek(0)
    return out


def _copy(packed: IO[bytes], out: BinaryIO, info: zipfile.ZipInfo, limits: Limits, spent: int) -> None:
    size = 0
    while chunk := packed.read(MIB):
        size += len(chunk)
        if size > limits.member_bytes or spent + size > limits.dump_bytes:
            raise Unreadable(
                "archive_limit",
                f"The member {info.filename[:120]!r} unpacks to more than {limits.member_bytes:,} bytes.",
            )
        if size > RATIO_FROM and size > limits.ratio * max(1, info.compress_size):
            raise Unreadable(
                "archive_limit",
                f"The member {info.filename[:120]!r} unpacks to over {limits.ratio} times its packed size.",
            )
        out.write(chunk)
