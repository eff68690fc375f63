"""Agreement of two readings: the same reading agrees wholly, another one by what both have."""

from ingest.extract.model.agreement import agreement
from ingest.extract.model.annotations import expand
from ingest.extract.model.corpus import to_spans

TEXT = "Alma Roe said the dam near Porto was safe. She denied the charge."


def reading(*lines: str) -> dict[str, dict[str, object]]:
    article, faults = expand("one", TEXT, lines)
    assert not faults
    return {"one": to_spans(article)}


FIRST = reading(
    "PERSON: Alma Roe", "GPE: Porto", "Q: the dam ... was safe | said | Alma Roe", "Q: the charge | denied | She"
)


def test_a_reading_agrees_with_itself() -> None:
    assert set(agreement(FIRST, FIRST).values()) == {1, 100.0}


def test_what_only_one_reader_has_costs_agreement() -> None:
    found = agreement(FIRST, reading("PERSON: Alma Roe", "LOC: Porto", "Q: the dam near Porto | said | Roe"))
    assert found["names: borders"] == 100
    assert found["names: borders and label"] == 50
    assert round(found["quotes"], 1) == 66.7
    assert found["cue of the same quote"] == 100
    assert found["speaker of the same quote"] == 0
