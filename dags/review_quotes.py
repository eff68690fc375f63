"""### Review quotes

Offers the most doubtful quotes to a person: those without a speaker first, then those the extractor is least sure of. Trigger it,
then answer under *Required Actions*: accept the quote, reject it, or give the speaker's full name. What is left alone is decided
by nobody. The answers are written to the decisions file; `publish_marts` follows by itself and applies them, also after every
later extraction.

**Runs** by hand; *limit* is the number of quotes. A question that nobody answers within a week is left alone.

**When it fails**

| task | what it means | what to do |
|---|---|---|
| offer | nothing is published yet, or the published file cannot be read | run `ingest_articles` first; its log's last line says more |
| ask | it waits for an answer: that is no failure | open *Required Actions* |
| apply | the decisions file cannot be written | mend the permissions of the folder `OTR_DECISIONS`, clear the task |
"""

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import Asset, Param, dag, get_current_context, task

from ingest import tasks
from ingest.settings import from_env

STAGING = Asset("on_the_record_staging")
SETTINGS = from_env()
SPEAKER = Param("", type="string", title="Speaker", description="Full name, for the answer 'other speaker'.")


@dag(
    schedule=None,
    catchup=False,
    max_active_runs=1,
    params={
        "limit": Param(
            5, type="integer", minimum=1, maximum=50, title="Quotes", description="How many quotes to ask about."
        )
    },
    tags=["on the record"],
    doc_md=__doc__,
    default_args={"retries": 1, "retry_delay": timedelta(seconds=30)},
)
def review_quotes() -> None:
    @task
    def offer() -> list[dict[str, str]]:
        return tasks.questions(SETTINGS, get_current_context()["params"]["limit"])

    @task(pool="warehouse_writer", outlets=[STAGING])
    def apply(answers: list[dict[str, Any]], questions: list[dict[str, str]]) -> dict[str, int]:
        return tasks.apply_answers(questions, answers, SETTINGS)

    questions = offer()
    ask = HITLOperator.partial(
        task_id="ask", options=list(tasks.ANSWERS), defaults=[tasks.LEAVE], params={"speaker": SPEAKER},
        response_timeout=timedelta(days=7), map_index_template="{{ task.subject }}",
    ).expand_kwargs(questions)  # fmt: skip
    apply(ask.output, questions)


review_quotes()
