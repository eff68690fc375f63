"""Weighing drafts: what the encoder doubts is dropped, what it alone hears is added, and the chance is the confidence."""

from dataclasses import replace

import pytest

from ingest.extract.model.heads import COLUMNS, CONTENT, CUE, SPEAKER, Head
from ingest.extract.model.reader import Reading, read
from ingest.extract.quotes import find_quotes
from ingest.model import Quote

REPORT = "Torrez said the pier was safe."


def tuned(text: str, *answers: tuple[Head, str, float]) -> Reading:
    """The reading of `text`, with some words as likely as given to be what a head looks for."""
    found = read(text)
    chances = found.chances.copy()
    for head, words, chance in answers:
        start = text.index(words)
        for at, place in enumerate(found.starts):
            if start <= place < start + len(words):
                first = place == start
                chances[at, COLUMNS[head.name]] = [1 - chance, chance * first, chance * (not first)]
    return replace(found, chances=chances)


def contents(quotes: list[Quote]) -> list[str]:
    return [quote.span.text for quote in quotes]


def test_a_report_that_both_see_is_kept_with_its_chance() -> None:
    (quote,) = find_quotes(REPORT, [], [], tuned(REPORT, (CONTENT, "the pier was safe", 0.99)))
    assert quote.span.text == "the pier was safe"
    assert 0.8 < quote.confidence <= 1


def test_a_report_that_the_encoder_denies_is_dropped() -> None:
    doubts = ((CONTENT, "the pier was safe", 0.001), (CUE, "said", 0.001), (SPEAKER, "Torrez", 0.001))
    assert contents(find_quotes(REPORT, [], [])) == ["the pier was safe"]
    assert contents(find_quotes(REPORT, [], [], tuned(REPORT, *doubts))) == []


def test_a_report_that_only_the_encoder_hears_is_added() -> None:
    text = "The dam, Torrez signalled on the radio, would never be filled again by this board."
    words = "would never be filled again by this board"
    reading = tuned(text, (CONTENT, words, 0.999))
    assert contents(find_quotes(text, [], [])) == []
    (quote,) = find_quotes(text, [], [], reading)
    assert quote.span.text == words


def test_a_report_that_is_dropped_gives_way_to_the_one_that_the_encoder_hears_there() -> None:
    words = "victims of the flood had been warned in time"
    more = ", the board of the dam and its many lawyers, engineers, clerks and drivers from the valley"
    text = f"Torrez claimed {words}{more}."
    assert contents(find_quotes(text, [], [])) == [words + more]
    heard = ((CONTENT, words, 0.999), (CONTENT, more, 0.001), (CUE, "claimed", 0.9), (SPEAKER, "Torrez", 0.99))
    assert contents(find_quotes(text, [], [], tuned(text, *heard))) == [words]


def test_borders_are_those_that_the_encoder_hears_where_it_is_sure_of_them() -> None:
    words, more = "the pier was safe for ships of every kind", " as the crane behind her fell into the water"
    text = f"Alma Roe said {words}{more}."
    assert contents(find_quotes(text, [], [])) == [words + more]
    heard = ((CONTENT, words, 0.999), (CONTENT, more[1:], 0.02), (CUE, "said", 0.99), (SPEAKER, "Alma Roe", 0.99))
    assert contents(find_quotes(text, [], [], tuned(text, *heard))) == [words]
    unsure = ((CONTENT, words, 0.999), (CONTENT, more[1:], 0.7), (CUE, "said", 0.99), (SPEAKER, "Alma Roe", 0.99))
    assert contents(find_quotes(text, [], [], tuned(text, *unsure))) == [words + more]


def doubts(speaker: str, cue: str, content: str) -> tuple[tuple[Head, str, float], ...]:
    return (SPEAKER, speaker, 0.001), (CUE, cue, 0.001), (CONTENT, content, 0.001)


def test_who_spoke_is_remembered_from_a_report_that_is_dropped() -> None:
    text = '"We stay," Alma Roe said.\nJonas Torrez denied the charges.\n"They are lies."'
    reading = tuned(text, *doubts("Jonas Torrez", "denied", "the charges"), (CONTENT, "They are lies", 0.99))
    quotes = {quote.span.text: quote.speaker_canonical for quote in find_quotes(text, [], [], reading)}
    assert quotes == {"We stay": "Alma Roe", "They are lies": "Jonas Torrez"}


def test_nobody_passes_on_a_report_that_is_dropped() -> None:
    text = "Alma Roe said that in those days Jonas Torrez denied the charges."
    rules = {quote.span.text: [hop.span.text for hop in quote.chain] for quote in find_quotes(text, [], [])}
    assert rules["the charges"] == ["Alma Roe"]
    reading = tuned(
        text,
        *doubts("Alma Roe", "said", "in those days Jonas Torrez denied"),
        (CONTENT, "the charges", 0.99),
        (CUE, "denied", 0.99),
    )
    (quote,) = find_quotes(text, [], [], reading)
    assert (quote.span.text, quote.chain) == ("the charges", ())


@pytest.mark.parametrize("text", ["", "\n", "“”", "said said said"])
def test_nothing_to_weigh(text: str) -> None:
    assert find_quotes(text, [], [], read(text)) == []
