"""Hands on what the deep encoder knows to a shallow one:  python -m ingest.extract.model.teaching DATA TRAINED OUT …

TRAINED are the weights that `training` made, OUT the file of the taught ones, which read twice as fast. The pupil begins as
TRAINED without its last layers and learns to give every word the chances that TRAINED gives it, the vectors behind them, and,
with less weight, what was annotated (Hinton et al. 2015; Jiao et al. 2020). Same data, seed, processor and number of threads:
same weights.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from ingest.extract.model.corpus import add_arguments
from ingest.extract.model.examples import UNASKED
from ingest.extract.model.heads import COLUMNS, HEADS
from ingest.extract.model.network import Network
from ingest.extract.model.training import LAYERS, WEIGHTS, loss_of, prepared, train

# The first layers are kept: begun from every second layer, the same lessons left half as much again unlearnt.
KEPT: Final = 3
EPOCHS: Final = 5
RATE: Final = 2e-4
ANNOTATED: Final = 0.3
"""Weight of the annotations beside what the deep encoder says."""


def taught(teacher: Network, pupil: Network, inputs: list[Tensor], classes: Tensor) -> Tensor:
    """The loss of a step: how far the pupil's chances and vectors are from the teacher's, and its answers from the annotations."""
    with torch.no_grad():
        known, right = teacher(*inputs)
    vectors, scores = pupil(*inputs)
    is_real, is_asked = inputs[3], classes.amax(0) != UNASKED
    total = functional.mse_loss(vectors[is_real], known[is_real]) + ANNOTATED * loss_of(scores, classes)
    for head in HEADS:
        ours, theirs = (functional.log_softmax(part[..., COLUMNS[head.name]][is_asked], -1) for part in (scores, right))
        total = total + WEIGHTS[head.name] * functional.kl_div(ours, theirs, log_target=True, reduction="batchmean")
    return total


def main(arguments: Sequence[str]) -> None:
    """Reads annotations and trained weights, teaches, writes the taught weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    references = prepared(options)
    teacher, pupil = Network(LAYERS), Network(KEPT)
    state = load_file(options.trained)
    teacher.load_state_dict(state)
    pupil.load_state_dict({name: state[name].clone() for name in pupil.state_dict()})
    for network in (teacher, pupil):
        network.eval()  # without dropout: what is taught is no chance draw
    print(f"{len(references)} articles, {KEPT} of {LAYERS} layers, {EPOCHS} rounds", file=sys.stderr)
    lesson = lambda inputs, classes: taught(teacher, pupil, inputs, classes)  # noqa: E731
    train(references, [(list(pupil.parameters()), RATE)], lesson, EPOCHS)
    save_file(pupil.state_dict(), options.out)


if __name__ == "__main__":
    main(sys.argv[1:])
