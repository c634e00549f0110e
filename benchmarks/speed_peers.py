"""What the reader's speed is measured against: itself in fp32 torch, and a tagger of BERT-base's size.

Needs torch and the package `onnx` (both in the extra `train`). Both models read the very windows
that the reader's runtime was given, on one thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from training.exchange_export import PREFIX
from training.exchange_export import Graph as PassingGraph
from training.exchange_model import FROM_LAYER, Passing
from training.export import Graph
from training.model import Encoder, Reader, Sizes, scaled, sizes_of
from training.restore import graph_arrays
from training.switch import flat
from whence.reader.labels import SPAN_TAGS

Feed = dict[str, Any]
"""One batch of windows as the runtime is given it."""

Array = np.ndarray[Any, Any]

BERT_BASE = Sizes(width=768, inner=3072, layers=12, heads=12, head=64)


class Itself(nn.Module):  # type: ignore[misc,unused-ignore]
    """All that the packaged graph computes, the head for exchanges included, as torch modules."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        reader = Reader(sizes)
        self.graph = Graph(reader)
        self.passing = PassingGraph(Passing(reader))
        self.states = torch.empty(0)
        reader.encoder.layers[FROM_LAYER - 1].register_forward_hook(self._keep)

    def _keep(self, module: nn.Module, given: object, states: torch.Tensor) -> None:
        self.states = states

    def forward(
        self,
        ids: torch.Tensor,
        feats: torch.Tensor,
        words: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        """The graph's outputs, in its order."""
        out: tuple[torch.Tensor, ...] = self.graph(ids, feats, words)
        tags, _, heads, rels = out[:4]
        return (*out, *self.passing(self.states, words, heads, rels, tags))


def same_weights(path: Path, checkpoint: Path | None = None) -> tuple[Itself, str]:
    """The exported graph as a torch module in fp32, and where its weights are from.

    From a checkpoint of training where one is given (the head for exchanges, which has its own, aside), else
    from the int8 graph itself, each matrix multiplied out by its scales. Raises ValueError where that graph
    has other parts than the module.
    """
    whole = Itself(sizes_of({name: a.shape for name, a in graph_arrays(path).items()}))
    model = flat(onnx.load(str(path)))
    _fill(whole.passing, _dequantised(model, set(whole.passing.state_dict()), PREFIX), path, ())
    if checkpoint is not None:
        saved = torch.load(checkpoint, map_location="cpu", weights_only=False)
        whole.graph.r.load_state_dict(saved["average"], strict=False)
        whole.graph = Graph(whole.graph.r)
        return whole.eval(), "checkpoint"
    # Taken up by `tags` and `flat`, or used only in decoding.
    folded = (
        "r.spans.",
        "r.entities.",
        "r.upos.",
        "r.xpos.",
        "r.sentences.",
        "r.crf.",
        "r.label_mix",
        "r.link_bias",
        "r.silver_mix",
    )
    _fill(whole.graph, _dequantised(model, set(whole.graph.state_dict())), path, folded)
    return whole.eval(), "the int8 graph's, multiplied out"


def _fill(module: nn.Module, found: dict[str, Array], path: Path, folded: tuple[str, ...]) -> None:
    for name, value in found.items():
        if ".qkv." in name:  # the export puts the scale of attention into the queries' weights
            scaled(torch.from_numpy(value), Sizes().head ** 0.5)
    missing = [name for name in module.state_dict() if name not in found and not name.startswith(folded)]
    if missing:
        raise ValueError(f"{path}: no weights for {', '.join(missing[:3])} in it")
    module.load_state_dict({name: torch.from_numpy(value) for name, value in found.items()}, strict=False)


def _dequantised(model: onnx.ModelProto, names: set[str], prefix: str = "") -> dict[str, Array]:
    """The weights of what stands under `prefix` in the graph, by the names of the torch module."""
    table = {
        i.name.removeprefix(prefix): numpy_helper.to_array(i)
        for i in model.graph.initializer
        if i.name.startswith(prefix)
    }

    def whole(name: str) -> Array:
        zero = table[f"{name}_zero_point"].astype(np.float32)
        out: Array = (table[f"{name}_quantized"].astype(np.float32) - zero) * table[f"{name}_scale"]
        return out

    out = {name: value.copy() for name, value in table.items() if name in names}
    for name in table:  # an embedding in eight bits has a scale a row
        plain = name.removesuffix(".values") + ".weight"
        if name.endswith(".values") and plain in names:
            out[plain] = table[name].astype(np.float32) * table[name.removesuffix("values") + "scales"]
    for name in table:
        plain = name.removesuffix("_quantized")
        if plain != name and plain in names:
            out[plain] = whole(plain)
    for node in model.graph.node:
        if node.op_type != "MatMulInteger" or not node.input[1].endswith("_quantized"):
            continue
        if not node.name.startswith(prefix):
            continue
        place = ".".join(node.name.removeprefix(prefix).strip("/").split("/")[:-1])
        weight = node.input[1].removeprefix(prefix).removesuffix("_quantized")
        for target in (f"r.{place}.weight", f"{place}.weight", f"head.{place}.weight"):
            if target in names:
                out[target] = np.ascontiguousarray(whole(weight).T)
    return out


def operations(path: Path, feeds: Sequence[Feed]) -> int:
    """Operations (two a multiply-add) of the int8 graph's matrix products over some windows."""
    model = flat(onnx.load(str(path)))
    shapes = {i.name: tuple(i.dims) for i in model.graph.initializer}
    encoder = heads = 0
    for node in model.graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in shapes:
            k, n = shapes[node.input[1]]
            if node.name.startswith(("/encoder/", f"{PREFIX}/layers.")):
                encoder += k * n
            elif node.name.startswith(f"{PREFIX}/item/"):
                continue  # only of a few words
            else:
                heads += k * n
    return sum(2 * (encoder * feed["ids"].size + heads * feed["words"].size) for feed in feeds)


class Tagger(nn.Module):  # type: ignore[misc,unused-ignore]
    """A tagger of BERT-base's size with random weights: they have no bearing on its speed."""

    def __init__(self, sizes: Sizes = BERT_BASE) -> None:
        super().__init__()
        self.encoder = Encoder(sizes, 0.0)
        self.head = nn.Linear(sizes.width, len(SPAN_TAGS))

    def forward(self, ids: torch.Tensor, feats: torch.Tensor) -> torch.Tensor:
        """Scores (batch, sub-words, tags)."""
        out: torch.Tensor = self.head(self.encoder(ids, feats, None))
        return out


def millions(model: nn.Module) -> float:
    """Parameters, in millions."""
    number: int = sum(p.numel() for p in model.parameters())
    return round(number / 1e6, 1)


def runner(model: Itself | Tagger, feeds: Sequence[Feed]) -> Callable[[], list[Any]]:
    """What runs a model over the windows once, on one thread, and gives its first outputs."""
    torch.set_num_threads(1)
    names = ("ids", "feats", "words") if isinstance(model, Itself) else ("ids", "feats")
    batches = [[torch.from_numpy(feed[name]) for name in names] for feed in feeds]

    def go() -> list[Any]:
        with torch.inference_mode():
            results = [model(*batch) for batch in batches]
        return [r[0] if isinstance(r, tuple) else r for r in results]

    return go


def agreement(mine: Sequence[Any], theirs: Sequence[Any], feeds: Sequence[Feed]) -> float:
    """The share of words for which two models have the same best span tag."""
    same = total = 0
    for a, b, feed in zip(mine, theirs, feeds, strict=True):
        tags = len(SPAN_TAGS)
        same += int((np.asarray(a)[..., :tags].argmax(-1) == np.asarray(b)[..., :tags].argmax(-1)).sum())
        total += feed["words"].size
    return same / max(1, total)
