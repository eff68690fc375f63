"""The word lists behind the rules: inflections, frames, and that the lists hang together."""

import pytest

from ingest.extract.lexicons import keyed, rows, sections
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.cues import nouns, phrases, verbs
from ingest.extract.quotes.name_titles import places
from ingest.extract.quotes.stance import stance_of_words
from ingest.extract.quotes.verb_forms import inflections, verb_forms

FRAMES = set("ctwignxAUpq")


@pytest.mark.parametrize(
    ("parts", "forms"),
    [
        (["say", "said"], ["say", "says", "said", "said", "saying"]),
        (["deny"], ["deny", "denies", "denied", "denied", "denying"]),
        (["admit"], ["admit", "admits", "admitted", "admitted", "admitting"]),
        (["offer"], ["offer", "offers", "offered", "offered", "offering"]),
        (["promise"], ["promise", "promises", "promised", "promised", "promising"]),
        (["write", "wrote", "written"], ["write", "writes", "wrote", "written", "writing"]),
        (["stress"], ["stress", "stresses", "stressed", "stressed", "stressing"]),
        (["quip"], ["quip", "quips", "quipped", "quipped", "quipping"]),
        (["agree"], ["agree", "agrees", "agreed", "agreed", "agreeing"]),
        (["lie"], ["lie", "lies", "lied", "lied", "lying"]),
    ],
)
def test_inflections(parts: list[str], forms: list[str]) -> None:
    assert [form for form, _ in inflections(parts)] == forms


def test_every_reporting_verb_has_known_frames() -> None:
    for word, _ in verbs().values():
        assert set(word.frames) <= FRAMES, word
        assert word.polarity in "adh" and word.strength in "smwqv", word


def test_every_expression_begins_with_a_verb() -> None:
    for head, options in phrases().items():
        assert "b" in verb_forms().get(head, ""), head
        assert [len(rest) for rest, _ in options] == sorted((len(rest) for rest, _ in options), reverse=True)


def test_nouns_that_report_are_known_in_both_numbers() -> None:
    assert nouns()["reply" if "reply" in nouns() else "claim"]
    assert nouns()["allegations"].prepositions == nouns()["allegation"].prepositions


def test_every_listed_stance_is_one_of_a_known_class_and_listed_once() -> None:
    listed_stances = rows("cue_stances.tsv")
    assert {kind for _, kind, _ in listed_stances} == {"verb", "noun", "adverb"}
    assert {stance for *_, stance in listed_stances} == {"doubting", "endorsing", "neutral"}
    assert len({(words, kind) for words, kind, _ in listed_stances}) == len(listed_stances)


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("would have us believe", "doubting"),
        ("purportedly", "neutral"),
        ("purports", "doubting"),
        ("has shown", "endorsing"),
        ("found", "endorsing"),
        ("findings", "endorsing"),
        ("falsely noted", "doubting"),
        ("claims to have shown", "doubting"),
        ("refused to confirm", "neutral"),
        ("insisting upon", "neutral"),
        ("", "neutral"),
    ],
)
def test_the_first_listed_word_decides(words: str, stance: str) -> None:
    assert stance_of_words(words.split()) == stance


def test_words_are_in_lower_case() -> None:
    lists = [
        *sections("clause_words.txt").values(),
        *sections("roles.txt").values(),
        *keyed("given_names.tsv").values(),
    ]
    assert all(word == word.lower() for words in lists for word in words)


def test_a_seat_of_government_stands_for_its_state() -> None:
    assert places()["washington"] == "United States"
    assert places()["paris"] == "France"
    assert places()["iranian"] == places()["tehran"] == "Iran"


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        listed("no such list")
