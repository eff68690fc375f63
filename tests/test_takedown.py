"""Taking down: nothing is left anywhere, nothing comes back, and the ledger still adds up."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import cli, decisions, pipeline, publish, takedown, warehouse
from ingest.errors import UsageError
from ingest.settings import Settings

from .conftest import record, write_jsonl

pytestmark = pytest.mark.slow
SECRET = "xyzzyplugh"
BODY = 'PORT - "{word} is ours," said {name}, the mayor, on Monday. The wall costs $3 million, and {word} is its name.'
TABLES = "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"


def everywhere(path: Path, word: str) -> list[str]:
    """Tables of a DuckDB file with a row that holds the word in any column."""
    with duckdb.connect(path, read_only=True) as db:
        names = [f"{schema}.{table}" for schema, table in db.execute(TABLES).fetchall()]
        sql = "SELECT count(*) FROM {0} AS t WHERE contains(lower(t::VARCHAR), lower($1))"
        return [name for name in names if (db.execute(sql.format(name), [word]).fetchone() or (0,))[0]]


def bytes_with(folder: Path, word: str) -> list[str]:
    found = [p for p in sorted(folder.rglob("*")) if p.is_file() and word.encode() in p.read_bytes()]
    return [str(p.relative_to(folder)) for p in found]


@pytest.fixture
def published(landing: Path, settings: Settings, stage_all: Callable[..., Any], tmp_path: Path) -> Settings:
    settings = replace(settings, decisions=tmp_path / "decisions")
    names = {"one": "Rosa Lind", "two": "Vera Quill", "three": "Rosa Lind"}
    outlets = {"one": "Harbour Post", "two": "Harbour Post", "three": "Gull"}
    texts = {n: BODY.format(word=SECRET if n == "one" else n, name=name) for n, name in names.items()}
    write_jsonl(landing / "a.jsonl", *(record(n, body=texts[n], site=outlets[n]) for n in names))
    decisions.add(settings.decisions, {"action": "merge_names", "exact": "V. Quill", "correction": "Vera Quill"})
    stage_all()
    pipeline.build(settings)
    pipeline.publish(settings)
    return settings


def totals(settings: Settings) -> tuple[Any, ...]:
    with warehouse.opened(settings.work_db, settings.parts) as staged:
        [dump] = staged.ledger()
        return dump.count_in, dump.count_new, dump.count_changed, dump.count_unchanged, dump.count_quarantined


def test_an_article_goes_and_stays_away(published: Settings, landing: Path, stage_all: Callable[..., Any]) -> None:
    current = published.published / "current.duckdb"
    [old] = publish.snapshots(published)
    assert "restricted.article_texts" in everywhere(current, SECRET)
    gone = takedown.take_down(published, "article", "https://post.example/one", "court order 7")
    assert len(gone.articles) == 1 and gone.snapshots == [old]
    assert totals(published) == (3, 2, 0, 0, 1)
    stage_all(reprocess=True)  # the dump still has it
    assert totals(published) == (3, 2, 0, 0, 1)
    pipeline.build(published)
    pipeline.publish(published)
    assert everywhere(current, SECRET) == [] == everywhere(published.work_db, SECRET)
    assert bytes_with(published.published, SECRET) == [] == bytes_with(published.parts, SECRET)
    assert bytes_with(published.build_dir, SECRET) == []
    note = json.loads((published.published / old / "removed.json").read_text())
    assert note["removed_by_takedown"] == gone.takedown_id
    with duckdb.connect(current, read_only=True) as db:
        assert db.execute("SELECT scope, reason, count_articles FROM ops.ops_takedowns").fetchall() == [
            ("article", "court order 7", 2)  # it came again once
        ]
        assert db.execute("SELECT reason_code, excerpt FROM ops.ops_quarantine").fetchall() == [("taken_down", None)]


def test_a_person_goes_without_their_name_being_kept(published: Settings) -> None:
    gone = takedown.take_down(published, "person", "vera quill", "their wish")
    assert len(gone.articles) == 1 and gone.decisions == 1
    current = published.published / "current.duckdb"
    assert everywhere(current, "quill") == [] == everywhere(published.work_db, "quill")
    assert bytes_with(published.decisions, "Quill") == []


def test_an_outlet_goes_whole(published: Settings) -> None:
    takedown.take_down(published, "outlet", "harbour  post", "contract ended")
    with duckdb.connect(published.published / "current.duckdb", read_only=True) as db:
        assert db.execute("SELECT outlet_name FROM marts.dim_outlets").fetchall() == [("Gull",)]


def test_a_takedown_that_was_killed_is_finished_by_the_next(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "build", killed)
        with pytest.raises(KeyboardInterrupt):
            takedown.take_down(published, "article", "https://post.example/one", "x")
    [article_id] = {p.read_text() for p in published.warehouse.glob(".takedown-*")}
    assert takedown.take_down(published, "article", article_id, "x").articles == [article_id]
    assert [everywhere(p, SECRET) for p in published.published.rglob("*.duckdb")] == [[], []]


def test_unknown_targets_are_errors_and_nothing_goes_unconfirmed(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="no staged article matches article 'nope'"):
        takedown.take_down(published, "article", "nope", "x")
    call = ["takedown", "outlet", "Harbour Post", "--reason", "x", "--warehouse", str(published.warehouse), "--json"]
    assert cli.main(call) == 0
    assert json.loads(capsys.readouterr().out)["would_remove_articles"] == 2
    assert totals(published) == (3, 3, 0, 0, 0)
    assert (
        cli.main(["takedown", "person", "Nobody Atall", "--reason", "x", "--warehouse", str(published.warehouse)]) == 2
    )
    assert "no staged article matches" in capsys.readouterr().err
