"""Break every dbt model once, and kill the build at ten points: the published file must never change.

Takes about a quarter of an hour.

.venv/bin/python scripts/break_builds.py
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from ingest import pipeline
from ingest.errors import BuildError
from ingest.plan import Selection
from ingest.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
KILLS = 10


def fingerprint(settings: Settings) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in settings.published.rglob("*") if p.is_file()):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def broken_models(settings: Settings, before: str) -> int:
    """Each model in turn asks for a table that does not exist."""
    models = sorted((ROOT / "dbt" / "models").rglob("*.sql")) + sorted((ROOT / "dbt" / "models").rglob("*.py"))
    for model in models:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder) / "dbt"
            shutil.copytree(ROOT / "dbt", project, ignore=shutil.ignore_patterns("target", "logs"))
            wrong = (
                "select * from no_such_table\n"
                if model.suffix == ".sql"
                else "def model(dbt, session):\n    raise OSError\n"
            )
            (project / model.relative_to(ROOT / "dbt")).write_text(wrong)
            try:
                pipeline.build(replace(settings, dbt_dir=project))
                sys.exit(f"{model.name}: the build did not notice")
            except BuildError as error:
                print(f"{model.stem}: {str(error)[:90]}", flush=True)
        if fingerprint(settings) != before:
            sys.exit(f"{model.name}: the published file changed")
    return len(models)


def killed_builds(settings: Settings, before: str) -> int:
    """A build is killed after a tenth, two tenths, … of the time that it takes."""
    command = [sys.executable, "-m", "ingest", "build", "--warehouse", str(settings.warehouse)]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - started
    for n in range(KILLS):
        with subprocess.Popen(
            command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as build:
            time.sleep(whole * (n + 0.5) / KILLS)
            os.killpg(build.pid, signal.SIGKILL)
        print(f"killed after {whole * (n + 0.5) / KILLS:.1f} of {whole:.1f} s", flush=True)
        if fingerprint(settings) != before:
            sys.exit(f"kill {n}: the published file changed")
    return KILLS


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(warehouse=Path(folder) / "warehouse", settle_seconds=0.0)
        pipeline.stage(
            ROOT / "samples" / "landing", settings, Selection(), lambda dump: None, lambda done, total, name: None
        )
        pipeline.build(settings)
        pipeline.publish(settings)
        before = fingerprint(settings)
        kills, models = killed_builds(settings, before), broken_models(settings, before)
        print(f"{kills} kills and {models} broken models: the published file never changed")


if __name__ == "__main__":
    main()
