"""The samples, through the whole job: held against what a careful reader finds in them (expected.json)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import pipeline
from ingest.pipeline import Totals
from ingest.plan import Selection
from ingest.settings import Settings

from ..conftest import ROOT

EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))
LANDING = ROOT / "samples" / "landing"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Totals, Path]:
    settings = Settings(warehouse=tmp_path_factory.mktemp("samples"), settle_seconds=0.0)
    totals = pipeline.stage(LANDING, settings, Selection(), lambda dump: None, lambda done, total, name: None)
    pipeline.build(settings)
    return totals, pipeline.publish(settings).current


@pytest.fixture(scope="module")
def db(run: tuple[Totals, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(run[1], read_only=True) as connection:
        yield connection


def rows(db: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> list[Row]:
    found = db.execute(sql, list(values))
    names = [d[0] for d in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def cases(kind: str) -> list[Any]:
    """What a reader expects. A `known_miss` says why it is not reached yet, and fails once it is."""
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [pytest.param(case, marks=marks["known_miss" in case]) for case in EXPECTED[kind]]


def name(case: Row) -> str:
    return f"{Path(case['path']).stem}-{case['record_no']}-{(case.get('contains') or case.get('text') or '')[:30]}"


def test_totals(run: tuple[Totals, Path], db: duckdb.DuckDBPyConnection) -> None:
    totals, want = run[0], EXPECTED["totals"]
    assert (totals.dumps, totals.count_in, totals.count_quarantined) == (
        want["files"],
        want["records"],
        want["quarantined"],
    )
    assert rows(db, "SELECT count(*) AS n FROM articles") == [{"n": want["articles"]}]
    assert rows(db, "SELECT count(*) AS n FROM marts.dim_article_versions") == [{"n": want["versions"]}]


def test_quarantine(db: duckdb.DuckDBPyConnection) -> None:
    found = rows(db, "SELECT record_no, reason_code FROM ops.ops_quarantine ORDER BY 1")
    assert found == [{"record_no": 4, "reason_code": "invalid_json"}, {"record_no": 7, "reason_code": "no_text"}]


@pytest.mark.parametrize("case", EXPECTED["articles"], ids=name)
def test_article(db: duckdb.DuckDBPyConnection, case: Row) -> None:
    [got] = rows(
        db,
        "SELECT a.*, o.outlet_name, strftime(a.published_at, '%Y-%m-%d') AS published_on FROM marts.dim_articles a"
        " JOIN marts.dim_outlets o USING (outlet_id) WHERE dump_path = $1 AND record_no = $2",
        case["path"], case["record_no"],
    )  # fmt: skip
    got["outlet"] = got["outlet_name"]
    got["dateline_on"] = got["dateline_on"] and got["dateline_on"].isoformat()
    counted = {"path", "record_no", "n_paragraphs", "n_key_points", "n_captions", "flags"}
    assert {key: got[key] for key in case if key not in counted} == {k: v for k, v in case.items() if k not in counted}
    assert set(case.get("flags", [])) <= set(got["integrity_flags"])
    assert set(got["integrity_flags"]) <= {
        *case.get("flags", []),
        *(["undated"] if case["published_on"] is None else []),
    }


@pytest.mark.parametrize("case", cases("quotes"), ids=name)
def test_quote(db: duckdb.DuckDBPyConnection, case: Row) -> None:
    found = rows(
        db,
        "SELECT q.*, (SELECT list(h.text ORDER BY hop_no) FROM marts.fct_attribution_hops h WHERE h.quote_id = q.quote_id) AS via"
        " FROM marts.fct_quotes q JOIN marts.dim_articles a USING (version_id)"
        " WHERE dump_path = $1 AND record_no = $2 AND contains(q.text, $3) AND block_kind <> 'key_point'"
        " ORDER BY length(q.text)",
        case["path"], case["record_no"], case["contains"],
    )  # fmt: skip
    assert found, "not found at all"
    got = found[0]
    got["parts"], got["addressee"] = len(got["parts"]), got["addressee_text"]
    wanted = {k: v for k, v in case.items() if k not in ("path", "record_no", "contains")}
    assert {k: got[k] for k in wanted} == wanted


@pytest.mark.parametrize("case", EXPECTED["figures"], ids=name)
def test_figure(db: duckdb.DuckDBPyConnection, case: Row) -> None:
    found = rows(
        db,
        "SELECT f.*, coalesce(iso_value, '') AS iso FROM marts.fct_figures f JOIN marts.dim_articles a USING (version_id)"
        " WHERE dump_path = $1 AND record_no = $2 AND f.text = $3 ORDER BY char_start",
        case["path"], case["record_no"], case["text"],
    )  # fmt: skip
    assert found, "not found at all"
    got = found[0] | {"value": found[0]["iso_value"] or found[0]["value"]}
    wanted = {k: v for k, v in case.items() if k not in ("path", "record_no", "text")}
    assert {k: got[k] for k in wanted} == wanted


@pytest.mark.parametrize("case", cases("entities"), ids=name)
def test_entity(db: duckdb.DuckDBPyConnection, case: Row) -> None:
    found = rows(
        db,
        "SELECT DISTINCT m.label, m.canonical FROM marts.fct_entity_mentions m JOIN marts.dim_articles a USING (version_id)"
        " WHERE dump_path = $1 AND record_no = $2 AND m.text = $3",
        case["path"], case["record_no"], case["text"],
    )  # fmt: skip
    assert found == [{"label": case["label"], "canonical": case["canonical"]}]


@pytest.mark.parametrize("case", cases("no_quotes"), ids=lambda c: str(c["text"]))
def test_what_is_no_quote(db: duckdb.DuckDBPyConnection, case: Row) -> None:
    found = rows(db, "SELECT q.text FROM marts.fct_quotes q JOIN marts.dim_articles a USING (version_id)"
                     " WHERE dump_path = $1 AND q.text = $2", case["path"], case["text"])  # fmt: skip
    assert found == []
