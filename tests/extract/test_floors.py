"""Quality does not go down unseen: the floors of floors.json, on corpora that lie beside the project where there are any.

OTR_CORPORA names their folder (default: `shared/data` beside the project's own folder). `scripts/floors.py` raises the floors.
"""

import importlib.util
import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("floors.json").read_text("utf-8"))
CORPORA = Path(os.environ.get("OTR_CORPORA", ROOT.parent / "shared" / "data"))
SLACK = 0.3  # of rounding, and of processors whose sums differ in the last digit


def script() -> Any:
    spec = importlib.util.spec_from_file_location("floors", ROOT / "scripts" / "floors.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FLOORS)
def test_quality_stays_above_its_floor(name: str) -> None:
    corpus, floors = CORPORA / name, script()
    if not corpus.is_file():
        pytest.skip(f"there is no corpus {name} in {CORPORA.name}; OTR_CORPORA names the folder")
    if floors.sha256(corpus) != FLOORS[name]["sha256"]:
        pytest.skip(f"{name} is another corpus than the one the floors were measured on")
    now = floors.measured(corpus)
    lower = {
        what: (f1, FLOORS[name]["floors"][what])
        for what, f1 in now.items()
        if f1 < FLOORS[name]["floors"][what] - SLACK
    }
    assert not lower, (
        f"(now, floor): {lower}; mend it, or lower the floor by `python scripts/floors.py CORPORA --lower`"
    )
