"""Fits the weights of `linear_tagger`:  python -m ingest.extract.mentions.fit_names DATA WEIGHTS.tsv [--texts FILE] [--gold FILE]

DATA is the folder of annotations that the encoder is trained on too; the same articles are held out. Multinomial logistic
regression by AdaGrad; the same input gives the same weights. So that names count that no list knows, every article is
seen twice, once with lookups, or the words themselves, struck out of a part; the packaged lists are examples too.
"""

import argparse
import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from ingest.extract.mentions.gazetteer import gazetteer
from ingest.extract.mentions.linear_tagger import CLASSES, probabilities, read
from ingest.extract.mentions.name_evidence import inner_evidence
from ingest.extract.mentions.name_parts import family_names, given_names
from ingest.extract.mentions.name_tokens import tokenize
from ingest.extract.mentions.tagger import NO_NAME
from ingest.extract.model.annotations import Annotated
from ingest.extract.model.corpus import add_arguments, chosen, held_out
from ingest.extract.model.heads import NAMES

EPOCHS: Final = 12
RATE: Final = 0.2
SEED: Final = 7
# Share of a copy's examples whose lookups, and whose own words, are struck out.
BLIND_LOOKUPS: Final = 0.35
BLIND_WORDS: Final = 0.5
# Share of the packaged names that each round sees.
LISTED: Final = 0.1
KEEP_FROM: Final = 0.55
MIN_COUNT: Final = 2
_LOOKUPS: Final = ("known=", "kind=", "first=", "sure", "unsure", "starts with=", "given", "family")
_OWN_WORDS: Final = ("word=", "last=", "begins=")

Example = tuple[list[str], int]


def examples(articles: Iterable[Annotated]) -> Iterator[Example]:
    """Evidence and class of every candidate whose borders agree with the annotation or that overlaps no name at all."""
    for article in articles:
        gold = {(start, end): label for start, end, label in article.names}
        for words, stretch, found in read(article.text):
            span = (words[stretch.first].start, words[stretch.last - 1].end)
            if span in gold or not any(a < span[1] and span[0] < b for a, b in gold):
                yield found, CLASSES.index(gold.get(span, NO_NAME))


def listed() -> Iterator[Example]:
    """The packaged names as examples of how names of each label are built, with nothing around them."""
    for phrase, entries in sorted(gazetteer().phrases.items()):
        if not (phrase.isupper() and len(phrase) > 4):
            yield inner_evidence(tokenize(phrase, gazetteer().knows)), CLASSES.index(entries[0].label)
    given, family = sorted(given_names()), sorted(family_names())
    full = [f"{name} {family[at % len(family)]}" for at, name in enumerate(given)]
    for name in [*given, *family, *full]:
        yield inner_evidence(tokenize(name, gazetteer().knows)), CLASSES.index("PERSON")


def blinded(cases: Sequence[Example], chance: random.Random) -> Iterator[Example]:
    """The examples with lookups, or with the words themselves, struck out at random."""
    for found, label in cases:
        if chance.random() < BLIND_LOOKUPS:
            size = "1" if "n=1" in found else "+"
            found = [f for f in found if not f.startswith(_LOOKUPS)] + [f"unknown{size}"]
        if chance.random() < BLIND_WORDS:
            found = [f for f in found if not f.startswith(_OWN_WORDS)]
        yield found, label


def fit(cases: Sequence[Example]) -> dict[str, list[float]]:
    """Weights per evidence, one for each of CLASSES."""
    chance = random.Random(SEED)
    counts: dict[str, int] = {}
    for found, _ in [*cases, *listed()]:
        for name in found:
            counts[name] = counts.get(name, 0) + 1
    weights = {name: [0.0] * len(CLASSES) for name in sorted(counts) if counts[name] >= MIN_COUNT}
    squares = {name: [1.0] * len(CLASSES) for name in weights}
    names = list(listed())
    for _ in range(EPOCHS):
        order = [
            *cases,
            *blinded(cases, chance),
            *chance.sample(names, int(LISTED * len(names))),
        ]
        chance.shuffle(order)
        for found, label in order:
            _step(weights, squares, [f for f in found if f in weights], label)
    return weights


def _step(weights: dict[str, list[float]], squares: dict[str, list[float]], found: list[str], label: int) -> None:
    table = {name: tuple(enumerate(weights[name])) for name in found}
    chances = probabilities(table, found)
    for index, value in enumerate(chances):
        slope = value - (index == label)
        if abs(slope) < 0.01:
            continue
        for name in found:
            squares[name][index] += slope * slope
            weights[name][index] -= RATE * slope / math.sqrt(squares[name][index])


def write(weights: dict[str, list[float]], path: Path) -> None:
    """Hundredths, one evidence a row; what weighs next to nothing is left out."""
    lines = [
        "# evidence <TAB> weight in hundredths for "
        + " ".join(CLASSES)
        + ". Fitted by ingest/extract/mentions/fit_names.py."
    ]
    for name, values in sorted(weights.items()):
        cells = [str(round(100 * v)) if abs(v) >= KEEP_FROM else "-" for v in values]
        if any(cell != "-" for cell in cells):
            lines.append("\t".join([name, *cells]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Reads the articles, writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("weights", type=Path)
    options = parser.parse_args(arguments)
    references = [s for s in chosen(options) if NAMES in s.asked and not held_out(s.article.doc_id)]
    write(fit(list(examples(reference.article for reference in references))), options.weights)


if __name__ == "__main__":
    main(sys.argv[1:])
