"""One writer a warehouse, across processes: the lock goes with its process, however that ends."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import LockedError, WarehouseError


@contextmanager
def writer_lock(warehouse: Path, what: str, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the warehouse's writer lock. Raises LockedError naming the holder if it is taken for longer than `wait_seconds`."""
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        handle = os.open(warehouse / "writer.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise WarehouseError(
            f"warehouse {warehouse} cannot be written: {error.strerror}; check the folder's permissions and the disk"
        ) from None
    try:
        _acquire(handle, warehouse, time.monotonic() + wait_seconds)
        os.ftruncate(handle, 0)
        os.pwrite(
            handle,
            json.dumps(
                {"pid": os.getpid(), "what": what, "since": time.strftime("%H:%M:%S UTC", time.gmtime())}
            ).encode(),
            0,
        )
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, warehouse: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise LockedError(
                    f"warehouse {warehouse} is being written by {_holder(handle)}; wait until it is done, or stop it"
                ) from None
            time.sleep(0.2)


def _holder(handle: int) -> str:
    try:
        known = json.loads(os.pread(handle, 4096, 0))
        return f"'{known['what']}' (process {known['pid']}, since {known['since']})"
    except (ValueError, KeyError, TypeError):
        return "another process"
