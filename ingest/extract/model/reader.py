"""Runs the packaged weights over a text: for every word, how likely each class of each head is.

One thread, and the windows of one text only in a batch: the 8-bit arithmetic scales by what is in the batch, so a text's
answer must not depend on its neighbours. Two cores are used by two processes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ingest.errors import WeightsError
from ingest.extract.model.heads import CLASSES, COLUMNS, HEADS
from ingest.extract.model.tokens import VOCABULARY, Pieces, pieces
from ingest.extract.model.windows import window_ids, windows

WEIGHTS: Final = Path(__file__).parent / "weights" / "encoder.onnx"
CHECKSUM: Final = "encoder.sha256"
# Windows of like length go together, this many pieces at most, so that little is padding.
_BATCH: Final = 1_600
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of a text, a row a word.

    `starts` and `ends` are half-open character positions in the text, `lines` the number of the word's line among those
    that are not blank, `chances` is words x classes: probabilities that add up to 1 within each head's columns; `end` is the
    place up to which the text was read.
    """

    starts: list[int]
    ends: list[int]
    lines: list[int]
    chances: Floats
    end: int


def checked(path: Path) -> bytes:
    """The bytes of a packaged file if its SHA-256 is the one that CHECKSUM beside it tells. Raises WeightsError."""
    mend = "Install the package again, or make the weights with `make model`."
    try:
        content = path.read_bytes()
        told = dict(line.split()[::-1] for line in path.with_name(CHECKSUM).read_text(encoding="utf-8").splitlines())
    except OSError as error:
        raise WeightsError(f"{error.filename} is missing. {mend}") from error
    if hashlib.sha256(content).hexdigest() != told.get(path.name):
        raise WeightsError(
            f"{path} does not have the SHA-256 in {CHECKSUM} beside it: it was damaged or exchanged. {mend}"
        )
    return content


def check() -> None:
    """Raises WeightsError if the packaged weights cannot be used; before long work, so that it is told once."""
    checked(WEIGHTS)
    checked(VOCABULARY)


@cache
def _session() -> Any:
    import onnxruntime

    model = checked(WEIGHTS)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def read(text: str) -> Reading:
    """The reading of a text; without words it has no rows. Raises WeightsError where the weights cannot be used."""
    found = pieces(text)
    firsts = [at for at, first in enumerate(found.firsts) if first]
    lasts = [at - 1 for at in [*firsts[1:], len(found.ids)]] if firsts else []
    scores = _scores(found)[firsts]
    for head in HEADS:
        part = scores[:, COLUMNS[head.name]]
        part -= part.max(axis=1, keepdims=True, initial=-np.inf)
        np.exp(part, out=part)
        part /= part.sum(axis=1, keepdims=True)
    return Reading(
        [found.starts[at] for at in firsts],
        [found.ends[at] for at in lasts],
        [found.lines[at] for at in firsts],
        scores,
        found.end,
    )


def _scores(found: Pieces) -> Floats:
    """Raw scores, a row a piece."""
    scores = np.zeros((len(found.ids), CLASSES), dtype=np.float32)
    made = [(start, *window_ids(found, start, end)) for start, end in windows(found)]
    for batch in _batches(made):
        longest = max(len(ids) for _, ids, _, _ in batch)
        inputs = np.zeros((3, len(batch), longest), dtype=np.int32)
        for row, (_, ids, traits, _) in enumerate(batch):
            inputs[0, row, : len(ids)] = ids
            inputs[1, row, : len(ids)] = traits
            inputs[2, row, : len(ids)] = 1
        (answer,) = _session().run(None, {"ids": inputs[0], "traits": inputs[1], "mask": inputs[2]})
        for row, (start, _, _, places) in enumerate(batch):
            scores[start : start + len(places)] = answer[row, places]
    return scores


Window = tuple[int, list[int], list[int], list[int]]


def _batches(made: Sequence[Window]) -> list[list[Window]]:
    batches: list[list[Window]] = []
    for window in sorted(made, key=lambda window: (-len(window[1]), window[0])):
        if not batches or (len(batches[-1]) + 1) * len(batches[-1][0][1]) > _BATCH:
            batches.append([])
        batches[-1].append(window)
    return batches
