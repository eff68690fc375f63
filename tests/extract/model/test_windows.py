"""Pieces lie in the text, windows hold all of them once, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.model.tokens import READ, TRAITS, pieces
from ingest.extract.model.windows import LONGEST, window_ids, windows

TEXTS = st.one_of(st.text(), st.lists(st.text(alphabet='aB.3"“\n É—你', max_size=300), max_size=8).map("\n".join))


@given(TEXTS)
def test_any_text(text: str) -> None:
    found = pieces(text)
    assert all(0 <= a <= b <= len(text) for a, b in zip(found.starts, found.ends, strict=True))
    assert found.starts == sorted(found.starts)
    assert all(0 <= trait < TRAITS for trait in found.traits)
    covered = [at for start, end in windows(found) for at in range(start, end)]
    assert covered == list(range(len(found.ids)))
    for start, end in windows(found):
        ids, traits, places = window_ids(found, start, end)
        assert len(ids) == len(traits) <= LONGEST
        assert [ids[place] for place in places] == found.ids[start:end]


@pytest.mark.parametrize(
    "text, shapes",
    [("Ann went home.", [2, 1, 1, 7]), ("NATO A 5th iPhone", [3, 4, 6, 5])],
)
def test_shapes(text: str, shapes: list[int]) -> None:
    found = pieces(text)
    firsts = [trait // 16 for trait, first in zip(found.traits, found.firsts, strict=True) if first]
    assert firsts == shapes


def test_a_known_country_is_marked_as_a_place() -> None:
    found = pieces("He left New Zealand.")
    kinds = [trait % 16 for trait in found.traits]
    assert kinds[2] == kinds[3] == 3 and kinds[1] == 0


def test_lines_are_whole_where_they_fit() -> None:
    text = "\n".join(["word " * 60] * 5)
    found = pieces(text)
    assert all(found.lines[end - 1] != found.lines[min(end, len(found.lines) - 1)] or end == len(found.lines)
               for _, end in windows(found))  # fmt: skip


def test_of_a_long_text_the_beginning_is_read_as_if_nothing_followed() -> None:
    text = "Ann left New Zealand for Rome. " * (2 * READ // 30)
    found = pieces(text)
    assert READ - 40 < found.end <= READ
    assert found == pieces(text[: found.end])
