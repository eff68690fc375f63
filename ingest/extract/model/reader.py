"""Runs the packaged weights over a text: for every word, how likely each class of each head is.

One thread, and one window after the other: the 8-bit arithmetic scales by what is read at once, so a window's answer must not
depend on its neighbours, and nothing is spent on padding. Two cores are used by two processes.
"""

import hashlib
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
    known: dict[tuple[int, ...], Floats] = {}  # a text that says one thing a thousand times is read once
    for start, end in windows(found):
        ids, traits, places = window_ids(found, start, end)
        key = (*ids, *traits)
        if key not in known:
            feed = {"ids": np.array([ids], np.int32), "traits": np.array([traits], np.int32)}
            known[key] = _session().run(None, feed)[0][0]
        scores[start:end] = known[key][places]
    return scores
