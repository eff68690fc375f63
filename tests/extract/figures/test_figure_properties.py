"""What holds for the figures of any text, however odd."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from ingest.extract.figures import find_figures
from ingest.extract.figures.figure_tokens import tokenize
from ingest.model import Block, Figure

# Words the grammar knows, so that random texts reach its rules, and marks that break them.
_WORDS = """
two twenty hundred million half a an the of and to from between last next this May March 5 Friday late mid - – . , ; : /
( ) $ € US$ 1,234 2.5 1990 s 1990s '80s year years old day ago % percent degrees C mile per hour cents euros Rs first
21st quarter century p.m. 10:30 GMT or more people 7-8 3/4 ½ 2005-07-12 000 other dozen few several thousands
"""
WORDS = [*_WORDS.split(), "\n\n", "\u00a0"]
ANY_TEXT = (
    st.text(max_size=200)
    | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
    | st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
)
DAYS = st.none() | st.dates()


@given(ANY_TEXT, DAYS)
def test_spans_slice_the_text_and_stand_in_order(text: str, published_on: date | None) -> None:
    end = 0
    for figure in find_figures(text, [], published_on):
        assert end <= figure.span.start < figure.span.end
        assert text[figure.span.start : figure.span.end] == figure.span.text
        end = figure.span.end


@given(ANY_TEXT, DAYS)
def test_a_figure_has_one_kind_of_value(text: str, published_on: date | None) -> None:
    for figure in find_figures(text, [], published_on):
        assert figure.value is None or figure.iso_value is None
        assert (figure.value_low is None) == (figure.value_high is None)
        if figure.value_low is not None and figure.value_high is not None:
            assert figure.value is None
            assert figure.value_low < figure.value_high
        if figure.kind in ("date", "duration"):
            assert figure.value is None
            assert figure.unit is None
        else:
            assert figure.iso_value is None


@given(ANY_TEXT, DAYS)
def test_the_same_text_has_the_same_figures(text: str, published_on: date | None) -> None:
    assert find_figures(text, [], published_on) == find_figures(text, [], published_on)


@given(ANY_TEXT)
def test_qualifiers_and_measures_are_words_of_the_text(text: str) -> None:
    flat = " ".join(text.split())
    for figure in find_figures(text, []):
        assert figure.qualifier is None or figure.qualifier in text
        assert figure.measure is None or figure.measure in flat


@given(st.lists(ANY_TEXT, min_size=1, max_size=4))
@example(["20", "23 people"])
@example(["June", " 2007"])
def test_nothing_is_read_across_the_edge_of_a_block(parts: list[str]) -> None:
    text, blocks = "", []
    for part in parts:
        blocks.append(Block(kind="paragraph", start=len(text), end=len(text) + len(part)))
        text += part
    edges = {block.start for block in blocks}
    for figure in find_figures(text, blocks, date(2023, 2, 23)):
        assert not any(figure.span.start < edge < figure.span.end for edge in edges)


@given(ANY_TEXT)
def test_tokens_cover_all_but_white_space(text: str) -> None:
    tokens = tokenize(text)
    covered = "".join(tokens.words[: len(tokens)])
    assert "".join(covered.split()) == "".join(text.split())


def inside(figures: list[Figure], start: int, end: int) -> list[str]:
    return [figure.span.text for figure in figures if start <= figure.span.start < end]


def test_boilerplate_is_not_read() -> None:
    text = "The fee is $5.\n\nCopyright 2019, 12 offices."
    blocks = [Block(kind="paragraph", start=0, end=14), Block(kind="boilerplate", start=16, end=len(text))]
    assert inside(find_figures(text, blocks), 0, len(text)) == ["$5"]
