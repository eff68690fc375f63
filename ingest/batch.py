"""Files in, JSON lines out, without a warehouse: `parse` and `extract`."""

import json
import multiprocessing
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import contract, landing
from ingest.articles.blocks import split_blocks
from ingest.articles.dates import parse_moment
from ingest.errors import IngestError, LandingError, UsageError
from ingest.extract import extract
from ingest.jobs import Job
from ingest.pipeline import Progress
from ingest.records import Origin
from ingest.settings import Settings
from ingest.workers import run_all

PARSE_DUMP = "ingest.stage:parse_dump"


@dataclass(frozen=True, slots=True)
class ParseCounts:
    """How many files were read, and how many were not (by their name or kind)."""

    files: int
    skipped: int


def parse(paths: Sequence[Path], output: Path, settings: Settings, progress: Progress) -> ParseCounts:
    """Articles of files and folders to JSON lines in the order of the paths given, records in dump order."""
    files, skipped = _files(paths)
    with tempfile.TemporaryDirectory() as folder, output.open("wb") as out:
        jobs = [_job(file, n, Path(folder), settings) for n, file in enumerate(files)]
        for done, (job, fault) in enumerate(run_all(jobs, PARSE_DUMP, settings.workers), 1):
            if fault:
                raise IngestError(f"{job.path}: its articles cannot be written to {folder}: {fault}")
            progress(done, len(jobs), job.path.name)
        for job in jobs:
            with (job.out / f"{job.origin.dump_id}.jsonl").open("rb") as part:
                shutil.copyfileobj(part, out)
    return ParseCounts(len(files), skipped)


def _files(paths: Sequence[Path]) -> tuple[list[Path], int]:
    files, skipped = [], 0
    for path in paths:
        if path.is_dir():
            found = landing.find(path)
            files += [f.path for f in found if not f.skip]
            skipped += sum(f.skip is not None for f in found)
        elif path.is_file():
            files.append(path)
        else:
            raise LandingError(f"{path} does not exist or is no file or folder")
    return files, skipped


def _job(file: Path, number: int, folder: Path, settings: Settings) -> Job:
    return Job(
        path=file,
        out=folder,
        origin=Origin(dump_id=f"{number:09d}", feed=landing.DEFAULT_FEED),
        limits=settings.limits,
        fields=settings.fields,
    )


def extract_file(texts: Path, output: Path, workers: int, progress: Progress) -> int:
    """Facts of {doc_id, text} lines to JSON lines in the same order; returns the number of documents.

    A line may hold `published_at` too, from which "on Wednesday" is counted; what is no date there is as good as none.
    """
    if not texts.is_file():
        raise UsageError(f"{texts} does not exist or is no file")
    done = 0
    with texts.open(encoding="utf-8") as lines, output.open("w", encoding="utf-8") as out:
        total = sum(1 for line in lines if line.strip())
        lines.seek(0)
        with multiprocessing.get_context("forkserver").Pool(min(workers, max(1, total))) as pool:
            for result in pool.imap(_extract_line, _numbered(lines), chunksize=4):
                if isinstance(result, IngestError):
                    raise result
                out.write(result)
                done += 1
                progress(done, total, texts.name)
    return done


def _numbered(lines: Any) -> Iterator[tuple[int, str]]:
    return ((n, line) for n, line in enumerate(lines, 1) if line.strip())


def _extract_line(numbered: tuple[int, str]) -> str | IngestError:
    number, line = numbered
    try:
        document = json.loads(line)
        doc_id, text = document["doc_id"], document["text"]
        if not isinstance(text, str):
            raise TypeError(f"its text is {type(text).__name__}")
    except (ValueError, KeyError, TypeError) as error:
        return IngestError(f'line {number} is no {{"doc_id": …, "text": "…"}}: {error}')
    published = parse_moment(document.get("published_at"), "field")
    return contract.line(
        contract.facts(doc_id, extract(text, split_blocks(text), published.day if published else None))
    )
