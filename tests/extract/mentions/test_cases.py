"""Each case: a text of our own and all of its mentions as [words, label, canonical name if it differs]."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.extract import extract

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_mentions(case: dict[str, Any]) -> None:
    expected = [(words, label, *(canonical or [words])) for words, label, *canonical in case["mentions"]]
    assert [(m.span.text, m.label, m.canonical) for m in extract(case["text"], []).mentions] == expected
