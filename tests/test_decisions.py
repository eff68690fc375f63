"""People's decisions: every line is used or told, and they apply again after a re-run."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import cli, decisions, pipeline, review
from ingest.decisions import COLUMNS
from ingest.errors import UsageError
from ingest.settings import Settings

from .conftest import record, write_jsonl

CASES = json.loads((Path(__file__).parent / "decisions.json").read_text())
HEADER = ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_line_is_used_or_told_why_not(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "decisions.csv").write_text(HEADER + case["line"] + "\n")
    [decision] = decisions.read(tmp_path)
    assert (decision.file, decision.line_no) == ("decisions.csv", 2)
    assert (decision.fault or "").startswith(case["fault"] or "") and bool(decision.fault) == bool(case["fault"])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the first line must name the columns"),
        ("reject_quote,a1,we stay\n", "unknown column 'reject_quote'"),
        (HEADER + 'reject_quote,a1,"we stay\n', "the line and all after it cannot be read as CSV"),
    ],
)
def test_a_file_that_is_no_table_is_told(text: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "decisions.csv").write_text(text)
    assert [(d.fault or "").startswith(fault) for d in decisions.read(tmp_path)] == [True]


@given(content=st.binary() | st.text().map(lambda text: (HEADER + text).encode("utf-8", "surrogatepass")))
def test_any_file_can_be_read(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "decisions.csv").write_bytes(content)
    assert all(d.fault or d.action in decisions.ACTIONS for d in decisions.read(folder))


def test_what_is_added_is_read_back_once(tmp_path: Path) -> None:
    cells = {"action": "set_speaker", "article_id": "a", "exact": ' "so,"\nhe said', "correction": "Ana"}
    assert decisions.add(tmp_path, cells).is_new
    assert not decisions.add(tmp_path, cells).is_new
    path = tmp_path / "decisions.csv"
    path.write_text(path.read_text().rstrip("\n"))  # a hand left no line end
    assert decisions.add(tmp_path, {"action": "merge_names", "exact": "A", "correction": "B"}).is_new
    assert [(d.action, d.exact, d.fault) for d in decisions.read(tmp_path)] == [
        ("set_speaker", ' "so,"\nhe said', None),
        ("merge_names", "A", None),
    ]
    with pytest.raises(UsageError, match="set_speaker needs correction"):
        decisions.add(tmp_path, cells | {"correction": None})


def rows(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(settings.published / "current.duckdb", read_only=True) as db:
        return db.execute(sql).fetchall()


@pytest.mark.slow
def test_decisions_outlive_a_re_run(
    landing: Path, settings: Settings, stage_all: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = replace(settings, decisions=tmp_path / "decisions")
    write_jsonl(landing / "a.jsonl", record("one"), record("two"), record("three"))
    stage_all()
    pipeline.build(settings)
    pipeline.publish(settings)
    quotes = dict(rows(settings, "SELECT url, quote_id FROM rpt_quotes ORDER BY url"))
    figures = dict(rows(settings, "SELECT url, figure_id FROM rpt_figures WHERE figure_kind = 'money'"))
    one, two, three = (f"https://post.example/{name}" for name in ("one", "two", "three"))
    review.decide(settings, "reject_quote", quotes[one], None, None, "ana", "not a quote")
    review.decide(settings, "set_speaker", quotes[two], "Berta Roe", None, "ana", None)
    review.decide(settings, "accept_quote", quotes[three], None, None, "ana", None)
    review.decide(settings, "merge_names", "Rosa Lind", "Rosa Lind-Berg", None, "ana", None)
    review.decide(settings, "set_value", figures[one], "4000000", None, "ana", None)
    with (settings.decisions / "decisions.csv").open("a") as file:
        file.write("set_speaker,nowhere,gone,,,Ana\n")
    with pytest.raises(UsageError, match="no quote_id 'x' is published"):
        review.decide(settings, "reject_quote", "x", None, None, "ana", None)

    write_jsonl(
        landing / "a.jsonl", record("zero"), record("one"), record("two"), record("three")
    )  # other offsets, another dump
    stage_all(reprocess=True)
    for _ in range(2):  # the second time the same
        pipeline.build(settings)
        pipeline.publish(settings)
        said = rows(settings, "SELECT url, speaker, review_status FROM rpt_quotes ORDER BY url")
        assert [row for row in said if not row[0].endswith("zero")] == [
            (three, "Rosa Lind-Berg", "accepted"),
            (two, "Berta Roe", "corrected"),
        ]
        assert rows(settings, f"SELECT value, review_status FROM rpt_figures WHERE figure_id = '{figures[one]}'") == [
            (4000000.0, "corrected")
        ]
        assert rows(settings, "SELECT status, count(*) FROM marts.fct_reviews GROUP BY 1 ORDER BY 1") == [
            ("applied", 5),
            ("orphaned", 1),
        ]


@pytest.mark.slow
def test_the_command_line_reviews(
    landing: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTR_DECISIONS", str(tmp_path / "decisions"))
    monkeypatch.setenv("OTR_SETTLE_SECONDS", "0")
    write_jsonl(landing / "a.jsonl", record("one"))
    where = ["--warehouse", str(tmp_path / "w")]
    assert cli.main(["review", "next", *where]) == 1
    assert "run `ingest run LANDING` first" in capsys.readouterr().err
    assert cli.main(["run", str(landing), *where, "--json"]) == 0
    capsys.readouterr()
    assert cli.main(["review", "next", *where, "--json"]) == 0
    [doubt] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert doubt["text"] == "We had no choice" and doubt["before"].endswith('"')
    assert cli.main(["review", "apply", "reject_quote", doubt["quote_id"], *where]) == 0
    assert cli.main(["review", "apply", "accept_quote", doubt["quote_id"], *where]) == 0
    assert cli.main(["review", "apply", "reject", doubt["quote_id"], *where]) == 2
    assert "unknown action 'reject'" in capsys.readouterr().err
    assert cli.main(["build", *where]) == 0
    assert capsys.readouterr().err.count("conflicting, another line decides otherwise") == 2
    assert cli.main(["review", "list", *where, "--json"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["file"], row["line_no"], row["status"]) for row in listed] == [
        ("decisions.csv", 2, "conflicting"),
        ("decisions.csv", 3, "conflicting"),
    ]
