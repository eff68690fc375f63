"""Zip archives: members one by one, under limits on number, size and ratio; nothing is written by a member's name."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from ingest.errors import Unreadable
from ingest.limits import MIB, Limits
from ingest.readers.members import Member, check_name, is_junk
from ingest.readers.streams import Meter, forward
from ingest.records import Reject

FORMAT = "zip"
NEEDS_SEEK = True
OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"customXml/")
SYMLINK = 0o120000
FAULTS = (zipfile.BadZipFile, struct.error, NotImplementedError, OverflowError, UnicodeDecodeError)
MEMBER_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError, OSError)


def sniff(head: bytes, name: str) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not is_office(head)


def is_office(head: bytes) -> bool:
    """A document of an office program, told by the name of its first member: its parts are no files of an archive."""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    return first.startswith(OFFICE_PARTS) and first.endswith((b".xml", b".rels")) and b"[Content_Types].xml" in head


def members(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Member | Reject]:
    """Members in the archive's order, folders, empty and junk files left out. Raises Unreadable for the archive as a whole."""
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
            check(infos, name, limits)
            meter = Meter(limits)
            for info in infos:
                if info.is_dir() or not info.file_size or is_junk(info.filename):
                    continue
                try:
                    _check_member(info)
                except Unreadable as error:
                    yield Reject(no=0, error=error, member=info.filename)
                    continue
                yield Member(info.filename, forward(meter.watched(_chunks(archive, info), info.filename)))
    except FAULTS as error:
        reason = str(error)[:120]
        raise Unreadable("damaged_archive", f"{name} cannot be opened as a zip archive: {reason}.") from None


def check(infos: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(infos) > limits.members:
        raise Unreadable("archive_limit", f"{name} has {len(infos):,} members; {limits.members:,} are allowed.")
    claimed = sum(i.file_size for i in infos)
    if claimed > limits.dump_bytes:
        raise Unreadable("archive_limit", f"{name} claims {claimed:,} bytes; {limits.dump_bytes:,} are allowed.")
    places = sorted((i.header_offset, i.header_offset + i.compress_size) for i in infos if i.compress_size)
    if any(one[1] > other[0] for one, other in pairwise(places)):
        raise Unreadable("archive_limit", f"{name} has members that share their bytes, as only a zip bomb has.")


def _check_member(info: zipfile.ZipInfo) -> None:
    check_name(info.filename)
    if (info.external_attr >> 16) & 0o170000 == SYMLINK:
        raise Unreadable("unsafe_member", f"The member {info.filename[:120]!r} is a link.")
    if info.flag_bits & 1:
        raise Unreadable("encrypted_archive", f"The member {info.filename[:120]!r} needs a password.")


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    try:
        with archive.open(info) as packed:
            while chunk := packed.read(MIB):
                yield chunk, info.compress_size
    except MEMBER_FAULTS as error:
        reason = str(error)[:120]
        raise Unreadable(
            "damaged_archive", f"The member {info.filename[:120]!r} cannot be unpacked: {reason}."
        ) from None
