"""One dump to its parts: read, parse, extract. CPU-heavy, holds no database, may run anywhere the dump can be read.

A long dump is shared out: each of n workers reads all of it, which is cheap, and works on every n-th record, which is not.
Whatever the number of shares, the same rows are loaded.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import pyarrow.parquet as pq

from ingest import contract, ids, schema
from ingest.articles.build import Parsed, build
from ingest.errors import IngestError, Unreadable
from ingest.extract import Facts, extract, extractor
from ingest.field_names import declared
from ingest.jobs import Heartbeat, Job
from ingest.model import Block, FactKeys, Quarantined, Step
from ingest.parts import PartsWriter
from ingest.readers import read_dump
from ingest.records import Record, Reject


def stage_dump(job: Job, heartbeat: Heartbeat) -> None:
    """Write a share of one dump's parts: every record of it becomes an article with its facts, or a quarantine row.

    `heartbeat` is told the number of each record before it is worked on. Raises OSError if the parts cannot be written.
    """
    seen: set[str] = set()
    with PartsWriter(job.out, job.origin.dump_id, job.share) as out:
        for item, parsed in _parsed(job, heartbeat):
            if isinstance(parsed, Unreadable):
                out.add(
                    "quarantine", [_quarantine_row(job, item, "read" if isinstance(item, Reject) else "parse", parsed)]
                )
                continue
            # Twice in one dump: the second is counted as unchanged when it is loaded, and needs no facts.
            facts = Facts((), (), ()) if parsed.article.version_id in seen else _extracted(parsed)
            if isinstance(facts, Unreadable):
                out.add("quarantine", [_quarantine_row(job, item, "extract", facts)])
                continue
            out.add("articles", [schema.row(parsed.article)])
            if parsed.article.version_id not in seen:
                seen.add(parsed.article.version_id)
                article = parsed.article
                for table, rows in fact_rows(
                    article.article_id, article.version_id, article.dump_id, parsed.blocks, facts
                ):
                    out.add(table, rows)


def extract_again(job: Job, heartbeat: Heartbeat) -> None:
    """Write the facts of kept texts anew: `job.path` is a Parquet file of `Warehouse.export_texts`, the output a share of parts.

    A text whose extraction fails brings no row, and keeps the facts it has. Raises OSError if the parts cannot be written.
    """
    with PartsWriter(job.out, job.origin.dump_id, job.share) as out:
        for record_no, row in enumerate(pq.read_table(job.path).to_pylist()[: job.stop_at], 1):
            heartbeat(record_no)
            if record_no in job.poison:
                continue
            blocks = tuple(Block(kind=b["kind"], start=b["char_start"], end=b["char_end"]) for b in row["blocks"])
            try:
                facts = extract(row["text"], blocks, row["reference_day"]) if row["is_supported"] else Facts((), (), ())
            except IngestError:
                raise
            except Exception:  # one text's fault must not cost its neighbours
                continue
            for table, rows in fact_rows(row["article_id"], row["version_id"], row["dump_id"], blocks, facts):
                out.add(table, rows)


def parse_dump(job: Job, heartbeat: Heartbeat) -> None:
    """Write one dump's articles as JSON lines (`ingest.contract`), without facts, to `<out>/<dump_id>.jsonl`."""
    with (job.out / f"{job.origin.dump_id}.jsonl").open("w", encoding="utf-8") as out:
        for item, parsed in _parsed(job, heartbeat):
            known = contract.rejected(parsed) if isinstance(parsed, Unreadable) else contract.article(parsed)
            out.write(contract.line({"path": str(job.path), "record_no": item.no, "member": item.member} | known))


def _parsed(job: Job, heartbeat: Heartbeat) -> Iterator[tuple[Record | Reject, Parsed | Unreadable]]:
    """Every record of the share with its article, or with the reason why it has none."""
    heartbeat(1)
    with declared(job.fields):
        for item in islice(read_dump(job.path, job.limits), job.stop_at - 1 if job.stop_at else None):
            if item.no % job.shares == job.share:
                yield item, _built(item, job)
            heartbeat(item.no + 1)
    if job.stop_at:  # told by every share that was stopped; loading takes it once
        rest = Unreadable(
            "reader_crashed", f"The dump stops its reader at record {job.stop_at}; the rest was not read."
        )
        yield Reject(no=job.stop_at, error=rest), rest


def _built(item: Record | Reject, job: Job) -> Parsed | Unreadable:
    if isinstance(item, Reject):
        return item.error
    if code := job.poison.get(item.no):
        return Unreadable(code, f"Record {item.no} was left out after it had stopped its worker.")
    try:
        return build(item, job.origin)
    except Unreadable as error:
        return error
    except Exception as error:  # one record's fault must not cost its neighbours
        return _own_fault(error)


def _extracted(parsed: Parsed) -> Facts | Unreadable:
    if "unsupported_language" in parsed.article.integrity_flags:
        return Facts((), (), ())
    try:
        return extract(parsed.article.text, parsed.blocks, parsed.reference_day)
    except IngestError:
        raise
    except Exception as error:  # as above
        return _own_fault(error)


def _own_fault(error: Exception) -> Unreadable:
    return Unreadable("reader_failed", f"{type(error).__name__}: {error}.")


def fact_rows(
    article_id: str, version_id: str, dump_id: str, blocks: Sequence[Block], facts: Facts
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(table, rows) of one article's blocks and facts, ids included."""
    nth = ids.Ordinals()
    keys = FactKeys(article_id=article_id, version_id=version_id, dump_id=dump_id, extractor=extractor())

    def fact_id(kind: str, *what: str) -> str:
        return ids.content_id(kind, article_id, *what, nth.next(kind, *what))

    block_ids = (ids.content_id("block", version_id, n) for n in range(len(blocks)))
    yield "blocks", [schema.row(keys, block, block_id=i) for block, i in zip(blocks, block_ids, strict=True)]
    yield (
        "mentions",
        [
            schema.row(keys, m, mention_id=fact_id("mention", ids.normalised(m.span.text), m.label))
            for m in facts.mentions
        ],
    )
    yield "quotes", [schema.row(keys, q, quote_id=fact_id("quote", ids.normalised(q.span.text))) for q in facts.quotes]
    yield "figures", [schema.row(keys, f, figure_id=fact_id("figure", f.span.text, f.kind)) for f in facts.figures]


def _quarantine_row(job: Job, item: Record | Reject, step: Step, error: Unreadable) -> dict[str, Any]:
    return schema.row(
        Quarantined(
            dump_id=job.origin.dump_id,
            record_no=item.no,
            member=_printable(item.member),
            step=step,
            reason_code=error.code,
            message=_printable(str(error)) or "",
            excerpt=_printable(error.excerpt),
            attempts=1,
        )
    )


def _printable(text: str | None) -> str | None:
    """Text that any database and terminal takes: no lone surrogates, no controls."""
    if text is None:
        return None
    legible = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() else "·" for c in legible)[:500]
