"""What holds for any text at all."""

from itertools import pairwise
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.quotes import find_quotes
from ingest.extract.quotes.marks import find_stretches
from ingest.extract.quotes.stance import stance_of_words
from ingest.extract.quotes.word_tags import tokenize
from ingest.model import Block, CueStance, Quote, Span

MARKS = ['"', "“", "”", "„", "«", "»", "‘", "’", "'", "''", "``", ",,"]
WORDS = [
    "Torrez", "said", "the", "pier", "was", "that", "and", ",", ".", ":", "(", ")", "—", "\n", "who", "told", "him", "she",
    "added", "according", "to", "Mr.", "Voss", "officials", "called", "it", "a", "lie", "U.S.", "as", "saying", "?", "n't",
    "claimed", "falsely", "insisted", "on", "noted", "pointed", "out", "admitted", "allegations", "claims",
]  # fmt: skip
prose = st.lists(st.sampled_from(MARKS + WORDS), max_size=40).map(" ".join)
glued = st.lists(st.sampled_from([*MARKS, *WORDS, " "]), max_size=40).map("".join)
texts = st.one_of(st.text(max_size=200), prose, glued)


def spans(quote: Quote) -> list[Span]:
    found = [quote.span, *quote.parts, *quote.chain, quote.cue, quote.speaker, quote.role, quote.addressee]
    return [span for span in found if span is not None]


@given(texts)
@settings(max_examples=400)
def test_every_span_is_a_slice_of_the_text(text: str) -> None:
    for quote in find_quotes(text, [], []):
        for span in spans(quote):
            assert span.text == text[span.start : span.end] != ""


@given(texts)
@settings(max_examples=200)
def test_parts_are_in_order_inside_of_one_line_and_make_up_the_hull(text: str) -> None:
    for quote in find_quotes(text, [], []):
        assert (quote.span.start, quote.span.end) == (quote.parts[0].start, quote.parts[-1].end)
        assert all(one.end <= other.start for one, other in pairwise(quote.parts))
        assert "\n" not in quote.span.text
        assert any(c.isalnum() for c in quote.span.text) or quote.kind != "indirect"


@given(texts)
@settings(max_examples=200)
def test_quotes_are_in_text_order_and_the_same_every_time(text: str) -> None:
    quotes = find_quotes(text, [], [])
    assert quotes == sorted(quotes, key=lambda quote: (quote.span.start, quote.span.end))
    assert quotes == find_quotes(text, [], [])
    assert all(0 < quote.confidence <= 1 for quote in quotes)


@given(texts)
@settings(max_examples=400)
def test_every_quote_has_a_stance_and_none_means_no_cue(text: str) -> None:
    for quote in find_quotes(text, [], []):
        assert quote.cue_stance in get_args(CueStance)
        assert (quote.cue_stance == "none") == (quote.cue is None)


@given(st.lists(st.one_of(st.text(max_size=8), st.sampled_from([word.lower() for word in WORDS]))))
def test_any_words_have_a_stance(words: list[str]) -> None:
    assert stance_of_words(words) in {"neutral", "doubting", "endorsing"}


@given(texts)
@settings(max_examples=200)
def test_stretches_are_disjoint_and_hold_their_inside(text: str) -> None:
    (marked,) = find_stretches(text, [(0, len(text))])
    for stretch in marked.stretches:
        assert 0 <= stretch.outer_start <= stretch.start <= stretch.end <= stretch.outer_end <= len(text)
    assert all(one.outer_end <= other.outer_start for one, other in pairwise(marked.stretches))


@given(texts)
@settings(max_examples=200)
def test_tokens_leave_out_nothing_but_space(text: str) -> None:
    tokens = tokenize(text, 0, len(text), [])
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    assert "".join(token.text for token in tokens) == "".join(text.split())


@given(texts, st.lists(st.integers(0, 200), min_size=2, max_size=6))
@settings(max_examples=200)
def test_quotes_stay_in_their_block(text: str, cuts: list[int]) -> None:
    edges = sorted({min(cut, len(text)) for cut in cuts})
    blocks = [Block(kind="paragraph", start=start, end=end) for start, end in pairwise(edges)]
    for quote in find_quotes(text, blocks, []):
        assert not blocks or any(block.start <= quote.span.start and quote.span.end <= block.end for block in blocks)


@given(st.sampled_from(MARKS), st.integers(1, 3000))
@settings(max_examples=60)
def test_marks_without_words_are_no_quotes(mark: str, times: int) -> None:
    assert find_quotes(mark * times, [], []) == []
