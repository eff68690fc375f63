"""Hands on what the deep encoder knows to a shallow one:  python -m ingest.extract.model.teaching DATA TRAINED OUT …

TRAINED are the weights that `training` made, OUT the file of the taught ones, which read twice as fast. The pupil begins as
TRAINED without its last layers, without the heads of attention that it needs least (Michel et al. 2019) and with ReLU for
GELU, and learns to give every word the chances that TRAINED gives it, the vectors behind them, and, with less weight, what was
annotated (Hinton et al. 2015; Jiao et al. 2020). Same data, seed, processor and number of threads: same weights.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from ingest.extract.model.corpus import Reference, add_arguments
from ingest.extract.model.examples import UNASKED, examples
from ingest.extract.model.heads import COLUMNS, HEADS
from ingest.extract.model.network import ATTENTION_HEADS, HEAD_WIDTH, WIDTH, Network
from ingest.extract.model.training import SEED, WEIGHTS, WHOLE, loss_of, prepared, steps, tensors, train

# The first layers are kept: begun from every second layer, the same lessons left half as much again unlearnt. Of their heads of
# attention some can be spared, but for the last one's.
KEPT: Final = (8, 8, 12)
# Articles on which the heads are weighed.
WEIGHED: Final = 200
EPOCHS: Final = 5
RATE: Final = 3e-4
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


def begun(teacher: Network, references: Sequence[Reference]) -> Network:
    """The pupil before the first lesson: the teacher's first layers with their most needed heads, weighed on the articles."""
    first = Network([ATTENTION_HEADS] * len(KEPT))
    first.load_state_dict({name: teacher.state_dict()[name].clone() for name in first.state_dict()})
    first.eval()
    state = first.state_dict()
    for at, need in enumerate(needs(teacher, first, references)):
        kept = need.topk(KEPT[at]).indices.sort().values
        columns = (kept[:, None] * HEAD_WIDTH + torch.arange(HEAD_WIDTH)).flatten()
        rows = torch.cat([columns + part * WIDTH for part in range(3)])  # queries, keys, values
        for kind in ("weight", "bias"):
            name = f"layers.{at}.query_key_value.{kind}"
            state[name] = state[name][rows]
        state[f"layers.{at}.mix.weight"] = state[f"layers.{at}.mix.weight"][:, columns]
    pupil = Network(KEPT, functional.relu)
    pupil.load_state_dict(state)
    return pupil


def needs(teacher: Network, pupil: Network, references: Sequence[Reference]) -> list[Tensor]:
    """Per layer how much each head of attention matters: how fast the loss would change if it said less."""
    found = [torch.zeros(ATTENTION_HEADS) for _ in pupil.layers]
    windows = [window for reference in references for window in examples(reference.article, reference.asked)]
    for group in steps(windows, random.Random(SEED)):
        pupil.zero_grad()
        taught(teacher, pupil, *tensors(group, None)).backward()
        for need, layer in zip(found, pupil.layers, strict=True):
            said = layer.mix.weight * layer.mix.weight.grad
            need += said.detach().sum(0).view(ATTENTION_HEADS, HEAD_WIDTH).sum(1).abs()
    return found


def main(arguments: Sequence[str]) -> None:
    """Reads annotations and trained weights, teaches, writes the taught weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    references = prepared(options)
    teacher = Network(WHOLE)
    teacher.load_state_dict(load_file(options.trained))
    teacher.eval()  # without dropout: what is taught is no chance draw
    pupil = begun(teacher, references[:WEIGHED])
    pupil.eval()
    print(f"{len(references)} articles, {len(KEPT)} of {len(WHOLE)} layers, {EPOCHS} rounds", file=sys.stderr)
    lesson = lambda inputs, classes: taught(teacher, pupil, inputs, classes)  # noqa: E731
    train(references, [(list(pupil.parameters()), RATE)], lesson, EPOCHS)
    save_file(pupil.state_dict(), options.out)


if __name__ == "__main__":
    main(sys.argv[1:])
