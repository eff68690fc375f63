"""Two wordings compared: kinds of change as data, and what must hold for any two texts."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.wordings import compare, shared_stems, words

CASES = json.loads((Path(__file__).parent / "wordings.json").read_text())
SPEECH = st.lists(
    st.sampled_from("we will not stay … here it's the old pier, harbour’s (…) 17".split()), max_size=12
).map(" ".join)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_kind_and_place_of_each_change(case: dict[str, Any]) -> None:
    found = compare(case["base"], case["variant"])
    assert found.alteration == case["alteration"]
    assert [[c.place, c.base, c.variant] for c in found.changes] == case["changes"]
    assert found.is_marked == case.get("is_marked", True)


@given(st.text() | SPEECH, st.text() | SPEECH)
def test_counts_agree_with_the_words(base: str, variant: str) -> None:
    found = compare(base, variant)
    assert found.count_base == sum(w != "…" for w in words(base))
    assert 0 <= found.count_same_content <= found.count_same <= min(found.count_base, found.count_variant)
    assert 0 <= found.edit_ratio <= 1
    assert (not found.changes) == (words(base) == words(variant))
    shared, share = shared_stems(base, variant)
    assert shared >= 0 and 0 <= share <= 1


@given(st.text() | SPEECH)
def test_a_wording_is_identical_to_itself(text: str) -> None:
    found = compare(text, text)
    assert found.alteration == "identical" and found.edit_ratio == 0
