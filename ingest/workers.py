"""Dumps on several cores, in processes that may die.

A record that crashes or hangs its parser costs that record: the worker is replaced, the dump is read again with the record
left out. If the reader itself dies on the way to a record, the dump is kept up to there.

Workers are fresh interpreters rather than forks: the caller may be a scheduler's task with threads and connections of its own.
"""

import gc
import os
import pickle
import pkgutil
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path

from ingest.errors import IngestError
from ingest.jobs import Job

Watch = Callable[[Job, int], None]  # told the number of the record that a worker is at
POLL_SECONDS = 0.5
GRACE_SECONDS = 10.0  # what a dump's first record may take longer than any other
GARBAGE_OBJECTS = 50_000  # new ones between two looks for garbage: a page's; the default is 700
FATAL_TRIES = 20  # records of one dump that may kill a worker, before the rest is left


class Worker:
    """One process, its pipe, and what it is doing. It calls `prepare` ("module:function") before it looks for a job."""

    def __init__(self, task: str, prepare: str = "") -> None:
        ours, theirs = socket.socketpair()
        package = str(Path(__file__).resolve().parent.parent)
        paths = os.pathsep.join(p for p in (package, os.environ.get("PYTHONPATH")) if p)
        with theirs:
            command = [sys.executable, "-m", "ingest.workers", str(theirs.fileno()), task, prepare]
            self._process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": paths}
            )
        self.pipe = Connection(ours.detach())
        self._task = task
        self.job: Job | None = None
        self.record_no = 1
        self._seen = 0.0

    def give(self, job: Job) -> None:
        self.job, self.record_no, self._seen = job, 1, time.monotonic() + GRACE_SECONDS
        try:
            self.pipe.send((self._task, job))
        except OSError:  # died while idle: noticed, and replaced, like any other death
            pass

    def news(self) -> tuple[str | IngestError | None] | None:
        """(None,) or (fault,) once the job is done; None while it goes on. Raises EOFError or OSError if the worker is dead."""
        while self.pipe.poll():
            what, value = self.pipe.recv()
            if what == "done":
                self.job = None
                return (value,)
            # The first record's time includes the start of the interpreter, and of the container that it lies in.
            grace = GRACE_SECONDS if value == 1 else 0.0
            self.record_no, self._seen = value, time.monotonic() + grace
        return None

    def is_hung(self) -> bool:
        return self.job is not None and time.monotonic() - self._seen > self.job.limits.record_seconds

    def end(self, reason: str = "") -> Job | None:
        """Kill the process; returns its job, told what to leave out."""
        self._process.kill()
        self._process.wait()
        self.pipe.close()
        if self.job is None:
            return None
        if self.record_no in self.job.poison or len(self.job.poison) >= FATAL_TRIES:
            return replace(self.job, stop_at=self.record_no)
        return replace(self.job, poison={**self.job.poison, self.record_no: reason})


@contextmanager
def ready_ahead(task: str, prepare: str, count: int) -> Iterator[list[Worker]]:
    """Workers for `run_all`, started while their caller is still finding out what there is to do: loading takes them a second."""
    pool = [Worker(task, prepare) for _ in range(count)]
    try:
        yield pool
    finally:
        for worker in pool:
            worker.end()


def run_all(
    jobs: Iterable[Job],
    task: str,
    workers: int,
    watch: Watch = lambda job, no: None,
    pool: list[Worker] | None = None,
) -> Iterator[tuple[Job, str | None]]:
    """Do `task` for every job, in `workers` processes: "module:function", a function of (Job, Heartbeat).

    Yields (job, None) when its output is written, or (job, message) if it could not be written; in the order in which jobs are
    finished, which is no fixed one. `watch` is told twice a second or more how far each worker is. `pool`: workers that are ready.
    Raises the IngestError that a job raises.
    """
    waiting = deque(jobs)
    pool = [] if pool is None else pool
    pool.extend(Worker(task) for _ in range(min(workers, len(waiting)) - len(pool)))
    try:
        while waiting or any(w.job for w in pool):
            for worker in pool:
                if worker.job is None and waiting:
                    worker.give(waiting.popleft())
            wait([w.pipe for w in pool if w.job], timeout=POLL_SECONDS)
            for place, worker in enumerate(pool):
                if job := worker.job:
                    done, reason = _look(worker)
                    watch(job, worker.record_no)
                    if done:
                        (fault,) = done
                        if isinstance(fault, IngestError):
                            raise fault  # the job's, not the record's: no other worker would fare better
                        yield job, fault
                    elif reason and (again := worker.end(reason)):
                        waiting.appendleft(again)
                        pool[place] = Worker(task)
    finally:
        for worker in pool:
            worker.end()


def _look(worker: Worker) -> tuple[tuple[str | IngestError | None] | None, str | None]:
    """(what came of the job, why the worker has to go)."""
    try:
        done = worker.news()
    except (EOFError, OSError, pickle.UnpicklingError):
        return None, "reader_crashed"
    return done, "reader_hung" if not done and worker.is_hung() else None


def work(pipe: Connection, task: str, prepare: str) -> None:
    """A worker's life: jobs in, news out, until the other side is gone."""
    if prepare:
        with suppress(Exception):  # what goes wrong ahead of the first job goes wrong again in it, and is told there
            pkgutil.resolve_name(task)
            pkgutil.resolve_name(prepare)()
    gc.freeze()  # what is loaded stays, and need not be looked through each time that a page's objects are cleared away
    gc.set_threshold(GARBAGE_OBJECTS)

    def heartbeat(no: int) -> None:
        pipe.send(("record", no))

    try:
        while True:
            task, job = pipe.recv()
            try:
                pkgutil.resolve_name(task)(job, heartbeat)
                pipe.send(("done", None))
            except BrokenPipeError:
                return
            except IngestError as error:
                pipe.send(("done", error))
            except OSError as error:  # the disk, not the dump: records' own faults are caught one by one
                pipe.send(("done", f"{type(error).__name__}: {error}"))
    except (EOFError, OSError, KeyboardInterrupt):
        return


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])), *sys.argv[2:])
