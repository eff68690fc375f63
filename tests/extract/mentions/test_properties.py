"""What holds for any text at all."""

from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import extract
from ingest.model import Label, Mention

_WORDS = """Kenya Mr. President John Smith U.S. al-Qaida the of and Ministry said 2004 election Jr. The & São DRC É
O'Brien anti-Taliban bin military MONDAY Monday İ ß , . ( ) - " “ ” 's ’s $"""
_NEWSY = st.sampled_from([*_WORDS.split(), "\n", "\n\n", "\u0301", "\u200b"])
_TEXTS = st.one_of(st.text(), st.lists(_NEWSY, max_size=40).map(" ".join), st.lists(_NEWSY, max_size=40).map("".join))


def found(text: str) -> tuple[Mention, ...]:
    return extract(text, []).mentions


@given(_TEXTS)
def test_spans_slice_the_text_in_order(text: str) -> None:
    mentions = found(text)
    assert all(text[m.span.start : m.span.end] == m.span.text != "" for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


@given(_TEXTS)
def test_labels_names_and_confidence_are_filled(text: str) -> None:
    for mention in found(text):
        assert mention.label in get_args(Label)
        assert mention.canonical.strip() == mention.canonical != ""
        assert 0 < mention.confidence <= 1


@given(_TEXTS)
def test_edges_are_clean(text: str) -> None:
    for mention in found(text):
        words = mention.span.text
        assert words.strip() == words
        assert not words.startswith(("the ", '"', "“", "("))
        assert not words.endswith((",", ";", " of", " and"))


@given(_TEXTS)
def test_same_text_same_answer(text: str) -> None:
    assert found(text) == found(text)


@given(st.lists(_NEWSY, max_size=30).map(" ".join), st.lists(_NEWSY, max_size=30).map(" ".join))
def test_no_name_crosses_a_blank_line(first: str, second: str) -> None:
    text = f"{first}\n\n{second}"
    assert not any("\n\n" in m.span.text for m in found(text))
