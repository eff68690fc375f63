"""What is withheld is not published, and a policy that cannot be read stops the build."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import pipeline, text_policies
from ingest.errors import BuildError
from ingest.settings import Settings

from .conftest import record, write_jsonl
from .test_takedown import everywhere

OUTLETS = {"full": "Gull", "quote_only": "Tern", "hash_only": "Auk"}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("", "text_policies.csv:1: the first line must be outlet,text_policy"),
        ("outlet,text_policy\nGull,quoteonly\n", "text_policies.csv:2: unknown policy 'quoteonly'"),
        ("outlet,text_policy\n\nGull\n", "text_policies.csv:3: expected an outlet and a policy, got 1 cells"),
        ("outlet,text_policy\nGull,full\ngull,hash_only\n", "text_policies.csv:3: 'gull' has another policy above"),
    ],
)
def test_a_policy_that_cannot_be_read_stops_the_build(lines: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "text_policies.csv").write_text(lines)
    with pytest.raises(BuildError) as stopped:
        text_policies.read(tmp_path)
    assert str(stopped.value).startswith(fault)


def test_no_file_is_no_policy(tmp_path: Path) -> None:
    assert text_policies.read(tmp_path) == []


@pytest.mark.slow
def test_words_are_published_as_the_policy_allows(
    landing: Path, settings: Settings, stage_all: Callable[..., Any], tmp_path: Path
) -> None:
    settings = replace(settings, decisions=tmp_path / "decisions")
    settings.decisions.mkdir()
    lines = "".join(f"{outlet.upper()},{policy}\n" for policy, outlet in OUTLETS.items())
    (settings.decisions / "text_policies.csv").write_text("outlet,text_policy\n" + lines)
    for policy, outlet in OUTLETS.items():
        body = (
            f'PORT - The {policy}narration ends. "The {policy}quotation is ours," said Rosa Lind, the mayor, on Monday.'
        )
        write_jsonl(landing / f"{outlet}.jsonl", record(outlet, body=body, site=outlet, title=f"A {policy}headline"))
    stage_all()
    pipeline.build(settings)
    pipeline.publish(settings)
    current = settings.published / "current.duckdb"
    places = {
        policy: {kind: everywhere(current, f"{policy}{kind}") for kind in ("narration", "quotation")}
        for policy in OUTLETS
    }
    assert places["full"]["narration"] == ["restricted.article_texts"]
    assert places["quote_only"]["narration"] == []
    assert "marts.fct_quotes" in places["quote_only"]["quotation"]
    assert places["hash_only"] == {"narration": [], "quotation": []}
    assert everywhere(current, "hash_onlyheadline") == []
    sql = "SELECT outlet_name, text_policy FROM marts.dim_articles JOIN marts.dim_outlets USING (outlet_id) ORDER BY outlet_name"
    with duckdb.connect(current, read_only=True) as db:
        assert db.execute(sql).fetchall() == [("Auk", "hash_only"), ("Gull", "full"), ("Tern", "quote_only")]
