"""Annotations as people write them become the spans they mean, and what does not fit is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.extract.model.annotations import Annotated, blocks, expand
from ingest.extract.model.corpus import from_spans, read_corpus, to_spans

CASES = json.loads(Path(__file__).with_name("annotation_cases.json").read_text("utf-8"))
OWN = Path(__file__).resolve().parents[3] / "ingest" / "extract" / "model" / "data"


def words(article: Annotated, span: tuple[int, int] | None) -> str | None:
    return article.text[span[0] : span[1]] if span else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_expand(case: dict[str, Any]) -> None:
    article, faults = expand("one", case["text"], case["lines"])
    assert [[article.text[a:b], label] for a, b, label in article.names] == case.get("names", [])
    quotes = [
        [" + ".join(article.text[a:b] for a, b in q.parts), words(article, q.cue), words(article, q.speaker)]
        for q in article.quotes
    ]
    assert quotes == case.get("quotes", [])
    assert len(faults) == len(case.get("faults", []))
    assert all(part in fault for part, fault in zip(case.get("faults", []), faults, strict=True))


def test_blocks_of_a_file() -> None:
    assert list(blocks("## a\nPERSON: Ann\n\n## b\n")) == [("a", ["PERSON: Ann"]), ("b", [])]


def test_spans_come_back() -> None:
    article, _ = expand("one", CASES[2]["text"], [*CASES[2]["lines"], "PERSON: The mayor"])
    again = json.loads(json.dumps(to_spans(article)))
    assert from_spans(again, article.text).article == article


def test_every_packaged_annotation_fits_its_text() -> None:
    references = read_corpus(OWN, [])
    assert len(references) > 500
    assert all(0 <= a < b <= len(s.article.text) for s in references for a, b, _ in s.article.names)
