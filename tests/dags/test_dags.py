"""The DAG files: they load, stay thin, explain themselves, and take turns at the warehouse."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from ..conftest import ROOT

pytest.importorskip("airflow")
DAGS = {"ingest_articles", "publish_marts", "reextract_articles", "review_quotes", "take_down_articles"}
FILES = sorted((ROOT / "dags").glob("*.py"))


@pytest.fixture(scope="module")
def dags(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRFLOW_HOME", str(tmp_path_factory.mktemp("airflow")))
        from airflow.dag_processing.dagbag import DagBag

        bag = DagBag(dag_folder=str(ROOT / "dags"))
    assert bag.import_errors == {}
    return dict(bag.dags)


def test_exactly_these_dags(dags: dict[str, Any]) -> None:
    assert set(dags) == DAGS


def test_the_writers_take_turns(dags: dict[str, Any]) -> None:
    pools = {f"{d.dag_id}.{t.task_id}": t.pool for d in dags.values() for t in d.tasks}
    waiting = ("ingest_articles.parse", "review_quotes.offer", "review_quotes.ask")  # open no database for writing
    assert [pools.pop(name) for name in waiting] == ["default_pool"] * len(waiting)
    assert set(pools.values()) == {"warehouse_writer"}


def test_publishing_follows_loading(dags: dict[str, Any]) -> None:
    outlets = [a.name for a in dags["ingest_articles"].get_task("load").outlets]
    assert outlets == ["on_the_record_staging"]
    assert "on_the_record_staging" in str(dags["publish_marts"].timetable.asset_condition)


def test_the_form_has_a_title_for_every_field(dags: dict[str, Any]) -> None:
    params = dags["ingest_articles"].params
    assert list(params) == ["landing", "feed", "arrived_from", "arrived_to", "reprocess"]
    assert all(params.get_param(name).schema.get("title") for name in params)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_dag_file_is_thin_and_explains_itself(path: Path) -> None:
    tree = ast.parse(path.read_text())
    doc = ast.get_docstring(tree) or ""
    code = [line for line in path.read_text().replace(doc, "").splitlines() if line.strip()]
    assert len(code) < 80
    assert not [n for n in ast.walk(tree) if isinstance(n, (ast.If, ast.For, ast.While, ast.Try))]
    assert re.search(r"When it fails", doc)
