"""The 22 questions of docs/questions, asked of the samples after reviews and a takedown: the answers were read and checked.

Run this file as a script to write the answers anew; then read them.

The answers were read against the samples. Known to be wrong in them: 03 and 11 give Arden Line one report too few ("It has said
it will co-operate fully" goes to a hospital).
"""

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import pipeline, publish, review, takedown
from ingest.plan import Selection
from ingest.reading import query
from ingest.settings import Settings

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.conftest import ROOT, write_jsonl

pytestmark = pytest.mark.slow
QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.sql"))
ANSWERS = Path(__file__).parent / "questions.json"
ROWS = 5  # kept of each answer
CLOCKED = ("snapshot_id", "data_as_of", "takedown_id")
SAID = "Nobody will be moved from the old quay before the new one has been tested twice"


def scenario(folder: Path) -> Settings:
    """The samples, an utterance with a first, two reviews, one takedown, two snapshots."""
    settings = Settings(warehouse=folder / "w", settle_seconds=0.0, decisions=folder / "decisions")
    landing = folder / "landing"
    shutil.copytree(ROOT / "samples" / "landing", landing)
    for outlet, day in (("Gull", "2025-05-02"), ("Tern", "2025-05-04")):
        text = (
            f'LOWMERE - "{SAID}," said Ada Ferro, the harbour engineer. She spoke for an hour about cranes and ropes.'
        )
        fields = {"title": f"{outlet} asks the engineer", "body": text, "published": day, "site": outlet}
        write_jsonl(landing / outlet / "a.jsonl", fields)
    pipeline.stage(landing, settings, Selection(), lambda dump: None, lambda done, total, name: None)
    pipeline.build(settings)
    pipeline.publish(settings)
    with duckdb.connect(settings.published / "current.duckdb", read_only=True) as db:
        rejected = "SELECT quote_id FROM rpt_quotes WHERE content = 'there were already enough words in the water'"
        accepted = f"SELECT min(quote_id) FROM rpt_quotes WHERE content = '{SAID}' AND outlet_name = 'Gull'"
        decided = {"reject_quote": db.execute(rejected).fetchall(), "accept_quote": db.execute(accepted).fetchall()}
    for action, [(quote_id,)] in decided.items():
        review.decide(settings, action, quote_id, None, None, "ana", None)
    takedown.take_down(
        settings, "article", "https://www.coastreview.example/2025/04/bread", "withdrawn by its publisher"
    )
    return settings


def ask(path: Path, settings: Settings) -> dict[str, Any]:
    answer = query(settings.published / "current.duckdb", path.read_text())
    kept = [n for n, name in enumerate(answer.columns) if name not in CLOCKED]
    rows = [[json.loads(json.dumps(row[n], default=str)) for n in kept] for row in answer.rows]
    return {"columns": [answer.columns[n] for n in kept], "count": len(rows), "rows": rows[:ROWS]}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return scenario(tmp_path_factory.mktemp("questions"))


def test_there_are_22_questions_and_each_says_what_it_asks() -> None:
    assert [p.stem[:2] for p in QUESTIONS] == [f"{n:02}" for n in range(1, 23)]
    assert all(p.read_text().startswith("-- ") for p in QUESTIONS)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda p: p.stem)
def test_the_answer_is_as_it_was_checked(path: Path, settings: Settings) -> None:
    assert ask(path, settings) == json.loads(ANSWERS.read_text())[path.stem]


def test_a_named_snapshot_outlives_the_others(settings: Settings) -> None:
    settings = replace(settings, keep_snapshots=1)
    kept = publish.name_snapshot("report-2025", "current", settings)
    for outlet in ("Petrel", "Auk"):
        landing = settings.warehouse.parent / "landing"
        write_jsonl(landing / outlet / "a.jsonl", {"title": outlet, "body": f"{outlet} said it was late. It was."})
        pipeline.stage(landing, settings, Selection(), lambda dump: None, lambda *_: None)
        pipeline.build(settings)
        pipeline.publish(settings)
    ids = publish.snapshots(settings)
    assert len(ids) == 2 and kept in ids
    assert publish.find_snapshot("report-2025", settings) == kept
    assert publish.find_snapshot(f"{ids[-1][:4]}-{ids[-1][4:6]}-{ids[-1][6:8]}", settings) == ids[-1]
    for state in ("2001-01-01", "nobody"):
        with pytest.raises(publish.UsageError, match="there is no snapshot"):
            publish.find_snapshot(state, settings)
    with pytest.raises(publish.UsageError, match="what was cited must not change"):
        publish.name_snapshot("report-2025", ids[-1], settings)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        made = scenario(Path(folder))
        answers = {p.stem: ask(p, made) for p in QUESTIONS}
        ANSWERS.write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
