"""Identifiers do not depend on anything but their parts."""

from hypothesis import given
from hypothesis import strategies as st

from ingest import ids

TEXT = st.text(max_size=40)


@given(
    st.lists(st.one_of(TEXT, st.none(), st.integers()), max_size=4),
    st.lists(st.one_of(TEXT, st.none(), st.integers()), max_size=4),
)
def test_ids_are_equal_only_for_equal_parts(a: list[object], b: list[object]) -> None:
    same = [None if p is None else str(p) for p in a] == [None if p is None else str(p) for p in b]
    assert (ids.content_id(*a) == ids.content_id(*b)) is same  # type: ignore[arg-type]


def test_an_id_never_changes() -> None:
    # Reviews and citations rest on ids: this value must stay as it is for good.
    assert ids.content_id("quote", "a1b2", "we will stay", 1) == "683207465ce956fca141"


def test_normalised_text_keeps_words_only() -> None:
    assert ids.normalised("“We’ll STAY,”\u00a0he  said.") == "we ll stay he said"


def test_ordinals_count_repeats() -> None:
    nth = ids.Ordinals()
    assert [nth.next("quote", "x"), nth.next("quote", "y"), nth.next("quote", "x"), nth.next("figure", "x")] == [
        1,
        1,
        2,
        1,
    ]
