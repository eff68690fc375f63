"""### Ingest articles

Reads new dumps of the landing folder into the staging tables: one mapped task a dump parses it and extracts quotes, names and
figures; one task loads all of them in one transaction. When something was loaded, `publish_marts` follows by itself.

**Runs** every 15 minutes (setting `OTR_SCHEDULE`), or by hand: *Trigger* opens a form. A dump that is loaded already is not read again unless
*reprocess* is ticked; a run that finds nothing new ends with `parse` and `load` skipped, which is fine.

**When it fails**

| task | what it means | what to do |
|---|---|---|
| plan | the folder is missing, outside of the allowed root, or the warehouse is locked | the last line of its log says which; mend it and clear the task |
| parse | the parts could not be written: disk full or no permission | free space, clear the task. A record that cannot be read never fails this task: it goes to quarantine |
| load | another program has `work.duckdb` open, or the disk is full | close it there (read the published file instead), clear the task |

Clearing any task is safe: each step done twice gives the same rows. Records that could not be read: table
`ops.ops_quarantine` of the published file, with what to do about each.
"""

from datetime import date, timedelta
from typing import Any

from airflow.sdk import Asset, CronDataIntervalTimetable, Param, dag, get_current_context, task

from ingest import tasks
from ingest.plan import Selection
from ingest.settings import from_env

STAGING = Asset("on_the_record_staging")
SETTINGS = from_env()
PARAMS = {
    "landing": Param(str(SETTINGS.landing_root), type="string", title="Landing folder",
                     description_md=f"A folder below the allowed root `{SETTINGS.landing_root}`. Its sub-folders are the feeds."),
    "feed": Param(None, type=["null", "string"], title="Feed", description="Only this sub-folder; empty for all."),
    "arrived_from": Param(None, type=["null", "string"], format="date", title="Arrived from", description="Only files last changed on this day (UTC) or later."),
    "arrived_to": Param(None, type=["null", "string"], format="date", title="Arrived until", description="Only files last changed on this day (UTC) or earlier."),
    "reprocess": Param(False, type="boolean", title="Reprocess", description="Read dumps again that are loaded already."),
}  # fmt: skip


@dag(
    schedule=CronDataIntervalTimetable(SETTINGS.schedule, timezone="UTC"),
    catchup=False,
    max_active_runs=1,
    params=PARAMS,
    tags=["on the record"],
    doc_md=__doc__,
    default_args={"retries": 2, "retry_delay": timedelta(seconds=30), "retry_exponential_backoff": 2.0},
)
def ingest_articles() -> None:
    @task(pool="warehouse_writer")
    def plan() -> list[list[dict[str, Any]]]:
        form = get_current_context()["params"]
        days = {name: date.fromisoformat(form[name]) for name in ("arrived_from", "arrived_to") if form[name]}
        selection = Selection(feed=form["feed"] or None, reprocess=form["reprocess"], **days)
        return tasks.plan_batches(form["landing"], SETTINGS, selection)

    @task(map_index_template="{{ dumps }}")
    def parse(batch: list[dict[str, Any]]) -> list[str]:
        get_current_context()["dumps"] = ", ".join(row["dump"]["path"] for row in batch)[:200]
        return tasks.stage_batch(batch, SETTINGS)

    @task(pool="warehouse_writer", outlets=[STAGING])
    def load(batches: list[list[dict[str, Any]]]) -> dict[str, int]:
        return tasks.load_batches(batches, SETTINGS)

    batches = plan()
    parse.expand(batch=batches) >> load(batches)


ingest_articles()
