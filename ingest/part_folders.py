"""Parquet parts: one folder a dump, in it one file a table and share (`quotes-0.parquet`), complete or absent.

Rows are written in batches to a hidden folder beside the final one and flushed to disk; the shares' folders are joined by
renaming. A kill at any point leaves either the whole part or none of it.
"""

import os
import shutil
from pathlib import Path

PART_TABLES = ("articles", "blocks", "mentions", "quotes", "figures", "quarantine")


def join(parts: Path, dump_id: str, shares: int) -> None:
    """Make `<parts>/<dump_id>` of a dump's finished shares, in place of what is there. Raises OSError."""
    folder = share_folder(parts, dump_id, 0)
    for n in range(1, shares):
        other = share_folder(parts, dump_id, n)
        for file in other.iterdir():
            os.replace(file, folder / file.name)
        other.rmdir()
    sync(folder)
    replace(folder, parts / dump_id)


def share_folder(parts: Path, dump_id: str, number: int) -> Path:
    """Where a finished share waits for the others."""
    return parts / f".{dump_id}-{number}"


def replace(folder: Path, final: Path) -> None:
    """Rename a folder, in place of what has that name."""
    if final.exists():  # an earlier try, or the same dump read again
        shutil.rmtree(final)
    os.replace(folder, final)
    sync(final.parent)


def sync(path: Path) -> None:
    """Flush a file or a folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(parts: Path) -> None:
    """Remove what killed runs left behind. Only with the writer's lock held."""
    if parts.is_dir():
        for left in parts.glob(".*"):
            shutil.rmtree(left, ignore_errors=True)
