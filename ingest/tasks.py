"""The same steps for a scheduler: each takes and gives what JSON can hold, and waits for the one before it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ingest import landing, pipeline, reextract, review, takedown
from ingest.landing import Found
from ingest.model import Dump
from ingest.pipeline import Totals, writing
from ingest.plan import Arrival, Selection, plan
from ingest.reextract import Reextracted
from ingest.review import Doubt
from ingest.settings import Settings

LOCK_WAIT_SECONDS = 600.0  # the command line does not wait
BATCHES = 500  # mapped tasks a run at most; with more dumps than that, several share a task


def plan_batches(folder: str, settings: Settings, selection: Selection) -> list[list[dict[str, Any]]]:
    """Dumps to stage, as batches of {path, dump}: one dump a batch, unless there are more than BATCHES.

    Raises LandingError if `folder` lies outside of the settings' landing root.
    """
    landing_folder = landing.below_root(folder, settings.landing_root)
    found = landing.settle(landing.find(landing_folder), settings.settle_seconds)
    with writing(settings, "plan", LOCK_WAIT_SECONDS) as warehouse:
        todo = plan(landing_folder, found, warehouse, selection, settings)
        warehouse.set_skipped(todo.skipped)
    size = -(-len(todo.arrivals) // BATCHES) or 1
    rows = [
        {"landing": str(landing_folder), "path": str(a.file.path), "dump": asdict(a.dump), "shares": a.shares}
        for a in todo.arrivals
    ]
    return [rows[n : n + size] for n in range(0, len(rows), size)]


def stage_batch(batch: Sequence[dict[str, Any]], settings: Settings) -> list[str]:
    """Write the parts of a batch of `plan_batches`; returns their dump ids. Opens no database."""
    arrivals = [_arrival(row) for row in batch]
    workers = max(a.shares for a in arrivals)
    for _ in pipeline.staged(arrivals, Path(batch[0]["landing"]), settings, workers):
        pass
    return [a.dump.dump_id for a in arrivals]


def load_batches(batches: Sequence[Sequence[dict[str, Any]]], settings: Settings) -> dict[str, int]:
    """Load staged batches in one transaction; returns the totals."""
    arrivals = [_arrival(row) for batch in batches for row in batch]
    totals, moved = Totals(), list[Dump]()
    with writing(settings, "load", LOCK_WAIT_SECONDS) as warehouse:
        for dump in pipeline.load(warehouse, arrivals, moved):
            totals = totals.plus(dump)
        warehouse.remember(moved)
    return asdict(replace(totals, skipped=len(moved)))


def _arrival(row: dict[str, Any]) -> Arrival:
    dump = Dump(**row["dump"])
    return Arrival(Found(Path(row["path"]), dump.path, dump.feed, dump.bytes, dump.modified_ns), dump, row["shares"])


def build(settings: Settings) -> str:
    """Build and test the tables; the path of the finished file. What is unusual goes to the task's log. Raises BuildError."""
    built = pipeline.build(settings, LOCK_WAIT_SECONDS)
    for line in built.unusual:
        print(f"unusual: {line}")
    return str(built.path)


LEAVE = "leave it"
# answer in the form -> the decision it makes
ANSWERS = {"right": "accept_quote", "no quote": "reject_quote", "other speaker": "set_speaker", LEAVE: None}


def questions(settings: Settings, limit: int) -> list[dict[str, str]]:
    """The most doubtful quotes as {subject, body}; the subject ends in the quote's id. Raises QueryError."""
    return [
        {"subject": f"Who said it? quote {doubt.quote_id}", "body": _untemplated(_body(doubt))}
        for doubt in review.doubtful(settings, limit)
    ]


def _body(doubt: Doubt) -> str:
    words = f"…{doubt.before or ''}[[{doubt.text}]]{doubt.after or ''}…"
    lines = [
        f"speaker:  {doubt.speaker} ({doubt.kind}, cue: {doubt.cue_text or 'none'}, confidence {doubt.confidence})",
        f"article:  {doubt.outlet_name}: {doubt.headline or 'no headline'}",
        "",
        words,
    ]
    return "\n".join(
        "    " + line for line in "\n".join(lines).splitlines()
    )  # as printed: the text is not ours to format


def _untemplated(text: str) -> str:
    """Braces of an article must not be taken for instructions by the scheduler's templates."""
    return re.sub(r"\{(?=[{%#])", "{ ", text)


def apply_answers(
    asked: Sequence[Mapping[str, str]], answers: Sequence[Mapping[str, Any]], settings: Settings
) -> dict[str, int]:
    """Write what people answered in the form as decisions; returns how many of each. Raises UsageError, QueryError."""
    counts = dict.fromkeys(ANSWERS, 0)
    for question, answer in zip(asked, answers, strict=True):
        [chosen] = answer["chosen_options"]
        speaker = str((answer.get("params_input") or {}).get("speaker") or "").strip()
        action = ANSWERS[chosen]
        if action is None or (action == "set_speaker" and not speaker):
            chosen, action = LEAVE, None
        counts[chosen] += 1
        if action:
            reviewer = str((answer.get("responded_by_user") or {}).get("name") or "airflow")
            quote_id = question["subject"].split()[-1]
            correction = speaker if action == "set_speaker" else None
            review.decide(settings, action, quote_id, correction, None, reviewer, "asked in Airflow")
    return counts


def reextract_all(settings: Settings, everything: bool) -> Reextracted:
    """New facts from the kept texts. Raises LockedError, WarehouseError."""
    return reextract.reextract(settings, lambda done, total, name: None, everything, LOCK_WAIT_SECONDS)


def take_down(form: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """What the form {scope, target, reason, confirm} asks for; without `confirm` only how much would go. Raises IngestError."""
    if not form["confirm"]:
        return {"would_remove_articles": len(takedown.preview(settings, form["scope"], form["target"]))}
    gone = takedown.take_down(settings, form["scope"], form["target"], form["reason"], LOCK_WAIT_SECONDS)
    return {"takedown_id": gone.takedown_id, "articles": len(gone.articles), "snapshots": gone.snapshots}
