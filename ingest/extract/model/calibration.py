"""Fits the judge of quotes:  python -m ingest.extract.model.calibration DATA WEIGHTS.tsv [--texts FILE] [--gold FILE]

On the annotated articles that the encoder was not trained on (`corpus.held_out`). Logistic regression with a small ridge, by
Newton's method, so the same input gives the same weights. Prints the reliability table and the Brier score, both from ten
parts, each judged by the other nine.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from ingest.extract.model.annotations import Annotated, Range, Said
from ingest.extract.model.corpus import Reference, add_arguments, chosen, held_out
from ingest.extract.model.reader import read
from ingest.extract.quotes import draft_quotes, spoken_blocks
from ingest.extract.quotes.drafts import Draft
from ingest.extract.quotes.hearing import Hearing
from ingest.extract.quotes.judge import LEAST, LEAST_HEARD, evidence
from ingest.extract.quotes.overheard import heard_in, mend_speakers, unseen

RIDGE: Final = 2.0
ROUNDS: Final = 12
PARTS: Final = 10
BINS: Final = 10
# A draft is right if it shares at least half of both together with an annotated quote (as the scorers count).
OVERLAP: Final = 0.5

Case = tuple[dict[str, float], bool, bool | None]


def cases(article: Annotated) -> Iterator[Case]:
    """Evidence of every draft of an article, whether its content is right, and its speaker's words; None if it needs none."""
    spoken = spoken_blocks(article.text, ())
    hearing = Hearing(read(article.text))
    heard = heard_in(hearing)
    gold = [quote.parts for quote in article.quotes]
    for paragraph in draft_quotes(article.text, spoken):
        mend_speakers(paragraph.drafts, heard, hearing)
        drafts = [*paragraph.drafts]
        drafts += unseen(article.text, paragraph.sentences, drafts, heard, hearing)
        taken: set[int] = set()
        for draft in drafts:
            at = _match(draft, gold, taken)
            taken.update([at] if at is not None else [])
            speaker = False if at is None else _same_speaker(draft, article.quotes[at])
            yield evidence(draft, hearing), at is not None, speaker


def _match(draft: Draft, gold: Sequence[Sequence[Range]], taken: set[int]) -> int | None:
    mine = {c for start, end in draft.parts for c in range(start, end)}
    for at, parts in enumerate(gold):
        theirs = {c for start, end in parts for c in range(start, end)}
        if at not in taken and len(mine & theirs) >= OVERLAP * len(mine | theirs):
            return at
    return None


def _same_speaker(draft: Draft, quote: Said) -> bool | None:
    """True if both name nobody, or words that overlap; None for a draft that takes its speaker from the one before it."""
    if draft.inherits:
        return None
    if not draft.speaker or quote.speaker is None:
        return not draft.speaker and quote.speaker is None
    return draft.speaker[0].start < quote.speaker[1] and quote.speaker[0] < draft.speaker[-1].end


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of the columns of `rows` (cases x evidence) for the chance to be `right`."""
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        chances = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chances - right) + RIDGE * weights
        bend = (rows * (chances * (1 - chances))[:, None]).T @ rows + RIDGE * np.eye(rows.shape[1])
        weights -= np.linalg.solve(bend, slope)
    return weights


def crossed(rows: np.ndarray, right: np.ndarray, parts: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Chances of each case by the weights of the cases in the other parts that were `asked`."""
    chances = np.zeros(len(right))
    for part in range(PARTS):
        others = (parts != part) & asked
        chances[parts == part] = 1 / (1 + np.exp(-rows[parts == part] @ fit(rows[others], right[others])))
    return chances


def reliability(chances: np.ndarray, right: np.ndarray) -> str:
    """The table of claimed chances beside what was right, and the Brier score."""
    lines = [f"Brier score {np.mean((chances - right) ** 2):.3f}; {len(right)} quotes, {np.mean(right):.0%} right", ""]
    lines += ["| confidence | quotes | mean confidence | right |", "|---|---|---|---|"]
    for low in range(BINS):
        inside = (chances * BINS).astype(int).clip(0, BINS - 1) == low
        if inside.any():
            span = f"{low / BINS:.1f} – {(low + 1) / BINS:.1f}"
            lines.append(f"| {span} | {inside.sum()} | {chances[inside].mean():.2f} | {right[inside].mean():.2f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Reads the articles, writes the weights, prints how well they are calibrated."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("weights", type=Path)
    options = parser.parse_args(arguments)
    references: list[Reference] = chosen(options)
    kept_out = [reference.article for reference in references if held_out(reference.article.doc_id)]
    found = [(at % PARTS, *case) for at, article in enumerate(kept_out) for case in cases(article)]
    names = sorted({name for _, given, _, _ in found for name in given})
    rows = np.array([[given.get(name, 0.0) for name in names] for _, given, _, _ in found])
    parts = np.array([part for part, *_ in found])
    content = np.array([float(is_right) for *_, is_right, _ in found])
    speaker = np.array([float(is_right or False) for *_, is_right in found])
    told = (content == 1) & np.array([is_right is not None for *_, is_right in found])
    chances = crossed(rows, content, parts, np.ones(len(found), dtype=bool))
    speaker_chances = crossed(rows, speaker, parts, told)
    least = np.array([LEAST_HEARD if "rule=heard" in given else LEAST for _, given, _, _ in found])
    kept = (chances >= least) & ((content == 0) | told)
    print(f"Content of what rules and encoder propose, {len(kept_out)} articles:\n\n{reliability(chances, content)}\n")
    both_right = reliability((chances * speaker_chances)[kept], (content * speaker)[kept])
    print(f"Content and speaker's words of what is kept:\n\n{both_right}")
    for_speaker = fit(rows[told], speaker[told])
    both = zip(names, fit(rows, content), for_speaker, strict=True)
    lines = [
        "# evidence <TAB> weight for the content <TAB> weight for the speaker. Fitted by ingest/extract/model/calibration.py."
    ]
    lines += [f"{name}\t{one:.3f}\t{other:.3f}" for name, one, other in both]
    options.weights.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
