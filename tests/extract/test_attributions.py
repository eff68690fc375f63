"""Who is held to have said what, by rules and packaged encoder together: sentences in which another name is nearer or likelier.

A case: `text`, and `said`, the first words of a content and who it is led to (null: nobody that the text names).
"""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.articles.blocks import split_blocks
from ingest.extract import extract

CASES = [
    json.loads(line) for line in Path(__file__).with_suffix(".jsonl").with_stem("attributions").open(encoding="utf-8")
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_who_said_it(case: dict[str, Any]) -> None:
    quotes = extract(case["text"], split_blocks(case["text"])).quotes
    for words, canonical in case["said"]:
        found = {quote.speaker_canonical for quote in quotes if quote.span.text.startswith(words)}
        assert found == {canonical}, (words, found)
