"""Settings come from the environment, once, at the edge."""

from pathlib import Path

import pytest

from ingest.settings import from_env


def test_environment_then_words() -> None:
    env = {"OTR_WAREHOUSE": "/data/tables", "OTR_WORKERS": "3", "OTR_SETTLE_SECONDS": "2.5"}
    found = from_env(env)
    assert (found.warehouse, found.workers, found.settle_seconds) == (Path("/data/tables"), 3, 2.5)
    assert found.work_db == Path("/data/tables/work.duckdb")
    assert from_env(env, warehouse="/other", workers=None).warehouse == Path("/other")


def test_a_number_that_is_none_names_its_variable() -> None:
    with pytest.raises(ValueError, match="OTR_WORKERS='many' is not a int"):
        from_env({"OTR_WORKERS": "many"})
