"""Makes the packaged weights of trained ones:  python -m ingest.extract.model.export TRAINED OUT

The graph is written down node by node, with the fused operators of onnxruntime. Its matrices become 8-bit integers, each column
scaled by itself: with one scale a matrix every 70th word of a taught encoder got another name label, so every 600th. The
checksum that `reader` asks for is written beside it. Same trained weights: same file.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from ingest.extract.model.heads import CLASSES
from ingest.extract.model.network import EPSILON, HEAD_WIDTH
from ingest.extract.model.reader import CHECKSUM
from ingest.extract.model.tokens import VOCABULARY

FUSED: Final = "com.microsoft"
OPSET: Final = 20
IR_VERSION: Final = 9
Weights = dict[str, np.ndarray]
Stored = tuple[str, str, str]
"""Names of integers, of their scale and of their zero point."""


class Graph:
    """Nodes and weights in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, values: np.ndarray) -> str:
        """Adds a weight as it is, returns its name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def columns(self, name: str, values: np.ndarray) -> Stored:
        """Adds a matrix as signed integers around 0, with a scale a column."""
        scale = (np.abs(values).max(axis=0) / 127).astype(np.float32)
        whole = np.rint(values / np.where(scale > 0, scale, 1)).astype(np.int8)
        return self._stored(name, whole, scale, np.zeros(len(scale), np.int8))

    def table(self, name: str, values: np.ndarray) -> Stored:
        """Adds a table as unsigned integers with one scale."""
        low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
        scale = np.array((high - low) / 255, np.float32)
        zero = np.array(np.rint(-low / scale), np.uint8)
        whole = np.clip(np.rint(values / scale) + zero, 0, 255).astype(np.uint8)
        return self._stored(name, whole, scale, zero)

    def _stored(self, name: str, whole: np.ndarray, scale: np.ndarray, zero: np.ndarray) -> Stored:
        return self.weight(name, whole), self.weight(f"{name}_scale", scale), self.weight(f"{name}_zero", zero)

    def node(self, kind: str, name: str, inputs: Sequence[str], fused: bool = False, **attributes: Any) -> str:
        """Adds a node named as its output, returns that name."""
        return self.nodes_of(kind, [name], inputs, fused, **attributes)[0]

    def nodes_of(
        self, kind: str, outputs: list[str], inputs: Sequence[str], fused: bool, **attributes: Any
    ) -> list[str]:
        """Adds a node named as its first output, returns its outputs."""
        domain = {"domain": FUSED} if fused else {}
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=outputs[0], **domain, **attributes))
        return outputs


def graph_of(weights: Weights) -> onnx.ModelProto:
    """The taught network as a graph: ids and traits (windows x pieces, int32, no padding) in, scores out."""
    graph = Graph()
    graph.weight("epsilon", np.array([EPSILON], np.float32))
    graph.weight("last", np.array([-1]))
    x = _embeddings(graph, weights)
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    for at in range(layers):
        x = _layer(
            graph, {n.removeprefix(f"layers.{at}."): w for n, w in weights.items() if f"layers.{at}." in n}, at, x
        )
    scores = graph.node("MatMul", "head", [x, graph.weight("head_w", weights["head.weight"].T)])
    graph.node("Add", "scores", [scores, graph.weight("head_b", weights["head.bias"])])
    shape = ["windows", "pieces"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name in ("ids", "traits")]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*shape, CLASSES])]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION)


def _embeddings(graph: Graph, weights: Weights) -> str:
    shapes, kinds = weights["shapes.weight"], weights["kinds.weight"]
    tables = {
        "words": weights["words.weight"],
        "places": weights["places.weight"],
        "traits_table": (shapes[:, None, :] + kinds[None, :, :]).reshape(-1, shapes.shape[1]),
        "norm_w": weights["norm.weight"],
        "norm_b": weights["norm.bias"],
    }
    whole, scales, zeros = zip(*(graph.table(name, values) for name, values in tables.items()), strict=True)
    inputs = ["ids", "traits", *whole, "", *scales, *zeros]
    outputs = ["embedded", "unused"]
    return graph.nodes_of("QEmbedLayerNormalization", outputs, inputs, fused=True, epsilon=EPSILON)[0]


def _layer(graph: Graph, weights: Weights, at: int, x: str) -> str:
    def weight(name: str) -> str:
        return graph.weight(f"{name}_{at}", weights[name])

    def product(name: str, x: str, of: str) -> str:
        whole, scale, zero = graph.columns(f"{of}.weight_{at}", weights[f"{of}.weight"].T)
        return graph.node("DynamicQuantizeMatMul", name, [x, whole, scale, zero, weight(f"{of}.bias")], fused=True)

    def normalised(name: str, new: str, old: str, norm: str) -> str:
        both = graph.node("Add", f"{name}_both", [new, old])
        return _norm(graph, name, both, weight(f"{norm}.weight"), weight(f"{norm}.bias"))

    attended = _attention(graph, weights, at, x)
    y = normalised(f"mixed_{at}", product(f"mix_{at}", attended, "mix"), x, "mix_norm")
    wide = graph.node("Relu", f"wide_{at}", [product(f"widen_{at}", y, "widen")])
    return normalised(f"layer_{at}", product(f"narrow_{at}", wide, "narrow"), y, "norm")


def _attention(graph: Graph, weights: Weights, at: int, x: str) -> str:
    outputs = [f"x_{at}", f"x_{at}_scale", f"x_{at}_zero"]
    read, read_scale, read_zero = graph.nodes_of("DynamicQuantizeLinear", outputs, [x], fused=False)
    name = "query_key_value"
    whole, scale, zero = graph.columns(f"{name}.weight_{at}", weights[f"{name}.weight"].T)
    bias = graph.weight(f"{name}.bias_{at}", weights[f"{name}.bias"])
    inputs = [read, whole, bias, read_scale, scale, "", read_zero, zero]
    heads = len(weights[f"{name}.bias"]) // (3 * HEAD_WIDTH)
    return graph.node("QAttention", f"attention_{at}", inputs, fused=True, num_heads=heads)


def _norm(graph: Graph, name: str, x: str, weight: str, bias: str) -> str:
    """Layer normalisation in single steps: the runtime's own operator adds up number by number, and took a fifth of all time."""
    mean = graph.node("ReduceMean", f"{name}_mean", [x, "last"])
    off = graph.node("Sub", f"{name}_off", [x, mean])
    squares = graph.node("Mul", f"{name}_squares", [off, off])
    variance = graph.node("ReduceMean", f"{name}_variance", [squares, "last"])
    variance = graph.node("Add", f"{name}_positive", [variance, "epsilon"])
    deviation = graph.node("Sqrt", f"{name}_deviation", [variance])
    even = graph.node("Div", f"{name}_even", [off, deviation])
    scaled = graph.node("Mul", f"{name}_scaled", [even, weight])
    return graph.node("Add", name, [scaled, bias])


def main(arguments: Sequence[str]) -> None:
    """Reads trained weights, writes the graph and its checksum."""
    trained, out = map(Path, arguments)
    onnx.save(graph_of(load_file(trained)), out)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in (out, VOCABULARY)]
    out.with_name(CHECKSUM).write_text("\n".join(sums) + "\n", encoding="utf-8")
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB\n" + "\n".join(sums), file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
