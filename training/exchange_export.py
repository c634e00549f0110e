"""Graft the trained head for exchanges onto the packaged graph.

    python -m training.exchange_export --run RUN [--weights src/whence/reader/weights]
    python -m training.exchange_export --again [--weights src/whence/reader/weights]

The graph keeps all it had, to the byte of its weights; a head that was grafted before is replaced. The second
form exports the head that is there once more, for when only the way it is computed has changed.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import onnx
import torch
import torch.nn.functional as F
from onnx import compose
from torch import Tensor, nn

from training.exchange_model import PAIRS, Passing
from training.exchange_texts import STATES
from training.export import sdpa
from training.model import Layer, scaled
from training.restore import restored
from training.switch import flat, switched
from whence.reader.labels import ENTITY_TAGS, SPAN_TAGS, UPOS
from whence.reader.model import WEIGHTS
from whence.reader.passing import LEAST, LIKELIEST, OUTPUTS

PREFIX = "passing/"
_INPUTS = ("states", "words", "heads", "rels", "tags")
_UPOS = len(SPAN_TAGS) + len(ENTITY_TAGS)


class Graph(nn.Module):
    """The head with what comes before and behind it in the runtime, for one window at a time.

    Parties are told only of words that may be items: they are a few of a hundred, and all pairs of all words
    would take longer than the rest of the head.
    """

    def __init__(self, head: Passing) -> None:
        super().__init__()
        self.head = head
        for layer in head.layers:
            assert isinstance(layer, Layer)
            # As in training.export: the scale of attention goes into the queries' weights.
            for part in (layer.qkv.weight, layer.qkv.bias):
                scaled(part.data, (3 * layer.n / len(part)) ** 0.5)

    def forward(
        self,
        states: Tensor,
        words: Tensor,
        heads: Tensor,
        rels: Tensor,
        tags: Tensor,
    ) -> tuple[Tensor, ...]:
        upos = tags[..., _UPOS : _UPOS + len(UPOS)].argmax(-1)
        sentences = (tags[..., -1] > tags[..., -2]).long().cumsum(1)
        h, verbs = self.head.joined(self.head.states(states, None, words), heads, rels, upos)
        kinds, categories, standings = (x.softmax(-1) for x in self.head.of_words(h))
        items = (kinds[0, :, 0] <= 1 - LEAST).nonzero()[:, 0]
        pairs = self.head.pairs(h, None, heads, verbs, rels, sentences, items)
        # A window of one word has fewer pairs than are asked for.
        pairs = F.pad(pairs, (0, LIKELIEST), value=-1e4)
        odds, who = pairs.softmax(-1).topk(LIKELIEST, -1)
        who = who - 1
        who = torch.where(who >= heads.shape[1], torch.full_like(who, -1), who)
        return (
            kinds,
            categories,
            standings,
            items[None],
            who.permute(0, 2, 1, 3),
            odds.permute(0, 2, 1, 3),
        )


def write(graph: Graph, path: Path) -> None:
    """Write the head alone to `path`, unquantised."""
    s, n = 12, 10
    example = (
        torch.randn(1, s, graph.head.item.in_features),
        torch.arange(n)[None],
        torch.arange(n)[None],
        torch.zeros(1, n, dtype=torch.long),
        torch.randn(1, n, _UPOS + len(UPOS) + 60),
    )
    axes = {name: {1: "w"} for name in (*_INPUTS, *OUTPUTS)} | {"states": {1: "s"}}
    axes |= {name: {1: "items"} for name in ("items", "who", "odds")}
    torch.onnx.export(
        graph, example, str(path), input_names=list(_INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantised(graph: Graph) -> onnx.ModelProto:
    """The head in eight bits, its pairs' matrices excepted."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        full, prepared, small = (Path(folder) / f"{name}.onnx" for name in ("full", "prepared", "small"))
        write(graph, full)
        quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
        model = onnx.load(str(prepared))
        deep = {t.name for t in model.graph.initializer if len(t.dims) > 2}
        quantize_dynamic(
            str(prepared), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True},
            nodes_to_exclude=[n.name for n in model.graph.node if deep.intersection(n.input)],
        )  # fmt: skip
        return onnx.load(str(small))


def without(model: onnx.ModelProto) -> onnx.ModelProto:
    """A graph without the head that was grafted onto it."""
    graph = model.graph
    for field in (graph.node, graph.initializer):
        kept = [x for x in field if not x.name.startswith(PREFIX)]
        del field[:]
        field.extend(kept)
    outputs = [o for o in graph.output if o.name not in OUTPUTS]
    del graph.output[:]
    graph.output.extend(outputs)
    return model


def grafted(reader: onnx.ModelProto, head: onnx.ModelProto) -> onnx.ModelProto:
    """One graph that gives what both give."""
    prefixed = compose.add_prefix(head, PREFIX)
    names = {f"{PREFIX}{name}": name for name in (*_INPUTS, *OUTPUTS)} | {f"{PREFIX}states": STATES}
    for node in prefixed.graph.node:
        for field in (node.input, node.output):
            for k, name in enumerate(field):
                field[k] = names.get(name, name)
    reader.graph.node.extend(prefixed.graph.node)
    reader.graph.initializer.extend(prefixed.graph.initializer)
    for value in prefixed.graph.output:
        value.name = names[value.name]
        reader.graph.output.append(value)
    known = {o.domain for o in reader.opset_import}
    reader.opset_import.extend(o for o in head.opset_import if o.domain not in known)
    onnx.checker.check_model(reader)
    return reader


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    which = p.add_mutually_exclusive_group(required=True)
    which.add_argument("--run", type=Path, help="a finished run of training.exchanges")
    which.add_argument("--again", action="store_true", help="the head that is in the graph already")
    p.add_argument("--weights", type=Path, default=WEIGHTS)
    a = p.parse_args()
    path = a.weights / "reader.onnx"
    head = Passing(restored(a.weights))
    if a.again:
        from benchmarks.speed_peers import same_weights  # which imports this module

        head.load_state_dict(same_weights(path)[0].passing.head.state_dict())
    else:
        head.load_state_dict(torch.load(a.run / "passing.pt", weights_only=False)["average"])
    head.eval()
    F.scaled_dot_product_attention = sdpa  # type: ignore[assignment]
    model = grafted(without(flat(onnx.load(str(path)))), quantised(Graph(head)))
    onnx.save(switched(model), str(path))
    print({"bytes": path.stat().st_size, "pairs": PAIRS})


if __name__ == "__main__":
    main()
