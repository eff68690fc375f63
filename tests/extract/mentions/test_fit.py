"""Fitting: the weights learn what the articles show, and the same articles give the same weights."""

import json
from pathlib import Path

from ingest.extract.mentions import fit_names
from ingest.extract.mentions.linear_tagger import CLASSES, LinearTagger

ARTICLES = (
    ("The ship reached Zorvik on Monday.", "Zorvik", "GPE"),
    ("The boat reached Talmek on Friday.", "Talmek", "GPE"),
    ("Ms. Orlitz spoke of rain.", "Orlitz", "PERSON"),
    ("Mr. Penthal spoke of snow.", "Penthal", "PERSON"),
)


def _articles(folder: Path) -> Path:
    rows = []
    for text, name, label in ARTICLES:
        start = text.index(name)
        rows.append({"text": text, "entities": [{"start": start, "end": start + len(name), "label": label}]})
    path = folder / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def _fitted(folder: Path, name: str) -> Path:
    weights = folder / name
    fit_names.main([str(_articles(folder)), str(weights)])
    return weights


def test_examples_carry_the_annotated_label(tmp_path: Path) -> None:
    labels = [CLASSES[label] for _, label in fit_names.examples(_articles(tmp_path))]
    assert labels == ["GPE", "GPE", "PERSON", "PERSON"]


def test_same_articles_same_weights(tmp_path: Path) -> None:
    assert _fitted(tmp_path, "one.tsv").read_bytes() == _fitted(tmp_path, "two.tsv").read_bytes()


def test_context_is_learnt(tmp_path: Path) -> None:
    fitted = fit_names.fit(list(fit_names.examples(_articles(tmp_path))))
    weights = {name: list(enumerate(values)) for name, values in fitted.items()}
    found = LinearTagger(weights).tag("The train reached Qarmel on Sunday. Mrs. Vintaz spoke of wind.", ())
    assert [candidate.best for candidate in found] == ["GPE", "PERSON"]
