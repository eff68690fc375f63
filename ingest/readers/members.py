"""What a container yields: its members, one at a time."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from ingest.errors import Unreadable

JUNK = ("thumbs.db", "desktop.ini", "icon\r")


@dataclass(frozen=True, slots=True)
class Member:
    """A member's path inside the archive and its unpacked bytes, at their start. Valid until the next one is asked for."""

    name: str
    stream: BinaryIO


def is_junk(name: str) -> bool:
    """Files that operating systems leave in archives."""
    path = PurePosixPath(name.lower().replace("\\", "/"))
    return path.name in JUNK or path.name.startswith(".") or "__macosx" in path.parts


def check_name(name: str) -> None:
    """Raises Unreadable('unsafe_member') for a path that leads out of the archive. Nothing is ever written by a member's name."""
    if (
        ".." in PurePosixPath(name.replace("\\", "/")).parts
        or name.startswith(("/", "\\"))
        or name[1:3] in (":\\", ":/")
    ):
        raise Unreadable("unsafe_member", f"The member {name[:120]!r} points outside of the archive.")
