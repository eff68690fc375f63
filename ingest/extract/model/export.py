"""Makes the packaged weights of trained ones:  python -m ingest.extract.model.export TRAINED OUT

The graph is written down node by node, with the fused operators of onnxruntime, and its matrices become 8-bit integers. The
checksum that `reader` asks for is written beside it. Same trained weights: same file.
"""

import hashlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from ingest.extract.model.heads import CLASSES
from ingest.extract.model.network import ATTENTION_HEADS, EPSILON
from ingest.extract.model.reader import CHECKSUM
from ingest.extract.model.tokens import VOCABULARY

FUSED: Final = "com.microsoft"
OPSET: Final = 17
IR_VERSION: Final = 9
Weights = dict[str, np.ndarray]


class Graph:
    """Nodes and weights in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, values: np.ndarray) -> str:
        """Adds a weight, returns its name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=np.float32), name))
        return name

    def node(self, kind: str, name: str, inputs: Sequence[str], fused: bool = True, **attributes: Any) -> str:
        """Adds a node named as its output, returns that name."""
        domain = {"domain": FUSED} if fused else {}
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **domain, **attributes))
        return name


def graph_of(weights: Weights) -> onnx.ModelProto:
    """The trained network as a graph: ids and traits (windows x pieces, int32, no padding) in, scores out."""
    graph = Graph()
    graph.weight("epsilon", np.array([EPSILON]))
    x = _embeddings(graph, weights)
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    for at in range(layers):
        x = _layer(
            graph, {n.removeprefix(f"layers.{at}."): w for n, w in weights.items() if f"layers.{at}." in n}, at, x
        )
    scores = graph.node("MatMul", "head", [x, graph.weight("head_w", weights["head.weight"].T)], fused=False)
    graph.node("Add", "scores", [scores, graph.weight("head_b", weights["head.bias"])], fused=False)
    shape = ["windows", "pieces"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name in ("ids", "traits")]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*shape, CLASSES])]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION)


def _embeddings(graph: Graph, weights: Weights) -> str:
    shapes, kinds = weights["shapes.weight"], weights["kinds.weight"]
    traits = (shapes[:, None, :] + kinds[None, :, :]).reshape(-1, shapes.shape[1])
    tables = [
        graph.weight("words", weights["words.weight"]),
        graph.weight("places", weights["places.weight"]),
        graph.weight("traits_table", traits),
        graph.weight("norm_w", weights["norm.weight"]),
        graph.weight("norm_b", weights["norm.bias"]),
    ]
    inputs, outputs = ["ids", "traits", *tables], ["embedded", "unused"]
    graph.nodes.append(
        helper.make_node("EmbedLayerNormalization", inputs, outputs, name="embedded", domain=FUSED, epsilon=EPSILON)
    )
    return "embedded"


def _layer(graph: Graph, weights: Weights, at: int, x: str) -> str:
    def weight(name: str) -> str:
        values = weights[name]
        return graph.weight(f"{name}_{at}", values.T if values.ndim == 2 else values)

    def normalised(name: str, new: str, old: str, norm: str, bias: str) -> str:
        new = graph.node("Add", f"{name}_biased", [new, weight(bias)], fused=False)
        both = graph.node("Add", f"{name}_both", [new, old], fused=False)
        return _norm(graph, name, both, weight(f"{norm}.weight"), weight(f"{norm}.bias"))

    attention = [x, weight("query_key_value.weight"), weight("query_key_value.bias")]
    attended = graph.node("Attention", f"attention_{at}", attention, num_heads=ATTENTION_HEADS)
    mixed = graph.node("MatMul", f"mix_{at}", [attended, weight("mix.weight")], fused=False)
    y = normalised(f"mixed_{at}", mixed, x, "mix_norm", "mix.bias")
    wide = graph.node("MatMul", f"widen_{at}", [y, weight("widen.weight")], fused=False)
    wide = graph.node("BiasGelu", f"wide_{at}", [wide, weight("widen.bias")])
    narrow = graph.node("MatMul", f"narrow_{at}", [wide, weight("narrow.weight")], fused=False)
    return normalised(f"layer_{at}", narrow, y, "norm", "narrow.bias")


def _norm(graph: Graph, name: str, x: str, weight: str, bias: str) -> str:
    """Layer normalisation in single steps: the runtime's own operator adds up number by number, and took a fifth of all time."""
    mean = graph.node("ReduceMean", f"{name}_mean", [x], fused=False, axes=[-1])
    off = graph.node("Sub", f"{name}_off", [x, mean], fused=False)
    squares = graph.node("Mul", f"{name}_squares", [off, off], fused=False)
    variance = graph.node("ReduceMean", f"{name}_variance", [squares], fused=False, axes=[-1])
    variance = graph.node("Add", f"{name}_positive", [variance, "epsilon"], fused=False)
    deviation = graph.node("Sqrt", f"{name}_deviation", [variance], fused=False)
    even = graph.node("Div", f"{name}_even", [off, deviation], fused=False)
    scaled = graph.node("Mul", f"{name}_scaled", [even, weight], fused=False)
    return graph.node("Add", name, [scaled, bias], fused=False)


def main(arguments: Sequence[str]) -> None:
    """Reads trained weights, writes the graph and its checksum."""
    trained, out = map(Path, arguments)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        onnx.save(graph_of(load_file(trained)), plain)
        quantize_dynamic(
            plain,
            out,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Attention", "EmbedLayerNormalization"],
            nodes_to_exclude=["head"],
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in (out, VOCABULARY)]
    out.with_name(CHECKSUM).write_text("\n".join(sums) + "\n", encoding="utf-8")
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB\n" + "\n".join(sums), file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
