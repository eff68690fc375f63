"""The same article again: copies made from the samples by what newsrooms do to wire copy, and what only looks alike."""

import json
import random
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import duckdb
import pytest

from ingest.batch import parse
from ingest.pipeline import Selection, build, stage
from ingest.settings import Settings

from .conftest import ROOT, write_jsonl

pytestmark = pytest.mark.slow
TAIL = "Sign up for our newsletter to get the news of the harbour every morning. Write to us if you know more about this story."
LEDE = (
    "Nobody on the quay wanted to speak about it when our reporter came by, and the cafe had closed early for the day."
)
LOCAL = (
    "For this town the news has a weight of its own. Many families here have somebody who works on the boats, and the school"
    " kept its doors open for the evening. A collection is to be taken at the market hall from nine on Saturday."
)
REPORT = (
    "{day} begins {sky} on the coast, with a {wind} wind from the {side}. The temperature rises to {0} degrees at the harbour"
    " and falls to {1} inland during the night. The water board expects a tide of {2} metres at noon and of {3} at midnight."
    " Shares in Arden Line closed at {4} euros in the city, after {5} the day before, and those of Northgate at {6} euros. The"
    " harbour handled {7} containers and {8} passengers, and a litre of diesel cost {9} cents at the pumps of the fish quay."
)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?”\"])\s+", text)


def cut(text: str, rng: random.Random) -> str:
    kept = sentences(text)
    return " ".join(kept[: max(4, round(len(kept) * rng.uniform(0.45, 0.8)))])


def new_lede(text: str, rng: random.Random) -> str:
    return " ".join([LEDE, *sentences(text)[1:]])


def with_local_angle(text: str, rng: random.Random) -> str:
    kept = sentences(text)
    at = rng.randrange(1, len(kept))
    return " ".join([*kept[:at], LOCAL, *kept[at:]])


def thinned(text: str, rng: random.Random) -> str:
    kept = sentences(text)
    return " ".join(s for i, s in enumerate(kept) if i == 0 or rng.random() > 0.2)


def in_house_style(text: str, rng: random.Random) -> str:
    return (
        text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'", 0x2014: "-"}).replace(" per cent", "%") + f"\n\n{TAIL}"
    )


EDITS: tuple[Callable[[str, random.Random], str], ...] = (cut, new_lede, with_local_angle, thinned, in_house_style)


def daily_report(rng: random.Random) -> str:
    words = {
        "day": rng.choice(["Monday", "Tuesday", "Friday", "Sunday"]),
        "sky": rng.choice(["bright", "grey", "wet"]),
        "wind": rng.choice(["light", "fresh", "hard"]),
        "side": rng.choice(["north", "west", "south"]),
    }
    return REPORT.format(*(rng.randrange(2, 90) for _ in range(10)), **words)


def stories(folder: Path) -> dict[str, str]:
    """Running text by story. Versions of one article, and the one wire copy that two outlets printed, are one story."""
    out = folder / "samples.jsonl"
    parse([ROOT / "samples" / "landing"], out, Settings(warehouse=folder / "none"), lambda done, total, name: None)
    items = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    by_article = {i["article_id"]: i for i in items if "reject" not in i}
    named = {f"{Path(i['path']).stem}-{i['record_no']}": "\n\n".join(i["paragraphs"]) for i in by_article.values()}
    return {story: words for story, words in named.items() if len(words.split()) >= 80}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Pairs of records that were made from one text, and pairs that the tables call copies."""
    folder = tmp_path_factory.mktemp("copies")
    rng = random.Random(7)
    texts = {}
    for story, words in stories(folder).items():
        texts |= {f"{story}/{edit.__name__}": edit(words, rng) for edit in EDITS} | {f"{story}/as_it_was": words}
    texts |= {f"report{i}/as_it_was": daily_report(rng) for i in range(40)}
    records = [
        {"url": f"https://{n % 7}.example/{n}", "title": name, "body": words, "publisher": f"Outlet {n % 7}"}
        for n, (name, words) in enumerate(texts.items())
    ]
    write_jsonl(folder / "landing" / "made.jsonl", *records)
    settings = Settings(warehouse=folder / "warehouse", settle_seconds=0.0)
    stage(folder / "landing", settings, Selection(), lambda dump: None, lambda done, total, name: None)
    build(settings)
    with duckdb.connect(settings.build_dir / "on_the_record.duckdb", read_only=True) as db:
        rows = db.execute("SELECT copy_group_id, list(headline) FROM marts.dim_articles GROUP BY 1").fetchall()
    taken = {pair for _, names in rows for pair in combinations(sorted(names), 2)}
    made = {pair for pair in combinations(sorted(texts), 2) if pair[0].split("/")[0] == pair[1].split("/")[0]}
    return made, taken


def test_copies_are_found_and_nothing_else(found: tuple[set[tuple[str, str]], set[tuple[str, str]]]) -> None:
    made, taken = found
    right = len(made & taken)
    assert right / len(taken) >= 0.98, sorted(taken - made)[:10]
    assert right / len(made) >= 0.93, sorted(made - taken)[:10]
