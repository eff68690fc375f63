"""Sentences and the figures that are read in them, all of them in order; the cases are data (cases/*.jsonl).

A case: `text`, `on` (day of publication, if known) and `figures`; a figure tells its words, kind and whatever else it
has: value, low and high, iso, unit, qualifier, forecast.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.extract.figures import find_figures
from ingest.model import Figure

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*.jsonl"))


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(figure: Figure) -> dict[str, Any]:
    """The figure as a case writes it: what it does not have is left out."""
    facts = {
        "text": figure.span.text,
        "kind": figure.kind,
        "value": figure.value,
        "low": figure.value_low,
        "high": figure.value_high,
        "iso": figure.iso_value,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "forecast": figure.is_forecast or None,
    }
    return {key: value for key, value in facts.items() if value is not None}


@pytest.mark.parametrize(
    ("name", "case"),
    [pytest.param(path.stem, case, id=f"{path.stem}: {case['text'][:50]}") for path in FILES for case in load(path)],
)
def test_figures_of_a_sentence(name: str, case: dict[str, Any]) -> None:
    published_on = date.fromisoformat(case["on"]) if "on" in case else None
    found = [told(figure) for figure in find_figures(case["text"], [], published_on)]
    expected = case["figures"]
    assert [figure["text"] for figure in found] == [figure["text"] for figure in expected]
    for figure, wanted in zip(found, expected, strict=True):
        assert figure == {**wanted, "value": pytest.approx(wanted["value"])} if "value" in wanted else figure == wanted


def test_there_are_cases_of_every_kind_of_figure() -> None:
    kinds = {figure["kind"] for path in FILES for case in load(path) for figure in case["figures"]}
    assert kinds == {"money", "percent", "quantity", "count", "ordinal", "range", "date", "duration"}
