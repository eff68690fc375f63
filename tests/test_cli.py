"""The command line: help that teaches, exit codes, one line an error, JSON for programs."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ingest import cli

from .conftest import ROOT, record, write_jsonl

VERBS = ["run", "stage", "build", "publish", "sql", "status", "doctor", "quarantine", "schema", "parse", "extract"]


def run(*words: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ingest", *map(str, words)], capture_output=True, text=True, cwd=cwd)


@pytest.mark.parametrize(
    "words", [[], *([v] for v in VERBS), ["quarantine", "list"], ["quarantine", "retry"], ["quarantine", "reasons"]]
)
def test_every_verb_has_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([*words, "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("usage: ingest")
    assert all(verb in shown for verb in VERBS) or words


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["frob"], 2, "invalid choice: 'frob'"),
        ([], 2, "required: VERB"),
        (["run"], 2, "required: LANDING"),
        (["run", "x", "--nonsense"], 2, "unrecognized arguments: --nonsense"),
        (["stage", "nowhere"], 1, "landing folder nowhere does not exist"),
        (["build"], 1, "nothing is staged yet"),
        (["publish"], 1, "run `build` first"),
        (["sql", "SELECT 1"], 1, "nothing is published yet"),
        (["status"], 1, "there is no warehouse at"),
        (["quarantine", "list"], 1, "there is no warehouse at"),
        (["extract", "nowhere.jsonl", "out.jsonl"], 2, "nowhere.jsonl does not exist"),
        (["parse", "nowhere", "--output", "out.jsonl"], 1, "nowhere does not exist"),
        (["stage", "nowhere", "--map", "Titel"], 2, "--map Titel: expected NAME=MEANING"),
        (["stage", "nowhere", "--map", "Titel=title"], 2, "'title' is none of source_id, url, headline, "),
    ],
)  # fmt: skip
def test_a_failure_is_one_line(
    words: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == code
    shown = capsys.readouterr()
    assert message in shown.err
    assert shown.err.count("\n") == 1
    assert shown.err.startswith("ingest: ")


def test_a_setting_that_is_no_number_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OTR_WORKERS", "many")
    assert cli.main(["status"]) == 2
    assert "OTR_WORKERS='many'" in capsys.readouterr().err


def test_stage_acknowledges_each_dump_once_it_is_durable(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    write_jsonl(landing / 'with "quotes" é.jsonl', record("one"), record("two"))
    write_jsonl(landing / "z.jsonl", "{broken")
    done = run("stage", landing, "--warehouse", tmp_path / "w")
    assert done.returncode == 0
    acknowledged = [re.fullmatch(r'ACK (?P<file>".*") (?P<n>\d+)', line) for line in done.stdout.splitlines()]
    assert [(json.loads(m["file"]), int(m["n"])) for m in acknowledged if m] == [
        ('with "quotes" é.jsonl', 2),
        ("z.jsonl", 0),
    ]
    assert "3 = 2 new + 0 changed + 0 unchanged + 1 quarantined" in done.stderr
    again = run("stage", landing, "--warehouse", tmp_path / "w", "--json")
    assert (again.returncode, again.stdout) == (0, "")
    assert json.loads(again.stderr)["already_loaded"] == 2


def test_quarantine_says_where_why_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_jsonl(tmp_path / "landing" / "a.jsonl", record("one"), "{broken")
    warehouse = ["--warehouse", str(tmp_path / "w")]
    assert cli.main(["stage", str(tmp_path / "landing"), *warehouse]) == 0
    capsys.readouterr()
    assert cli.main(["quarantine", "list", *warehouse]) == 0
    shown = capsys.readouterr().out
    assert "a.jsonl, record 2" in shown
    assert "invalid_json" in shown
    assert "Have the sender repair this record" in shown
    assert cli.main(["quarantine", "list", "--json", *warehouse]) == 0
    assert [row["record_no"] for row in json.loads(capsys.readouterr().out)] == [2]
    assert cli.main(["quarantine", "retry", str(tmp_path / "landing"), *warehouse]) == 0
    capsys.readouterr()
    cli.main(["quarantine", "list", "--json", *warehouse])
    assert json.loads(capsys.readouterr().out)[0]["attempts"] == 2


def test_parse_gives_a_line_a_record_in_order(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in" / "a.jsonl", record("one"), "{broken", record("two"))
    (tmp_path / "in" / "b.txt").write_text("Words that stand alone.")
    done = run("parse", tmp_path / "in", "--output", tmp_path / "out.jsonl")
    assert done.returncode == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [
        (Path(r["path"]).name, r["record_no"], r.get("headline"), r.get("reject", {}).get("reason")) for r in rows
    ] == [
        ("a.jsonl", 1, "Council approves one", None),
        ("a.jsonl", 2, None, "invalid_json"),
        ("a.jsonl", 3, "Council approves two", None),
        ("b.txt", 1, None, None),
    ]


def test_extract_gives_spans_of_the_text_as_given(tmp_path: Path) -> None:
    texts = [
        "  “We will stay,” said Ana Berg, the mayor.\r\n\r\nIt cost $3 million.",
        "",
        "\ud800 half a character \x00",
    ]
    (tmp_path / "in.jsonl").write_text(
        "".join(json.dumps({"doc_id": n, "text": t}) + "\n" for n, t in enumerate(texts))
    )
    assert run("extract", tmp_path / "in.jsonl", tmp_path / "out.jsonl").returncode == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [r["doc_id"] for r in rows] == [0, 1, 2]
    for row, text in zip(rows, texts, strict=True):
        for fact in [*row["quotes"], *row["entities"], *row["figures"]]:
            assert text[fact["start"] : fact["end"]] == fact["text"]
    assert [(q["text"], q["stance"]) for q in rows[0]["quotes"]] == [("We will stay", "neutral")]


def test_extract_counts_relative_dates_from_the_day_of_publication(tmp_path: Path) -> None:
    days = ["2023-02-23T18:30:00Z", "Thu, 23 Feb 2023 09:00:00 GMT", None, "some time ago", 0]
    (tmp_path / "in.jsonl").write_text(
        "".join(json.dumps({"doc_id": 1, "text": "It was shut on Monday.", "published_at": day}) + "\n" for day in days)
    )
    assert cli.main(["extract", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")]) == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["figures"][0]["value"] for row in rows] == ["2023-02-20", "2023-02-20", None, None, None]


def test_extract_names_the_line_that_is_no_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").write_text('{"doc_id": 1, "text": "Words."}\n{"doc_id": 2}\n')
    assert cli.main(["extract", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")]) == 1
    assert "line 2 is no" in capsys.readouterr().err


def test_schema_check_passes_on_this_checkout(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", "--check"]) == 0


def test_doctor_is_content_with_this_installation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor", "--json", "--warehouse", str(tmp_path)]) == 0
    assert all(check["ok"] for check in json.loads(capsys.readouterr().out))


def test_the_library_runs_without_airflow(tmp_path: Path) -> None:
    """An `airflow` that cannot be imported stands in for one that is not installed."""
    (tmp_path / "airflow").mkdir()
    (tmp_path / "airflow" / "__init__.py").write_text("raise ImportError('no Airflow here')")
    write_jsonl(tmp_path / "landing" / "a.jsonl", record("one"))
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from ingest.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    words = ["stage", str(tmp_path / "landing"), "--warehouse", str(tmp_path / "w")]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, 'ACK "a.jsonl" 1\n')
