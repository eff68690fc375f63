"""The encoder in training: BERT (Devlin et al. 2019) as wide as MiniLM-L6 (Wang et al. 2020), with one row of heads.

Only for training: the packaged weights run without it (`reader`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from ingest.extract.model.heads import CLASSES
from ingest.extract.model.tokens import KINDS, SHAPES

WIDTH: Final = 384
INNER: Final = 1536
ATTENTION_HEADS: Final = 12
HEAD_WIDTH: Final = WIDTH // ATTENTION_HEADS
PLACES: Final = 512
WORDS: Final = 30522
EPSILON: Final = 1e-12
DROPOUT: Final = 0.1
Activation = Callable[[Tensor], Tensor]


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, heads: int, activation: Activation) -> None:
        super().__init__()
        self.activation = activation
        self.query_key_value = nn.Linear(WIDTH, 3 * heads * HEAD_WIDTH)
        self.mix = nn.Linear(heads * HEAD_WIDTH, WIDTH)
        self.mix_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` is windows x pieces x WIDTH, `mask` windows x 1 x 1 x pieces, true for real pieces."""
        rows, length, _ = x.shape
        parts = self.query_key_value(x).view(rows, length, 3, -1, HEAD_WIDTH).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
        x = self.mix_norm(x + self.dropout(self.mix(mixed.transpose(1, 2).flatten(2))))
        inner = self.narrow(self.activation(self.widen(x)))
        y: Tensor = self.norm(x + self.dropout(inner))
        return y


class Network(nn.Module):
    """Pieces in, one row of class scores a piece out."""

    def __init__(self, attention: Sequence[int], activation: Activation = functional.gelu) -> None:
        """`attention`: heads of attention of each layer."""
        super().__init__()
        self.words = nn.Embedding(WORDS, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.kinds = nn.Embedding(KINDS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(heads, activation) for heads in attention)
        self.dropout = nn.Dropout(DROPOUT)
        self.head = nn.Linear(WIDTH, CLASSES)

    def forward(self, ids: Tensor, shapes: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """All windows x pieces; the answer is the last layer's vectors and the scores, windows x pieces x WIDTH and x CLASSES."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(places) + self.shapes(shapes) + self.kinds(kinds)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x, self.head(self.dropout(x))


def load_pretrained(network: Network, published: Mapping[str, Tensor]) -> None:
    """Fills in the published encoder's weights; traits start without a say, heads at random."""
    state = network.state_dict()
    segment = published["embeddings.token_type_embeddings.weight"][0]
    state["words.weight"] = published["embeddings.word_embeddings.weight"]
    state["places.weight"] = published["embeddings.position_embeddings.weight"]
    state["shapes.weight"] = segment.repeat(SHAPES, 1)
    state["kinds.weight"] = torch.zeros(KINDS, WIDTH)
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = published[f"embeddings.LayerNorm.{kind}"]
        for at in range(len(network.layers)):
            theirs, ours = f"encoder.layer.{at}.", f"layers.{at}."
            attention = [published[f"{theirs}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            state[f"{ours}query_key_value.{kind}"] = torch.cat(attention)
            state[f"{ours}mix.{kind}"] = published[f"{theirs}attention.output.dense.{kind}"]
            state[f"{ours}mix_norm.{kind}"] = published[f"{theirs}attention.output.LayerNorm.{kind}"]
            state[f"{ours}widen.{kind}"] = published[f"{theirs}intermediate.dense.{kind}"]
            state[f"{ours}narrow.{kind}"] = published[f"{theirs}output.dense.{kind}"]
            state[f"{ours}norm.{kind}"] = published[f"{theirs}output.LayerNorm.{kind}"]
    network.load_state_dict(state)
