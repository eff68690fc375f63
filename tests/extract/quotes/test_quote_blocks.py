"""Where quotes are looked for: blocks, their borders, and what is stored with a quote."""

import pytest

from ingest.extract.quotes import find_quotes
from ingest.model import Block, BlockKind, Quote

SAID = "“The pier is safe,” Torrez said."


def blocks_of(*parts: tuple[BlockKind, str]) -> tuple[str, list[Block]]:
    """A text made of blocks with blank lines between them."""
    text = ""
    blocks: list[Block] = []
    for kind, words in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(words)))
        text += words
    return text, blocks


def read(*parts: tuple[BlockKind, str]) -> list[Quote]:
    text, blocks = blocks_of(*parts)
    return find_quotes(text, blocks, [])


@pytest.mark.parametrize("kind", ["paragraph", "standfirst", "key_point", "quote_box", "list", "caption"])
def test_people_speak_in(kind: BlockKind) -> None:
    assert [quote.block_kind for quote in read((kind, SAID))] == [kind]


@pytest.mark.parametrize("kind", ["cross_head", "credit", "boilerplate", "table", "embed", "correction"])
def test_nobody_is_quoted_in(kind: BlockKind) -> None:
    assert read((kind, SAID)) == []


def test_no_quote_crosses_a_block() -> None:
    quotes = read(("paragraph", "Torrez said: “The pier is safe."), ("paragraph", "The council left.” So did Voss."))
    assert [quote.span.text for quote in quotes] == ["The pier is safe", "The council left"]


def test_the_next_paragraph_goes_on_with_the_speaker_and_has_no_cue() -> None:
    first, second = read(("paragraph", "“The pier is safe,” Torrez said. “It is new."), ("paragraph", "“It is ours.”"))
    assert first.speaker == second.speaker
    assert second.cue is None
    assert (second.speaker_canonical, second.speaker_basis) == ("Torrez", "previous_speaker")
    assert not first.is_unclosed


def test_a_block_between_two_paragraphs_does_not_part_a_quotation() -> None:
    quotes = read(
        ("paragraph", "“The pier is safe,” Torrez said. “It is new."),
        ("credit", "Photo: Reed"),
        ("paragraph", "“It is ours.”"),
    )
    assert [quote.speaker_canonical for quote in quotes] == ["Torrez", "Torrez"]


def test_a_line_break_inside_of_a_block_is_a_space() -> None:
    (quote,) = read(("paragraph", "“The pier\nis safe,” Torrez\nsaid."))
    assert quote.span.text == "The pier\nis safe"


def test_an_empty_text_has_no_quotes() -> None:
    assert find_quotes("", [], []) == []


def test_confidence_falls_with_the_speaker() -> None:
    by_name, by_pronoun = find_quotes("“The pier is safe,” Torrez said.\n“It is ours,” she said.", [], [])
    assert 0 < by_pronoun.confidence < by_name.confidence <= 1
