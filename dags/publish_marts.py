"""### Publish marts

Builds and tests the tables with dbt in a file of its own, then makes it current in one rename. Runs by itself whenever
`ingest_articles` has loaded something; trigger it by hand after a change to the dbt project.

Readers open `published/current.duckdb`. It changes only when every model and every test has passed; a reader that has the old
file open keeps the old data. A build with the same rows as before publishes nothing.

**When it fails**

| task | what it means | what to do |
|---|---|---|
| build | a dbt model or test failed; the log's last line names it, `build/logs/dbt.log` has all | nothing was published, readers still see the last good snapshot. Mend the model or the data, clear the task |
| build | no failure, but its log says "unusual": an outlet's newest day is unlike its past | see `rpt_drift`; a feed may have broken or changed its format |
| publish | the snapshot could not be written: disk full or no permission | free space, clear the task |
| publish | "facts changed or went": new code moved more facts than `OTR_MAX_CHANGE` allows | look at `ingest diff`; if it is right, trigger with *approve* ticked |
"""

from datetime import timedelta

from airflow.sdk import Asset, Param, dag, get_current_context, task

from ingest import pipeline, tasks
from ingest.settings import from_env

STAGING = Asset("on_the_record_staging")
MARTS = Asset("on_the_record_marts")
SETTINGS = from_env()


@dag(
    schedule=[STAGING],
    catchup=False,
    max_active_runs=1,
    params={
        "approve": Param(
            False,
            type="boolean",
            title="Approve",
            description="Publish even if more facts moved than OTR_MAX_CHANGE allows.",
        )
    },
    tags=["on the record"],
    doc_md=__doc__,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=1), "pool": "warehouse_writer"},
)
def publish_marts() -> None:
    @task
    def build() -> str:
        return tasks.build(SETTINGS)

    @task(outlets=[MARTS])
    def publish() -> str:
        return pipeline.publish(
            SETTINGS, tasks.LOCK_WAIT_SECONDS, get_current_context()["params"]["approve"]
        ).snapshot_id

    build() >> publish()


publish_marts()
