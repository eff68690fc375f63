"""dbt, run aside: a new file is built and tested in full before anybody sees it.

dbt is a subprocess: it keeps DuckDB's lock for as long as its process lives, and its memory goes with it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import BuildError
from ingest.settings import Settings
from ingest.warehouse import connect

MARTS_DB = "on_the_record.duckdb"  # not named like a schema: DuckDB could not tell them apart
MAKING_DB = "making.duckdb"  # gets its real name when every test has passed: a killed build can never be published
UNUSUAL = """
SELECT outlet_name, published_on, indicator, observed, usual FROM rpt_drift WHERE is_latest AND is_unusual
ORDER BY outlet_name, indicator
"""
FAILED = ("error", "fail", "runtime error")


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build: the file, how many models and tests it passed, and what its newest days have of the unusual."""

    path: Path
    models: int
    tests: int
    unusual: tuple[str, ...]


def build(settings: Settings, unit_tests: bool = False) -> Built:
    """Run `dbt build` on the staging tables into a fresh file. Raises BuildError; the caller holds the writer's lock.

    Every model and every test of the data runs each time. dbt's unit tests are of the SQL, not of the data: CI runs them.
    """
    if not settings.work_db.is_file():
        raise BuildError(f"nothing is staged yet in {settings.warehouse}; run `stage` first")
    folder = settings.build_dir
    folder.mkdir(parents=True, exist_ok=True)
    results_file = folder / "target" / "run_results.json"
    for old in [*folder.glob("*.duckdb*"), results_file]:
        old.unlink(missing_ok=True)
    done = subprocess.run(_command(settings, unit_tests), env=_environment(settings), capture_output=True, text=True)
    results = list(_results(results_file))
    broken = [f"{kind} {name}: {message}" for kind, name, status, message in results if status in FAILED]
    if done.returncode or broken:
        raise BuildError(_one_line(broken, done, folder))
    os.replace(folder / MAKING_DB, folder / MARTS_DB)
    tests = sum(kind in ("test", "unit_test") for kind, *_ in results)
    models = sum(kind == "model" for kind, *_ in results)
    return Built(folder / MARTS_DB, models, tests, tuple(_unusual(folder / MARTS_DB)))


def _unusual(marts: Path) -> Iterator[str]:
    """One line per outlet and indicator whose newest day strays from its own past; see the model fct_outlet_drift."""
    with connect(marts, read_only=True) as db:
        for outlet, day, indicator, observed, usual in db.execute(UNUSUAL).fetchall():
            yield f"{outlet}, {day}: {indicator.replace('_', ' ')} {observed:.4g}, usually about {usual:.4g} on that weekday"


def _command(settings: Settings, unit_tests: bool) -> list[str]:
    folders = {
        "--project-dir": settings.dbt_dir,
        "--profiles-dir": settings.dbt_dir,
        "--target-path": settings.build_dir / "target",
        "--log-path": settings.build_dir / "logs",
    }
    named = [word for flag, folder in folders.items() for word in (flag, str(folder))]
    left_out = [] if unit_tests else ["--exclude-resource-type", "unit_test"]
    # Its log tells of each model and each error; with every statement in it a build would write eight megabytes.
    logged = ["--quiet", "--log-level-file", "info"]
    return [sys.executable, "-c", "from dbt.cli.main import cli; cli()", "build", *logged, *left_out, *named]


def _environment(settings: Settings) -> dict[str, str]:
    paths = {
        "OTR_WORK_DB": settings.work_db,
        "OTR_BUILD_DB": settings.build_dir / MAKING_DB,
        "OTR_SCRATCH_DB": settings.build_dir / "scratch.duckdb",
    }
    # Airflow's own dbt or OpenLineage variables must not reach this run.
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DBT_")}
    return kept | {k: str(v) for k, v in paths.items()} | {"TZ": "UTC", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}


def _results(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """(kind, name, status, message) of every node that dbt ran."""
    if not path.is_file():
        return
    for result in json.loads(path.read_text())["results"]:
        kind, _, *rest = result["unique_id"].split(".")
        yield kind, ".".join(rest), result["status"], " ".join((result["message"] or "").split())


def _one_line(broken: list[str], done: subprocess.CompletedProcess[str], folder: Path) -> str:
    said = broken[0] if broken else (done.stdout + done.stderr).strip().splitlines()[-1:] or ["no message"]
    first = said if isinstance(said, str) else said[0]
    more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
    return f"dbt failed, nothing was published: {first[:400]}{more}; the log is {folder / 'logs' / 'dbt.log'}"
