"""The best division of words into names: encoder and rules each have their say."""

import numpy as np
import pytest

from ingest.extract.mentions.name_paths import likeliest_names
from ingest.extract.mentions.tagger import LABELS, Candidate
from ingest.extract.model.heads import CLASSES
from ingest.extract.model.reader import Reading

ORG, GPE = LABELS.index("ORG"), LABELS.index("GPE")


def reading(*words: dict[int, float]) -> Reading:
    """A reading of words three characters long; each tells the chances of its classes, the rest is 'no name'."""
    chances = np.full((len(words), CLASSES), 1e-4, dtype=np.float32)
    for at, classes in enumerate(words):
        for index, chance in classes.items():
            chances[at, index] = chance
        chances[at, 0] = 1 - sum(classes.values())
    starts = [4 * at for at in range(len(words))]
    return Reading(starts, [start + 3 for start in starts], [0] * len(words), chances, 4 * len(words))


def found(text: Reading, *rules: Candidate) -> list[tuple[int, int, str]]:
    return [(c.start, c.end, c.best) for c in likeliest_names("abc " * len(text.starts), text, rules)]


def begins(label: int) -> int:
    return 1 + 2 * label


def inside(label: int) -> int:
    return 2 + 2 * label


def test_words_of_one_label_are_one_name() -> None:
    text = reading({begins(ORG): 0.9}, {inside(ORG): 0.9}, {})
    assert found(text) == [(0, 7, "ORG")]


def test_a_rule_mends_a_name_that_the_encoder_breaks() -> None:
    text = reading({begins(ORG): 0.9}, {inside(ORG): 0.4}, {begins(GPE): 0.7, inside(ORG): 0.1})
    rule = Candidate(0, 11, {"ORG": 0.8})
    assert found(text)[0] != (0, 11, "ORG")
    assert found(text, rule) == [(0, 11, "ORG")]


def test_a_rule_alone_does_not_make_a_name_against_a_sure_encoder() -> None:
    assert found(reading({}, {}), Candidate(0, 7, {"ORG": 0.6, "NONE": 0.4})) == []


@pytest.mark.parametrize("words", [0, 1, 400])
def test_any_length(words: int) -> None:
    assert len(found(reading(*[{begins(GPE): 0.9}] * words))) == words
