"""A real Airflow: started, triggered over REST, and the rows are in the published file."""

import json
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import requests

from ..conftest import ROOT, record, write_jsonl

pytest.importorskip("airflow")
sys.path.insert(0, str(ROOT / "scripts"))
from airflow_ui import LocalAirflow

pytestmark = pytest.mark.slow
RUN_SECONDS = 180


class Api:
    """The REST calls that the test needs."""

    def __init__(self, server: LocalAirflow) -> None:
        self._base = f"{server.url}/api/v2"
        body = {"username": "admin", "password": server.password()}
        token = requests.post(f"{server.url}/auth/token", json=body, timeout=30).json()["access_token"]
        self._headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> Any:
        answer = requests.get(f"{self._base}/{path}", headers=self._headers, timeout=30)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[:500]}"
        return answer.json()

    def trigger(self, dag_id: str, **conf: Any) -> requests.Response:
        body = {"logical_date": None, "conf": conf}
        return requests.post(f"{self._base}/dags/{dag_id}/dagRuns", headers=self._headers, json=body, timeout=30)

    def finished(self, dag_id: str, run_id: str | None = None) -> dict[str, Any]:
        """The run (the newest, if none is named) once it has ended."""
        until = time.monotonic() + RUN_SECONDS
        while time.monotonic() < until:
            runs = [
                r
                for r in self.get(f"dags/{dag_id}/dagRuns?order_by=-run_after")["dag_runs"]
                if run_id in (None, r["dag_run_id"])
            ]
            if runs and runs[0]["state"] in ("success", "failed"):
                return dict(runs[0])
            time.sleep(1)
        tasks = [self.tasks(dag_id, r["dag_run_id"]) for r in runs]
        raise TimeoutError(f"{dag_id}: {json.dumps(runs)[:2000]} {tasks}")

    def answer(self, dag_id: str, run_id: str, task_id: str, map_index: int, chosen: str, **form: str) -> None:
        """Answer a question once it is asked, as the page *Required Actions* does."""
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/{map_index}/hitlDetails"
        body = {"chosen_options": [chosen], "params_input": form}
        until = time.monotonic() + RUN_SECONDS
        while (
            self.tasks(dag_id, run_id).get(f"{task_id}[{map_index}]") != "awaiting_input" and time.monotonic() < until
        ):
            time.sleep(1)
        time.sleep(5)  # nobody reads so fast; an answer before the scheduler has parked the task would be lost
        requests.patch(f"{self._base}/{path}", headers=self._headers, json=body, timeout=30).raise_for_status()

    def tasks(self, dag_id: str, run_id: str) -> dict[str, str]:
        listed = self.get(f"dags/{dag_id}/dagRuns/{run_id}/taskInstances")["task_instances"]
        return {f"{t['task_id']}[{t['map_index']}]": t["state"] for t in listed}


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, Path, Path]]:
    folder = tmp_path_factory.mktemp("airflow")
    landing, warehouse = folder / "landing", folder / "warehouse"
    landing.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "OTR_LANDING_ROOT": str(landing),
        "OTR_WAREHOUSE": str(warehouse),
        "OTR_SETTLE_SECONDS": "0",
        "OTR_DECISIONS": str(folder / "decisions"),
        "OTR_SCHEDULE": "0 0 1 1 *",  # once a year: the runs of this test are its own
    }
    server = LocalAirflow(folder / "home", port, settings)
    server.start()
    try:
        yield Api(server), landing, warehouse
    finally:
        server.stop()


def test_a_triggered_run_ends_in_published_rows(airflow: tuple[Api, Path, Path]) -> None:
    api, landing, warehouse = airflow
    assert api.get("importErrors")["import_errors"] == []
    assert [api.get(f"dags/{d}")["is_paused"] for d in ("ingest_articles", "publish_marts")] == [False, False]

    assert (
        api.finished("ingest_articles")["run_type"] == "scheduled"
    )  # Airflow makes up for the last interval at its start

    write_jsonl(landing / "wire" / "a.jsonl", record("one"), "{broken")
    write_jsonl(landing / "post" / "b.jsonl", record("two"))
    run = api.trigger("ingest_articles", landing=str(landing), feed="wire").json()
    assert api.finished("ingest_articles", run["dag_run_id"])["state"] == "success"
    assert api.tasks("ingest_articles", run["dag_run_id"]) == {
        "plan[-1]": "success",
        "parse[0]": "success",
        "load[-1]": "success",
    }

    assert api.finished("publish_marts")["state"] == "success"
    with duckdb.connect(warehouse / "published" / "current.duckdb", read_only=True) as db:
        assert db.execute("SELECT outlet_name FROM articles").fetchall() == [("post.example",)]
        assert db.execute("SELECT speaker FROM rpt_quotes WHERE quote_text LIKE '%no choice%'").fetchall() == [
            ("Rosa Lind",)
        ]
        assert db.execute("SELECT dump_path, reason_code FROM ops.ops_quarantine").fetchall() == [
            ("wire/a.jsonl", "invalid_json")
        ]


def test_a_run_that_finds_nothing_new_skips_the_rest(airflow: tuple[Api, Path, Path]) -> None:
    api, landing, _ = airflow
    run = api.trigger("ingest_articles", landing=str(landing), feed="nobody").json()
    assert api.finished("ingest_articles", run["dag_run_id"])["state"] == "success"
    assert set(api.tasks("ingest_articles", run["dag_run_id"]).values()) == {"success", "skipped"}


def test_a_bad_form_is_refused_with_a_reason(airflow: tuple[Api, Path, Path]) -> None:
    api, *_ = airflow
    refused = api.trigger("ingest_articles", arrived_from="yesterday")
    assert refused.status_code == 400
    assert "yesterday" in refused.text


def test_a_person_corrects_a_quote_in_the_browser_form(airflow: tuple[Api, Path, Path]) -> None:
    api, landing, warehouse = airflow
    hostile = 'HARBOUR - "We {{ 7 * 7 }} had {% raw %} no plan," he said on Tuesday, and went home.'
    write_jsonl(landing / "wire" / "c.jsonl", record("three", body=hostile))
    run = api.trigger("ingest_articles", landing=str(landing)).json()
    assert api.finished("ingest_articles", run["dag_run_id"])["state"] == "success"
    current = warehouse / "published" / "current.duckdb"
    speakers = "SELECT speaker FROM rpt_quotes WHERE url = 'https://post.example/three'"
    wait_for(current, speakers, ("unresolved",))

    asked = api.trigger("review_quotes", limit=1).json()["dag_run_id"]
    api.answer("review_quotes", asked, "ask", 0, "other speaker", speaker="Rosa Lind")
    assert api.finished("review_quotes", asked)["state"] == "success"
    question = api.get(f"dags/review_quotes/dagRuns/{asked}/taskInstances/ask/0/hitlDetails")
    assert "{ { 7 * 7 }}" in question["body"]
    wait_for(current, speakers, ("Rosa Lind",))


def test_articles_are_extracted_again_and_taken_down(airflow: tuple[Api, Path, Path]) -> None:
    api, landing, warehouse = airflow
    write_jsonl(landing / "gull" / "d.jsonl", record("four", site="Gull"))
    run = api.trigger("ingest_articles", landing=str(landing)).json()
    assert api.finished("ingest_articles", run["dag_run_id"])["state"] == "success"
    current = warehouse / "published" / "current.duckdb"
    wait_for(current, "SELECT count(*) FROM articles WHERE outlet_name = 'Gull'", (1,))
    again = api.trigger("reextract_articles", everything=True).json()
    assert api.finished("reextract_articles", again["dag_run_id"])["state"] == "success"

    form = {"scope": "outlet", "target": "Gull", "reason": "test"}
    for confirm, left in ((False, 1), (True, 0)):
        down = api.trigger("take_down_articles", **form, confirm=confirm).json()
        assert api.finished("take_down_articles", down["dag_run_id"])["state"] == "success"
        wait_for(current, "SELECT count(*) FROM articles WHERE outlet_name = 'Gull'", (left,))


def wait_for(current: Path, sql: str, row: tuple[Any, ...]) -> None:
    """Until the published file answers so."""
    until = time.monotonic() + RUN_SECONDS
    found: list[tuple[Any, ...]] = []
    while time.monotonic() < until:
        if current.exists():
            with duckdb.connect(current, read_only=True) as db:
                found = db.execute(sql).fetchall()
            if found == [row]:
                return
        time.sleep(1)
    assert found == [row]
