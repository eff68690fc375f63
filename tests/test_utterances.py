"""The same words across outlets: what the samples print in several places, and the expected pairs of two real articles."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import pipeline
from ingest.plan import Selection
from ingest.settings import Settings

from .conftest import ROOT

pytestmark = pytest.mark.slow
SHARED = ROOT.parent / "shared" / "data"
PRINTED = """
SELECT o.outlet_name, v.alteration, v.is_charged, v.is_repeat, v.wording
FROM marts.fct_quote_variants v JOIN marts.dim_outlets o USING (outlet_id) JOIN marts.dim_utterances u USING (utterance_id)
WHERE u.wording = $1 ORDER BY v.alteration <> 'base', 1, 2, 5
"""
BY_PLACE = """
SELECT q.utterance_id FROM marts.fct_quotes q JOIN restricted.article_texts t USING (version_id)
WHERE q.text = $1 OR contains(q.text, $1) OR contains($1, q.text) ORDER BY q.text <> $1, abs(length(q.text) - length($1))
"""


def built(landing: Path, folder: Path, unit_tests: bool = False) -> Path:
    settings = Settings(warehouse=folder / "warehouse", settle_seconds=0.0)
    pipeline.stage(landing, settings, Selection(), lambda dump: None, lambda done, total, name: None)
    return pipeline.build(settings, unit_tests=unit_tests).path


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # with the unit tests of all models: here, and nowhere else, they run
    return built(ROOT / "samples" / "landing", tmp_path_factory.mktemp("samples"), unit_tests=True)


def ask(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with duckdb.connect(path, read_only=True) as db:
        return db.execute(sql, list(values)).fetchall()


def test_one_outlet_prints_another_word_and_one_cuts(samples: Path) -> None:
    assert ask(samples, PRINTED, "We will not rest until we know why those doors were locked") == [
        ("The Harbour Post", "base", False, False, "We will not rest until we know why those doors were locked"),
        ("Coast Review", "truncation", False, False, "until we know why those doors were locked"),
        ("Lowmere Herald", "substitution", True, False, "We will not stop until we know why those doors were locked"),
    ]


def test_no_utterance_binds_what_different_people_said(samples: Path) -> None:
    assert ask(samples, "SELECT wording FROM marts.dim_utterances WHERE count_speakers > 1") == []


def test_every_quote_has_one_utterance_and_one_printing_that_counts(samples: Path) -> None:
    assert ask(samples, "SELECT count(*) FROM marts.fct_quotes WHERE utterance_id IS NULL") == [(0,)]
    uncounted = (
        "SELECT 1 FROM marts.fct_quotes GROUP BY utterance_id, article_id HAVING count(*) FILTER (NOT is_repeat) <> 1"
    )
    assert ask(samples, uncounted) == []


def test_expected_pairs_of_two_real_articles(tmp_path: Path) -> None:
    if not (SHARED / "quotes" / "seeds_matches.json").is_file():
        pytest.skip("the two articles are not in this repository")
    texts = {f"seeds/{p.stem}": p for p in sorted((SHARED / "seeds").glob("*.txt"))}
    landing = tmp_path / "landing"
    for outlet, path in zip("ab", texts.values(), strict=True):
        (landing / outlet).mkdir(parents=True)
        (landing / outlet / path.name).write_bytes(path.read_bytes())
        (landing / outlet / "feed.toml").write_text(f'outlet = "{outlet}"\n')
    marts = built(landing, tmp_path)
    documents = [json.loads(line) for line in (SHARED / "quotes" / "seeds.jsonl").read_text().splitlines()]
    quotes = {d["doc_id"]: d["quotes"] for d in documents}
    expected = json.loads((SHARED / "quotes" / "seeds_matches.json").read_text())

    def utterance(doc: str, n: int) -> str:
        return str(ask(marts, BY_PLACE, quotes[doc][n]["text"].strip("“”\"', "))[0][0])

    one, other = expected["a"], expected["b"]
    for pair in expected["matches"]:
        left, right = (
            ((one, pair["a"]), (other, pair["b"])) if "a" in pair else ((other, pair["b1"]), (other, pair["b2"]))
        )
        assert utterance(*left) == utterance(*right), pair["kind"]
    # and no pair more: five utterances are printed more than once
    several = "SELECT count(*), count(*) FILTER (count_outlets = 2) FROM marts.dim_utterances WHERE count_quotes > 1"
    assert ask(marts, several) == [(5, 4)]
    # one of the two texts is a machine translation, the other undated: nobody altered anything, nobody was first
    assert ask(marts, "SELECT count(*) FROM marts.fct_quote_variants WHERE is_charged") == [(0,)]
    assert ask(marts, "SELECT count(*) FROM marts.dim_utterances WHERE first_outlet_id IS NOT NULL") == [(0,)]
