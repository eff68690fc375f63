"""Another tagger behind the same seam: the rules after it settle what it proposes."""

from collections.abc import Sequence

from ingest.extract.mentions import find_mentions
from ingest.extract.mentions.name_agreement import agree
from ingest.extract.mentions.tagger import NO_NAME, Candidate
from ingest.model import Block


class Scripted:
    """Proposes given words wherever they stand first, with given chances."""

    def __init__(self, *proposals: tuple[int, str, dict[str, float]]) -> None:
        self._proposals = proposals

    def tag(self, text: str, blocks: Sequence[Block]) -> list[Candidate]:
        return [Candidate(start, start + len(words), scores) for start, words, scores in self._proposals]


def test_best_label() -> None:
    assert Candidate(0, 1, {"ORG": 0.4, NO_NAME: 0.6}).best == NO_NAME
    assert Candidate(0, 1, {"ORG": 0.5, "PERSON": 0.5}).best == "PERSON"


def test_tagger_is_asked() -> None:
    text = "zorblax fell."
    found = find_mentions(text, [], Scripted((0, "zorblax", {"PRODUCT": 0.9, NO_NAME: 0.1})))
    assert [(m.span.text, m.label, m.canonical, m.confidence) for m in found] == [
        ("zorblax", "PRODUCT", "zorblax", 0.9)
    ]


def test_what_is_likelier_no_name_is_dropped() -> None:
    assert find_mentions("Officials left.", [], Scripted((0, "Officials", {"ORG": 0.4, NO_NAME: 0.6}))) == []


def test_full_name_decides_for_the_surname() -> None:
    text = "Lena Brook won. Brook wept."
    doubtful = Scripted((0, "Lena Brook", {"PERSON": 0.9}), (16, "Brook", {"GPE": 0.6, "PERSON": 0.3}))
    assert [(m.label, m.canonical) for m in find_mentions(text, [], doubtful)] == [("PERSON", "Lena Brook")] * 2


def test_other_places_outvote_one() -> None:
    sure, unsure = {"ORG": 0.95, "GPE": 0.05}, {"ORG": 0.4, "GPE": 0.6}
    text = "Abc Abc Abc"
    names = agree(text, [Candidate(0, 3, sure), Candidate(4, 7, sure), Candidate(8, 11, unsure)])
    assert [name.label for name in names] == ["ORG"] * 3


def test_acronym_takes_the_label_of_the_name_before_its_bracket() -> None:
    text = "Red Rock Festival (RRF)"
    names = agree(text, [Candidate(0, 17, {"EVENT": 0.9}), Candidate(19, 22, {"ORG": 0.8})])
    assert [name.label for name in names] == ["EVENT", "EVENT"]


def test_overlapping_proposals_leave_the_first() -> None:
    text = "New Zorb City"
    both = Scripted((0, "New Zorb", {"GPE": 0.9}), (4, "Zorb City", {"GPE": 0.9}))
    assert [m.span.text for m in find_mentions(text, [], both)] == ["New Zorb"]
