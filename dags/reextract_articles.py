"""### Re-extract articles

Makes the facts anew from the texts that are kept, after a new version of the code or its model; no dump is read again. Only articles
whose facts another version made are worked on. `publish_marts` follows by itself: it compares the new facts with the published
ones, keeps what changed and why in `ops.ops_fact_changes`, and stops if too many facts moved.

**Runs** by hand, after an upgrade.

**When it fails**

| task | what it means | what to do |
|---|---|---|
| reextract | the warehouse is locked, or the disk is full | the last line of its log says which; mend it and clear the task: until it has ended, all facts are the old ones |
"""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, Param, dag, get_current_context, task

from ingest import tasks
from ingest.settings import from_env

STAGING = Asset("on_the_record_staging")
SETTINGS = from_env()


@dag(
    schedule=None,
    catchup=False,
    max_active_runs=1,
    params={
        "everything": Param(
            False, type="boolean", title="Everything", description="Also articles whose facts this version made."
        )
    },
    tags=["on the record"],
    doc_md=__doc__,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=1)},
)
def reextract_articles() -> None:
    @task(pool="warehouse_writer", outlets=[STAGING])
    def reextract() -> dict[str, Any]:
        return asdict(tasks.reextract_all(SETTINGS, get_current_context()["params"]["everything"]))

    reextract()


reextract_articles()
