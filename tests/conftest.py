"""What tests share: a landing folder to fill, settings for a warehouse beside it, one-line builders."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from ingest.pipeline import Totals, stage
from ingest.plan import Selection
from ingest.settings import Settings

# The same examples every time, so that a red test is one's own; no deadline, since the first example of a test loads models.
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis_settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reference data is not beside this checkout")


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "warehouse", settle_seconds=0.0, workers=2)


@pytest.fixture
def stage_all(landing: Path, settings: Settings) -> Callable[..., Totals]:
    """Stage the landing folder; keyword arguments are those of Selection."""

    def run(**selection: Any) -> Totals:
        return stage(landing, settings, Selection(**selection), lambda dump: None, lambda done, total, name: None)

    return run


def record(name: str, **fields: Any) -> dict[str, Any]:
    """A record with an address of its own and a text that speaks."""
    text = (
        f"HARBOUR - The council approved plan {name} on Tuesday."
        ' "We had no choice," said Rosa Lind, the mayor. It costs $3 million.'
    )
    return {
        "id": name,
        "url": f"https://post.example/{name}",
        "title": f"Council approves {name}",
        "body": text,
    } | fields


def write_jsonl(path: Path, *records: Any) -> Path:
    """One line a record; a string is written as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), "utf-8")
    return path
