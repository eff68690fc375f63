"""Short texts and the quotes that are read in them, all of them in order; the cases are data (cases/*.jsonl).

A case: `name`, `text` and `quotes`; a quote tells the fields that its file is about, and only those are compared.
`mentions` (words, label, canonical name) are given where names come from outside.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.extract.quotes import find_quotes
from ingest.model import Mention, Quote, Span

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*.jsonl"))


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def words(span: Span | None) -> str | None:
    return None if span is None else span.text


def told(quote: Quote) -> dict[str, Any]:
    """The quote as cases write it."""
    return {
        "kind": quote.kind,
        "parts": [part.text for part in quote.parts],
        "cue": words(quote.cue),
        "speaker": words(quote.speaker),
        "canonical": quote.speaker_canonical,
        "speaker_kind": quote.speaker_kind,
        "basis": quote.speaker_basis,
        "role": words(quote.role),
        "addressee": words(quote.addressee),
        "chain": [hop.span.text for hop in quote.chain],
        "polarity": quote.polarity,
        "stance": quote.cue_stance,
        "unclosed": quote.is_unclosed,
    }


def mention(text: str, name: str, label: Any, canonical: str) -> Mention:
    """The first place of `name` in the text as a mention."""
    start = text.index(name)
    return Mention(span=Span(start, start + len(name), name), label=label, canonical=canonical, confidence=1.0)


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{path.stem}: {case['name']}") for path in FILES for case in load(path)],
)
def test_quotes_of_a_text(case: dict[str, Any]) -> None:
    mentions = [mention(case["text"], *given) for given in case.get("mentions", [])]
    found = [told(quote) for quote in find_quotes(case["text"], [], mentions)]
    expected = case["quotes"]
    assert len(found) == len(expected), found
    for quote, wanted in zip(found, expected, strict=True):
        assert {key: quote[key] for key in wanted} == wanted


def test_an_unclosed_mark_is_told_only_where_one_is() -> None:
    for case in load(CASES / "marks.jsonl"):
        found = [quote.is_unclosed for quote in find_quotes(case["text"], [], [])]
        assert found == [quote.get("unclosed", False) for quote in case["quotes"]], case["name"]


def test_no_two_cases_have_the_same_name() -> None:
    for path in FILES:
        names = [case["name"] for case in load(path)]
        assert len(names) == len(set(names)), path.name
