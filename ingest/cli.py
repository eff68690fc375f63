"""The command line: words in, one verb of the pipeline, text or JSON out. Exit 0 done, 1 failed, 2 wrong words."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from ingest import __version__, diff, generated, pipeline, reading, reextract, review, screen, takedown
from ingest.build import MARTS_DB
from ingest.decisions import ACTIONS
from ingest.doctor import examine
from ingest.errors import REASONS, IngestError, QueryError, UsageError
from ingest.field_names import ALIASES, declared
from ingest.landing import SKIPS
from ingest.model import Dump
from ingest.plan import Selection
from ingest.publish import DATABASE, find_snapshot, name_snapshot, names, snapshots
from ingest.removal import SCOPES
from ingest.settings import Settings, from_env

EPILOG = """\
first steps:
  ingest run samples/landing                 read the folder, build the tables, publish them
  ingest status                              what is staged, skipped, quarantined, published
  ingest quarantine list                     records that could not be read, and what to do about each
  ingest review next                         quotes that most need a look, and how to correct them
  ingest sql "SELECT speaker, content FROM rpt_quotes LIMIT 5"

environment: OTR_WAREHOUSE, OTR_WORKERS, OTR_SETTLE_SECONDS, OTR_KEEP_SNAPSHOTS, OTR_DECISIONS (see README)
exit status: 0 done (quarantined records included), 1 the job failed, 2 wrong usage
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see '{self.prog} --help'")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit status. Every failure is one line on stderr."""
    try:
        args = _parser().parse_args(argv)
        fields = _declared(getattr(args, "map", None) or [])
        args.verb(args, from_env(warehouse=args.warehouse, workers=args.workers, fields=fields))
        return 0
    except IngestError as error:
        return _fail(str(error), error.exit_code)
    except ValueError as error:  # a setting that is no number
        return _fail(str(error), UsageError.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(f"{error.filename or 'disk'}: {error.strerror or error}", 1)
    except KeyboardInterrupt:
        return _fail("interrupted; what was acknowledged is kept, run again to go on", 130)


def _declared(words: Sequence[str]) -> dict[str, str]:
    """--map NAME=MEANING, as often as given. Raises UsageError."""
    fields = dict(word.rpartition("=")[::2] for word in words)
    if wrong := [word for word in words if not word.rpartition("=")[0]]:
        raise UsageError(f"--map {wrong[0]}: expected NAME=MEANING, such as --map Titel=headline")
    try:
        with declared(fields):
            return fields
    except ValueError as error:
        raise UsageError(f"--map {error}") from None


def _fail(message: str, code: int) -> int:
    print(f"ingest: {' '.join(message.split())}", file=sys.stderr)
    return code


# --- words ------------------------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ingest",
        description="Raw dumps of news articles in, SQL tables of quotes, speakers, entities and figures out.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"ingest {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    _add(verbs, _run, "run", "stage, build and publish: the whole job", landing=True)
    _add(
        verbs,
        _stage,
        "stage",
        'read new dumps and load them; prints ACK "<file>" <rows> once they are durable',
        landing=True,
    )
    _add(verbs, _build, "build", "build and test the tables with dbt, aside; nothing is published")
    publishing = _add(verbs, _publish, "publish", "make the last build current")
    publishing.add_argument(
        "--approve", action="store_true", help="even if more facts moved than OTR_MAX_CHANGE allows"
    )
    diff = _add(verbs, _diff, "diff", "which facts appeared, went or changed between two states, and why")
    for name, default in (("before", "current"), ("after", "build")):
        text = f"a snapshot's id or name, a day, 'current' or 'build' (default: {default})"
        diff.add_argument(name, nargs="?", default=default, metavar=name.upper(), help=text)
    diff.add_argument("--rows", action="store_true", help="every change, not only their numbers")
    sql = _add(verbs, _sql, "sql", "ask the published tables; cannot change them")
    sql.add_argument("query", metavar="QUERY", help='such as "SELECT speaker, content FROM rpt_quotes LIMIT 5"')
    sql.add_argument("--snapshot", metavar="S", help="as it was: a snapshot's id or name, or a day such as 2026-03-01")
    kept = _add(
        verbs,
        _snapshots,
        "snapshots",
        "the published states that can still be asked; give one a name to keep and cite it",
    )
    kept.add_argument("--name", help="keep a snapshot under this name for good")
    kept.add_argument("--of", default="current", metavar="S", help="which one: id, name or day (default: current)")
    _add(verbs, _status, "status", "what is staged, skipped, quarantined and published")
    _add(verbs, _doctor, "doctor", "check this installation and say what to mend")
    _add_quarantine(verbs)
    _add_review(verbs)
    _add_takedown(verbs)
    again = _add(
        verbs, _reextract, "reextract", "new facts from the kept texts after a change of code; no dump is read again"
    )
    again.add_argument("--all", action="store_true", help="also those that this code made")
    check = _add(verbs, _schema, "schema", "files of the dbt project that follow from the declared facts")
    check.add_argument("--check", action="store_true", help="fail if a file is out of date (the default)")
    check.add_argument("--write", action="store_true", help="write the files that are out of date")
    parse = _add(verbs, _parse, "parse", "articles of files or folders as JSON lines, without a warehouse")
    parse.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    _add_map(parse)
    parse.add_argument("--output", required=True, type=Path, metavar="OUT.jsonl")
    extract = _add(
        verbs, _extract, "extract", "quotes, entities and figures of texts as JSON lines, without a warehouse"
    )
    extract.add_argument(
        "input",
        type=Path,
        metavar="IN.jsonl",
        help='one {"doc_id": …, "text": …} a line; "published_at", if it is there too, is the day from which "on Wednesday" '
        "and the like are counted, else they are counted from a date at the head of the text, or keep no value",
    )
    extract.add_argument("output", type=Path, metavar="OUT.jsonl")
    return parser


def _add(verbs: Any, verb: Callable[..., None], name: str, text: str, landing: bool = False) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(verb=verb)
    if landing:
        parser.add_argument(
            "landing", type=Path, metavar="LANDING", help="folder of dumps, one sub-folder a feed; never altered"
        )
        parser.add_argument("--feed", help="only this sub-folder")
        _add_map(parser)
        parser.add_argument("--reprocess", action="store_true", help="read dumps again that are loaded already")
    parser.add_argument(
        "--warehouse", metavar="DIR", help="where the tables live (default: $OTR_WAREHOUSE or ./warehouse)"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes that read dumps (default: one a core)")
    parser.add_argument("--json", action="store_true", help="machine-readable output")
    return parser


def _add_map(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map",
        action="append",
        metavar="NAME=MEANING",
        help="what a field of the dumps means, as often as needed, such as --map Titel=headline --map Inhalt=body; to keep it,"
        f" write it under [fields] in the feed's feed.toml. Meanings: {', '.join(ALIASES)}",
    )


def _add_quarantine(verbs: Any) -> None:
    parser = verbs.add_parser("quarantine", help="records that could not be read: list, retry, reasons")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    _add(actions, _quarantine_list, "list", "every record that could not be read: where, why, what to do")
    _add(actions, _quarantine_retry, "retry", "read the dumps again that have quarantined records", landing=True)
    _add(actions, _quarantine_reasons, "reasons", "the reason codes and the advice for each")


def _add_review(verbs: Any) -> None:
    text = "people's decisions about facts: next, apply, list; they outlive every new extraction"
    actions = verbs.add_parser("review", help=text).add_subparsers(metavar="ACTION", required=True)
    following = _add(actions, _review_next, "next", "the quotes that most need a look, with the words around them")
    following.add_argument("--limit", type=int, default=5, metavar="N", help="how many (default: 5)")
    apply = _add(actions, _review_apply, "apply", "write a decision; it takes effect at the next build")
    meanings = "; ".join(f"{name}: {meaning}" for name, (_, meaning) in ACTIONS.items())
    apply.add_argument("decision", metavar="DECISION", help=meanings)
    apply.add_argument("target", metavar="TARGET", help="a quote_id or figure_id; for names, the name as it stands now")
    apply.add_argument(
        "correction", nargs="?", metavar="CORRECTION", help="what is right instead: a speaker's name, a number"
    )
    apply.add_argument("--article", metavar="ID", help="the article_id, for split_name")
    apply.add_argument("--reviewer", default=os.environ.get("USER", "unknown"), help="who decides (default: $USER)")
    apply.add_argument("--reason", help="why, for those who come after")
    _add(actions, _review_list, "list", "every decision and what became of it, open problems first")


def _add_takedown(verbs: Any) -> None:
    text = "remove articles for good: facts, text, parts, snapshots, decisions; a tombstone stays"
    parser = _add(verbs, _takedown, "takedown", text)
    scopes = "; ".join(f"{name}: {meaning}" for name, meaning in SCOPES.items())
    parser.add_argument("scope", choices=list(SCOPES), help=scopes)
    parser.add_argument("target", metavar="TARGET", help="article_id or address, outlet, or a person's full name")
    parser.add_argument("--reason", required=True, help="kept with the tombstone, for everybody to read")
    parser.add_argument("--confirm", action="store_true", help="do it; without this, only tell what would go")


# --- verbs ------------------------------------------------------------------------------------------------------------------


def _run(args: argparse.Namespace, settings: Settings) -> None:
    with screen.Progress(args.json) as progress:
        totals = pipeline.stage(args.landing, settings, _selection(args), lambda dump: None, progress.dump)
        progress.say("building and testing the tables with dbt")
        built = pipeline.build(settings)
        screen.warn_of_decisions(review.reviews(built.path))
        screen.warn_of_drift(built.unusual)
        progress.say("publishing")
        snapshot = pipeline.publish(settings)
    screen.run_result(settings, totals, built, snapshot, as_json=args.json)


def _stage(args: argparse.Namespace, settings: Settings) -> None:
    with screen.Progress(args.json) as progress:
        totals = pipeline.stage(args.landing, settings, _selection(args), _acknowledge, progress.dump)
    screen.stage_result(totals, as_json=args.json)


def _acknowledge(dump: Dump) -> None:
    print(f"ACK {json.dumps(dump.path)} {dump.count_new + dump.count_changed}", flush=True)


def _selection(args: argparse.Namespace, only_quarantined: bool = False) -> Selection:
    return Selection(feed=args.feed, reprocess=args.reprocess, only_quarantined=only_quarantined)


def _build(args: argparse.Namespace, settings: Settings) -> None:
    built = pipeline.build(settings)
    screen.warn_of_decisions(review.reviews(built.path))
    screen.warn_of_drift(built.unusual)
    screen.say({"path": str(built.path), "models": built.models, "tests": built.tests}, args.json)


def _publish(args: argparse.Namespace, settings: Settings) -> None:
    snapshot = pipeline.publish(settings, approved=args.approve)
    screen.say(
        {"snapshot": snapshot.snapshot_id, "is_new": snapshot.is_new, "current": str(snapshot.current)}, args.json
    )


def _sql(args: argparse.Namespace, settings: Settings) -> None:
    path = _state(args.snapshot, settings) if args.snapshot else settings.published / "current.duckdb"
    screen.answer(reading.query(path, args.query), as_json=args.json)


def _status(args: argparse.Namespace, settings: Settings) -> None:
    screen.status(pipeline.status(settings), as_json=args.json)


def _doctor(args: argparse.Namespace, settings: Settings) -> None:
    checks = examine(settings)
    screen.checks(checks, as_json=args.json)
    if broken := [c for c in checks if not c.ok]:
        raise IngestError(f"{len(broken)} of {len(checks)} checks failed: {', '.join(c.name for c in broken)}")


def _quarantine_list(args: argparse.Namespace, settings: Settings) -> None:
    screen.quarantine(pipeline.quarantine(settings), as_json=args.json)


def _quarantine_retry(args: argparse.Namespace, settings: Settings) -> None:
    with screen.Progress(args.json) as progress:
        totals = pipeline.stage(
            args.landing, settings, _selection(args, only_quarantined=True), _acknowledge, progress.dump
        )
    screen.stage_result(totals, as_json=args.json)


def _quarantine_reasons(args: argparse.Namespace, settings: Settings) -> None:
    screen.say(REASONS | {f"(skipped) {code}": text for code, text in SKIPS.items()}, args.json)


def _review_next(args: argparse.Namespace, settings: Settings) -> None:
    screen.doubts(review.doubtful(settings, args.limit), as_json=args.json)


def _review_apply(args: argparse.Namespace, settings: Settings) -> None:
    added = review.decide(
        settings, args.decision, args.target, args.correction, args.article, args.reviewer, args.reason
    )
    screen.say(
        {"decisions": str(added.path), "is_new": added.is_new, "next": "ingest build && ingest publish"}, args.json
    )


def _review_list(args: argparse.Namespace, settings: Settings) -> None:
    screen.reviews(review.reviews(_built_or_published(settings)), as_json=args.json)


def _takedown(args: argparse.Namespace, settings: Settings) -> None:
    if not args.confirm:
        found = takedown.preview(settings, args.scope, args.target)
        screen.say(
            {"would_remove_articles": len(found), "article_ids": found, "next": "add --confirm to do it"}, args.json
        )
        return
    with screen.Progress(args.json) as progress:
        progress.say("taking down, building and publishing")
        gone = takedown.take_down(settings, args.scope, args.target, args.reason)
    screen.say(asdict(gone), args.json)


def _diff(args: argparse.Namespace, settings: Settings) -> None:
    before, after = (_state(name, settings) for name in (args.before, args.after))
    with tempfile.TemporaryDirectory() as folder:
        found = diff.compare(before, after, Path(folder) / "changes.duckdb")
        screen.diff(found, rows=args.rows, as_json=args.json)


def _state(name: str, settings: Settings) -> Path:
    if name != "build":
        return settings.published / find_snapshot(name, settings) / DATABASE
    if not (settings.build_dir / MARTS_DB).is_file():
        raise UsageError(f"there is no finished build in {settings.build_dir}; run `ingest build` first")
    return settings.build_dir / MARTS_DB


def _snapshots(args: argparse.Namespace, settings: Settings) -> None:
    if args.name:
        name_snapshot(args.name, args.of, settings)
    named = names(settings).items()
    for snapshot_id in snapshots(settings):
        known = ", ".join(name for name, i in named if i == snapshot_id)
        screen.say({"snapshot": snapshot_id, "names": known, "path": str(settings.published / snapshot_id)}, args.json)


def _reextract(args: argparse.Namespace, settings: Settings) -> None:
    with screen.Progress(args.json) as progress:
        result = reextract.reextract(settings, progress.dump, everything=args.all)
    screen.say(asdict(result) | {"next": "ingest build && ingest diff"}, args.json)


def _built_or_published(settings: Settings) -> Path:
    built = settings.build_dir / MARTS_DB
    published = settings.published / "current.duckdb"
    if not built.is_file() and not published.is_file():
        raise QueryError(f"nothing is built yet in {settings.warehouse}; run `ingest run LANDING` first")
    return built if built.is_file() else published


def _schema(args: argparse.Namespace, settings: Settings) -> None:
    changed = generated.write(settings.dbt_dir) if args.write else generated.stale(settings.dbt_dir)
    if changed and not args.write:
        raise IngestError(
            f"out of date in {settings.dbt_dir}: {', '.join(changed)}; run `ingest schema --write` and commit the result"
        )
    screen.say({"written" if args.write else "out_of_date": changed}, args.json)


def _parse(args: argparse.Namespace, settings: Settings) -> None:
    from ingest import batch  # loads the extractors: half a second that no other verb has to wait

    with screen.Progress(args.json) as progress:
        counts = batch.parse(args.paths, args.output, settings, progress.dump)
    screen.say(asdict(counts), args.json, to_stderr=True)


def _extract(args: argparse.Namespace, settings: Settings) -> None:
    from ingest import batch

    with screen.Progress(args.json) as progress:
        count = batch.extract_file(args.input, args.output, settings.workers, progress.dump)
    screen.say({"documents": count}, args.json, to_stderr=True)
