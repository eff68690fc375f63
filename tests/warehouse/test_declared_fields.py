"""Field names that a user declares, on the command line or in a feed's settings."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest import cli

TEXT = "HARBOUR - The council approved the plan on Tuesday, and nobody spoke against it."
ROW = {"Titel": "Plan approved", "Inhalt": TEXT, "title": "Local news", "Quelle": "The Harbour Post"}
NAMES = {"Titel": "headline", "Inhalt": "body", "title": "section", "Quelle": "outlet"}


def write_json(path: Path) -> None:
    path.write_text(json.dumps(ROW) + "\n", "utf-8")


def write_wrapped(path: Path) -> None:
    path.write_text(json.dumps({"_source": ROW, "_score": 1.0}) + "\n", "utf-8")


def write_table(path: Path) -> None:
    path.write_text(";".join(ROW) + "\n" + ";".join(ROW.values()) + "\n", "utf-8")


def write_parquet(path: Path) -> None:
    pq.write_table(pa.Table.from_pylist([ROW]), path)


def parsed(path: Path, *words: str) -> dict[str, Any]:
    out = path.with_suffix(".out")
    assert cli.main(["parse", str(path), "--output", str(out), *words]) == 0
    [line] = out.read_text("utf-8").splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


WRITERS = {"a.jsonl": write_json, "b.jsonl": write_wrapped, "no_ending": write_table, "c.parquet": write_parquet}


@pytest.mark.parametrize("name", WRITERS)
def test_declared_names_win_over_the_table(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name)
    article = parsed(tmp_path / name, *(w for k, v in NAMES.items() for w in ("--map", f"{k}={v}")))
    known = [article[k] for k in ("headline", "text", "section", "outlet")]
    assert known == ["Plan approved", TEXT, "Local news", "The Harbour Post"]


def test_without_them_a_table_says_what_to_do(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv")
    reject = parsed(tmp_path / "t.csv")["reject"]
    assert reject["reason"] == "no_columns" and "--map COLUMN=body" in reject["message"]


def test_a_feed_keeps_its_names(tmp_path: Path) -> None:
    feed = tmp_path / "landing" / "post"
    feed.mkdir(parents=True)
    write_table(feed / "news.txt")
    fields = "".join(f'{name} = "{meaning}"\n' for name, meaning in NAMES.items())
    (feed / "feed.toml").write_text(f"[fields]\n{fields}", "utf-8")
    assert cli.main(["stage", str(tmp_path / "landing"), "--warehouse", str(tmp_path / "w")]) == 0
    with duckdb.connect(tmp_path / "w" / "work.duckdb", read_only=True) as db:
        rows = db.execute("SELECT headline, outlet, format FROM staging.articles JOIN staging.dumps USING (dump_id)")
        assert rows.fetchall() == [("Plan approved", "The Harbour Post", "csv")]


def test_a_meaning_that_there_is_not_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text("{}")
    (tmp_path / "feed.toml").write_text('[fields]\nTitel = "title"\n', "utf-8")
    assert cli.main(["stage", str(tmp_path), "--warehouse", str(tmp_path / "w")]) == 1
    assert "feed.toml: Titel=title: 'title' is none of source_id, url, headline" in capsys.readouterr().err
