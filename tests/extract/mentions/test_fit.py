"""Fitting: the weights learn what the articles show, and the same articles give the same weights."""

from pathlib import Path

from ingest.extract.mentions import fit_names
from ingest.extract.mentions.linear_tagger import CLASSES, LinearTagger
from ingest.extract.model.annotations import Annotated

ARTICLES = (
    ("The ship reached Zorvik on Monday.", "Zorvik", "GPE"),
    ("The boat reached Talmek on Friday.", "Talmek", "GPE"),
    ("Ms. Orlitz spoke of rain.", "Orlitz", "PERSON"),
    ("Mr. Penthal spoke of snow.", "Penthal", "PERSON"),
)


def _articles() -> list[Annotated]:
    return [
        Annotated(str(at), text, [(text.index(name), text.index(name) + len(name), label)])
        for at, (text, name, label) in enumerate(ARTICLES)
    ]


def _fitted(folder: Path, name: str) -> Path:
    data = folder / name
    data.mkdir()
    (data / "a.txt").write_text("\n".join(f"## {at}\n{text}" for at, (text, _, _) in enumerate(ARTICLES)), "utf-8")
    lines = [f"## {at}\n{label}: {name}" for at, (_, name, label) in enumerate(ARTICLES)]
    (data / "a.ann").write_text("\n".join(lines), encoding="utf-8")
    weights = data / "weights.tsv"
    fit_names.main([str(data), str(weights)])
    return weights


def test_examples_carry_the_annotated_label() -> None:
    labels = [CLASSES[label] for _, label in fit_names.examples(_articles())]
    assert labels == ["GPE", "GPE", "PERSON", "PERSON"]


def test_same_articles_same_weights(tmp_path: Path) -> None:
    assert _fitted(tmp_path, "one").read_bytes() == _fitted(tmp_path, "two").read_bytes()


def test_context_is_learnt() -> None:
    fitted = fit_names.fit(list(fit_names.examples(_articles())))
    weights = {name: list(enumerate(values)) for name, values in fitted.items()}
    found = LinearTagger(weights).tag("The train reached Qarmel on Sunday. Mrs. Vintaz spoke of wind.", ())
    assert [candidate.best for candidate in found] == ["GPE", "PERSON"]
