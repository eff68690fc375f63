"""The landing folder: find dumps, wait until they are whole, identify them. Nothing in it is ever altered.

Layout: `landing/<feed>/<anything>`. A feed folder may hold `feed.toml` with what the files themselves cannot say
(`outlet = "The Harbour Post"`, and under `[fields]` what its fields mean: `Titel = "headline"`).
"""

import hashlib
import os
import stat
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest import ids
from ingest.errors import LandingError
from ingest.field_names import declared
from ingest.limits import MIB

DEFAULT_FEED = "default"
FEED_SETTINGS = "feed.toml"
IN_PROGRESS = (".part", ".tmp", ".temp", ".crdownload", ".filepart", ".download", ".partial", ".swp", "~")
JUNK = {"thumbs.db", "desktop.ini", "icon\r", ".ds_store"}

# Why a file of the landing folder is not read. Stored with the ledger row.
SKIPS = {
    "in_progress": "still being written, or named like a partial download; it is read once it is whole",
    "hidden_file": "its name starts with a dot",
    "junk_file": "left behind by an operating system",
    "symlink": "a link: only real files are read, so that nothing outside of the landing folder gets in",
    "special_file": "no regular file (a pipe, socket or device)",
    "empty_file": "holds no bytes",
    "empty_folder": "a folder without files",
    "page_assets": "pictures and scripts that a browser saved beside a page",
    "feed_settings": "settings of its feed, no dump",
    "unreadable": "no permission to read it",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the landing folder. `name` is its path below the folder, printable; `skip` is a key of SKIPS, or None."""

    path: Path
    name: str
    feed: str
    bytes: int
    modified_ns: int
    skip: str | None = None

    @property
    def skip_id(self) -> str:
        """Ledger id of a file that was not read: one a path."""
        return ids.content_id("skipped", os.fsencode(self.path.name).hex(), self.name)


def below_root(folder: str, root: Path) -> Path:
    """`folder` (absolute, or below the root) as a real path. Raises LandingError if it is not the root or below it."""
    real = (root / folder).resolve()
    if not real.is_relative_to(root.resolve()):
        raise LandingError(f"{folder} lies outside of the allowed landing root {root}; choose a folder below it")
    return real


def find(landing: Path) -> list[Found]:
    """All files below the landing folder, by path; those that are not to be read say why. Raises LandingError."""
    if not landing.is_dir():
        raise LandingError(f"landing folder {landing} does not exist or is no folder; create it or name another one")
    try:
        return sorted(_walk(landing, landing), key=lambda f: f.name)
    except PermissionError as error:
        raise LandingError(
            f"landing folder {landing} cannot be read: {error.strerror}; check its permissions"
        ) from None


def settle(found: list[Found], seconds: float) -> list[Found]:
    """Wait until every file has been left alone for `seconds`; a file that changes meanwhile is marked in progress."""
    now = time.time()
    fresh = [f for f in found if f.skip is None and now - f.modified_ns / 1e9 < seconds]
    if fresh:
        newest = min(now, max(f.modified_ns for f in fresh) / 1e9)  # a clock elsewhere may be ahead of ours
        time.sleep(seconds - (now - newest))
    return [_restat(f) if f in fresh else f for f in found]


def has_changed(found: Found) -> bool:
    """Whether the file is another than when it was found (or gone)."""
    try:
        now = found.path.lstat()
    except OSError:
        return True
    return (now.st_size, now.st_mtime_ns) != (found.bytes, found.modified_ns)


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(MIB):
            digest.update(chunk)
    return digest.hexdigest()


def dump_id(found: Found, digest: str) -> str:
    """Hash of the path below the landing folder and of the bytes: a changed file is another dump."""
    return ids.content_id("dump", os.fsencode(found.path.name).hex(), found.name, digest)


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What a feed's `feed.toml` says: who publishes it, and what its fields mean (name -> a key of ALIASES)."""

    outlet: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def feed_settings(landing: Path, feed: str) -> FeedSettings:
    """The settings of a feed, empty if it has none. Raises LandingError if they cannot be read or say what cannot be."""
    path = landing / (feed if feed != DEFAULT_FEED else "") / FEED_SETTINGS
    if not path.is_file() or path.is_symlink():
        return FeedSettings()
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        fields = told.get("fields", {})
        if not isinstance(fields, dict):
            raise ValueError("[fields] must be a table")
        fields = {name: str(meaning) for name, meaning in fields.items()}
        with declared(fields):  # says what is wrong with them
            return FeedSettings(str(told["outlet"]) if told.get("outlet") else None, fields)
    except (ValueError, OSError) as error:
        raise LandingError(f'{path}: {error}; expected lines such as outlet = "The Harbour Post"') from None


def _walk(folder: Path, landing: Path) -> Iterator[Found]:
    entries = sorted(os.scandir(folder), key=lambda e: e.name)
    names = {e.name for e in entries}
    if not entries and folder != landing:
        yield _found(folder, landing, folder.lstat(), "empty_folder")
    for entry in entries:
        path = Path(entry.path)
        try:
            status = entry.stat(follow_symlinks=False)
            if not stat.S_ISDIR(status.st_mode):
                yield _found(path, landing, status, _skip(path, status))
            elif _is_page_assets(entry.name, names):
                yield _found(path, landing, status, "page_assets")
            elif entry.name.startswith("."):
                yield _found(path, landing, status, "hidden_file")
            else:
                yield from _walk(path, landing)
        except PermissionError:
            yield _found(path, landing, path.lstat(), "unreadable")


def _found(path: Path, landing: Path, status: os.stat_result, skip: str | None) -> Found:
    # Names need not be Unicode: what is not becomes '?', as in a terminal.
    name = os.fspath(path.relative_to(landing)).encode("utf-8", "replace").decode("utf-8")
    parts = path.relative_to(landing).parts
    feed = parts[0].encode("utf-8", "replace").decode("utf-8") if len(parts) > 1 else DEFAULT_FEED
    return Found(path, name, feed, status.st_size, status.st_mtime_ns, skip)


def _skip(path: Path, status: os.stat_result) -> str | None:
    name = path.name.lower()
    if stat.S_ISLNK(status.st_mode):
        return "symlink"
    if not stat.S_ISREG(status.st_mode):
        return "special_file"
    if name == FEED_SETTINGS:
        return "feed_settings"
    if name in JUNK:
        return "junk_file"
    if name.endswith(IN_PROGRESS) or name.startswith("~$"):
        return "in_progress"
    if name.startswith("."):
        return "hidden_file"
    if not status.st_size:
        return "empty_file"
    return None if os.access(path, os.R_OK) else "unreadable"


def _is_page_assets(name: str, beside: set[str]) -> bool:
    """'story_files' beside 'story.html', as browsers save pages."""
    stem = next((name.removesuffix(end) for end in ("_files", ".files") if name.endswith(end)), None)
    return stem is not None and bool({f"{stem}.html", f"{stem}.htm"} & beside)


def _restat(found: Found) -> Found:
    if not has_changed(found):
        return found
    return Found(found.path, found.name, found.feed, found.bytes, found.modified_ns, "in_progress")
