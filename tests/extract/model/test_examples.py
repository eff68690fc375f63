"""Examples for training: classes stand on the right words, and exchanged names take their spans with them."""

import random

from ingest.extract.model.annotations import Annotated, expand
from ingest.extract.model.examples import UNASKED, _swapped, examples, labelled_spans, name_pool, varied
from ingest.extract.model.heads import CONTENT, CUE, HEADS, NAMES, SPEAKER

TEXT = "Alma Roe, of Lisbon, said the dam near Porto was safe.\nRoe left."
LINES = ["PERSON: Alma Roe; Roe", "GPE: Lisbon; Porto", "Q: the dam near Porto was safe | said | Alma Roe"]


def article() -> Annotated:
    made, faults = expand("one", TEXT, LINES)
    assert not faults
    return made


def test_classes_stand_on_first_and_later_words() -> None:
    (window,) = examples(article())
    names, content, cue, speaker = window.classes
    asked = [at for at, value in enumerate(names) if value != UNASKED]
    person, place = 1 + 2 * NAMES.labels.index("PERSON"), 1 + 2 * NAMES.labels.index("GPE")
    assert [names[at] for at in asked] == [
        person, person + 1, 0, 0, place, 0, 0, 0, 0, 0, place, 0, 0, 0, person, 0, 0,
    ]  # fmt: skip
    assert [content[at] for at in asked] == [0] * 7 + [1, 2, 2, 2, 2, 2] + [0] * 4
    assert [cue[at] for at in asked].count(1) == 1
    assert [speaker[at] for at in asked][:2] == [1, 2]


def test_heads_that_an_article_is_not_annotated_for_are_not_asked() -> None:
    (window,) = examples(article(), (CONTENT, CUE, SPEAKER))
    assert set(window.classes[HEADS.index(NAMES)]) == {UNASKED}


def test_exchanged_names_keep_all_spans() -> None:
    start = TEXT.index("Lisbon")
    changed = _swapped(article(), [(0, 8, "Bo"), (start, start + 6, "São Tomé")])
    assert changed.text == "Bo, of São Tomé, said the dam near Porto was safe.\nRoe left."
    assert [changed.text[a:b] for a, b, _ in changed.names] == ["Bo", "São Tomé", "Porto", "Roe"]
    (quote,) = changed.quotes
    assert changed.text[slice(*quote.parts[0])] == "the dam near Porto was safe"
    assert quote.cue and changed.text[slice(*quote.cue)] == "said"
    assert quote.speaker and changed.text[slice(*quote.speaker)] == "Bo"


def test_variety_is_of_the_seed() -> None:
    pool = name_pool([article()])
    assert pool["GPE"] == ["Lisbon", "Porto"]
    once, again = (varied(article(), pool, random.Random(3)) for _ in range(2))
    assert once == again


def test_of_contents_inside_each_other_the_outermost_counts() -> None:
    text = "She said Roe told her the dam was safe."
    made, _ = expand("one", text, ["Q: Roe told ... was safe | said | She", "Q: the dam was safe | told | Roe"])
    assert len(labelled_spans(made)[CONTENT.name]) == 1
    assert len(labelled_spans(made)[CUE.name]) == len(labelled_spans(made)[SPEAKER.name]) == 2
