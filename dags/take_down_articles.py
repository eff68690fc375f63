"""### Take down articles

Removes an article, an outlet's articles or the articles that name a person for good: facts, text, parts, decisions, the published
tables and every snapshot that held them. A tombstone stays in `ops.ops_takedowns`, and keeps them out when a dump brings them again.
Nothing is removed unless *confirm* is ticked: without it the task only returns the number of articles that would go. The dumps
themselves are not ours to alter: remove the articles there too.

**Runs** by hand.

**When it fails**

| task | what it means | what to do |
|---|---|---|
| take_down | nothing matches the target, the warehouse is locked, or the build failed | the log's last line says which. Mend it and clear the task: what was begun is finished; until then the published tables may still hold the articles |
"""

from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, Param, dag, get_current_context, task

from ingest import tasks
from ingest.settings import from_env

MARTS = Asset("on_the_record_marts")
SETTINGS = from_env()
PARAMS = {
    "scope": Param("article", enum=["article", "outlet", "person"], type="string", title="Scope"),
    "target": Param(
        "",
        type="string",
        minLength=1,
        title="Target",
        description="article_id or address, outlet, or a person's full name.",
    ),
    "reason": Param(
        "", type="string", minLength=1, title="Reason", description="Kept with the tombstone, for everybody to read."
    ),
    "confirm": Param(False, type="boolean", title="Confirm", description="Remove for good; without this, only count."),
}


@dag(
    schedule=None,
    catchup=False,
    max_active_runs=1,
    params=PARAMS,
    tags=["on the record"],
    doc_md=__doc__,
    default_args={"retries": 0, "retry_delay": timedelta(minutes=1)},
)
def take_down_articles() -> None:
    @task(pool="warehouse_writer", outlets=[MARTS])
    def take_down() -> dict[str, Any]:
        return tasks.take_down(get_current_context()["params"], SETTINGS)

    take_down()


take_down_articles()
