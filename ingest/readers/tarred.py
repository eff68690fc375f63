"""Tar archives, read forward member by member; links and devices are refused, nothing is written by a member's name."""

import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from ingest.errors import Unreadable
from ingest.limits import MIB, Limits
from ingest.readers.members import Member, check_name, is_junk
from ingest.readers.streams import Meter, forward
from ingest.records import Reject

FORMAT = "tar"
NEEDS_SEEK = False
EMPTY_READS = 16  # a sound archive needs two or three at its end
FAULTS = (tarfile.TarError, EOFError, ValueError, OverflowError)


def sniff(head: bytes, name: str) -> bool:
    """The magic of POSIX and GNU tar; the old form without one is told by its name and a number where the mode stands."""
    return head[257:262] == b"ustar" or (name.endswith(".tar") and head[100:107].strip(b" \x00").isdigit())


def members(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Member | Reject]:
    """Regular files in the archive's order. Raises Unreadable if the archive is damaged, after what came before."""
    meter, seen, links = Meter(limits), 0, set[str]()
    try:
        with tarfile.open(fileobj=cast(BinaryIO, _Ending(stream)), mode="r|", errorlevel=2) as archive:
            for info in archive:
                seen += 1
                if seen > limits.members:
                    raise Unreadable("archive_limit", f"{name} has more than {limits.members:,} members.")
                if info.isdir() or is_junk(info.name) or (info.isreg() and not info.size):
                    continue
                try:
                    check_name(info.name)
                    _check_kind(info, links)
                except Unreadable as error:
                    yield Reject(no=0, error=error, member=info.name)
                    continue
                yield Member(info.name, forward(meter.watched(_chunks(archive, info), info.name)))
    except FAULTS as error:
        raise Unreadable("damaged_archive", f"{name} is damaged: {str(error)[:100] or 'it ends too early'}.") from None


def _check_kind(info: tarfile.TarInfo, links: set[str]) -> None:
    """Raises Unreadable for what is no file, and for a file in a folder that the archive gave out as a link before."""
    if not info.isreg():
        links.add(info.name)
        raise Unreadable("unsafe_member", f"The member {info.name[:120]!r} is a link or a device.")
    if links and not links.isdisjoint(map(str, PurePosixPath(info.name).parents)):
        raise Unreadable("unsafe_member", f"The member {info.name[:120]!r} lies behind a link.")


class _Ending:
    """A stream that has an end: tarfile would go on asking for the terabyte that a forged header claims."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._empty = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._empty = 0 if data else self._empty + 1
        if self._empty > EMPTY_READS:
            raise EOFError("it ends in the middle of a member")
        return data


def _chunks(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[tuple[bytes, int]]:
    """A member's bytes. Raises Unreadable if there are fewer than its header says."""
    packed, size = archive.extractfile(info), 0
    try:
        while packed is not None and (chunk := packed.read(MIB)):
            size += len(chunk)
            yield chunk, size
    except FAULTS:
        pass  # told below, with the number of bytes that came
    if size < info.size:
        raise Unreadable(
            "damaged_archive", f"The member {info.name[:120]!r} ends after {size:,} of {info.size:,} bytes."
        )
