"""The mean of trained weights:  python -m ingest.extract.model.average OUT FIRST SECOND …

Trainings that begin from the same encoder and differ in their articles err differently; the mean of their weights is better than
either (Wortsman et al. 2022, "Model soups"), and no slower to run.
"""

import sys
from collections.abc import Sequence

import numpy as np
from safetensors.numpy import load_file, save_file


def mean_of(trained: Sequence[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Name -> mean of the arrays of that name; all networks have the same ones."""
    return {
        name: np.asarray(np.mean([weights[name] for weights in trained], axis=0, dtype=np.float32))
        for name in trained[0]
    }


def main(arguments: Sequence[str]) -> None:
    """Reads trained weights, writes their mean."""
    out, *paths = arguments
    save_file(mean_of([load_file(path) for path in paths]), out)


if __name__ == "__main__":
    main(sys.argv[1:])
