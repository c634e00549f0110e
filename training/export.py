"""Export a training run to the package: one int8 ONNX graph and a small JSON beside it.

    python -m training.export --run RUN --encoder DIR [--out src/whence/reader/weights] [--fp32]

The graph takes the sub-words of one window at a time, with no padding, and gives, per word: the tag scores
of all heads, the best head within its sentence and the relation to it, and the halves of link and relation
scores.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.model import Layer, Reader, reader_of, scaled
from training.quantised import rows_in_eight_bits
from training.switch import switched
from whence.reader.labels import DEPRELS, ENTITY_TAGS, SPAN_TAGS, UPOS, XPOS


class Table(nn.Module):
    """An embedding in eight bits, with a scale a row: one scale for all would be set by a few outliers."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        values, scales = rows_in_eight_bits(weight)
        self.values: Tensor
        self.scales: Tensor
        self.register_buffer("values", values)
        self.register_buffer("scales", scales)

    def forward(self, ids: Tensor) -> Tensor:
        return F.embedding(ids, self.values).float() * F.embedding(ids, self.scales)


class Graph(nn.Module):
    """What is exported: everything that is worth doing inside the runtime."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.r = reader
        heads = (reader.spans, reader.entities, reader.upos, reader.xpos, reader.sentences)
        self.tags = nn.Linear(reader.sizes.width, sum(h.out_features for h in heads))
        self.tags.weight.data = torch.cat([h.weight.data for h in heads])
        self.tags.bias.data = torch.cat([h.bias.data for h in heads])
        z = reader.sizes
        for layer in reader.encoder.layers:
            assert isinstance(layer, Layer)
            # The scale of attention goes into the queries' weights: one pass over all scores less.
            for part in (layer.qkv.weight, layer.qkv.bias):
                scaled(part.data, z.head**-0.5)
        mix = reader.label_mix.data  # relations × dependent × head
        self.flat = nn.Parameter(mix.permute(1, 0, 2).reshape(z.label + 1, -1))

    def forward(self, ids: Tensor, feats: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        r = self.r
        x = r.encoder(ids, feats, None)
        h = x.gather(1, words[..., None].expand(-1, -1, x.shape[2]))
        tags = self.tags(h)
        starts = (tags[..., -1] > tags[..., -2]).float()
        sentence = starts.cumsum(1)
        apart = (sentence[:, :, None] - sentence[:, None, :]).abs().clamp(max=1.0)
        arcs = r.arcs(h) - 1e4 * apart
        heads = arcs.argmax(2)
        dep, head = r.label_parts(h)
        chosen = head.gather(1, heads[..., None].expand(-1, -1, head.shape[2]))
        one = torch.ones_like(dep[..., :1])
        left = torch.cat([dep, one], -1) @ self.flat
        left = left.view(left.shape[0], left.shape[1], len(DEPRELS), -1)
        right = torch.cat([chosen, one], -1)
        rels = (left @ right[..., None]).squeeze(-1).argmax(2)
        links = torch.cat([F.gelu(r.link_cue(h)), F.gelu(r.link_word(h))], -1)
        return tags, arcs, heads, rels, dep, head, links


NAMES = ("tags", "arcs", "heads", "rels", "dep", "head", "links")


def sdpa(q: Tensor, k: Tensor, v: Tensor, attn_mask: Tensor | None = None) -> Tensor:
    """Attention written out over queries that are scaled already, so that the graph holds plain products."""
    scores = q @ k.transpose(-1, -2)
    if attn_mask is not None:
        scores = scores + attn_mask
    return scores.softmax(-1) @ v


def write(graph: Graph, path: Path) -> None:
    """Write the graph to `path` as it is, unquantised."""
    ids = torch.randint(5, 999, (1, 12))
    example = (ids, torch.zeros_like(ids), torch.arange(10)[None])
    axes = {"ids": {1: "s"}, "feats": {1: "s"}, "words": {1: "w"}}
    axes |= {name: {1: "w"} for name in NAMES} | {"arcs": {1: "w", 2: "w"}}
    torch.onnx.export(
        graph, example, str(path), input_names=["ids", "feats", "words"],
        output_names=list(NAMES), dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--run", type=Path, required=True)
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--out", type=Path, default=Path("src/whence/reader/weights"))
    p.add_argument("--raw", action="store_true", help="the last weights and not their moving average")
    p.add_argument("--fp32", action="store_true", help="keep the unquantised graph as reader-fp32.onnx too")
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    saved = torch.load(a.run / "checkpoint.pt", map_location="cpu", weights_only=False)
    reader = reader_of(saved["model"] if a.raw else saved["average"])
    reader.eval()
    F.scaled_dot_product_attention = sdpa  # type: ignore[assignment]
    graph = Graph(reader).eval()
    prepared = a.out / "prepared.onnx"
    if a.fp32:
        write(graph, a.out / "reader-fp32.onnx")
    reader.encoder.words = Table(reader.encoder.words.weight.data)  # type: ignore[assignment]
    full = a.out / "unrounded.onnx"
    write(graph, full)
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
    # Seven bits of weight: on processors without VNNI, products of eight would saturate.
    quantize_dynamic(
        str(prepared), str(a.out / "reader.onnx"), weight_type=QuantType.QInt8,
        per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    onnx.save(switched(onnx.load(str(a.out / "reader.onnx"))), str(a.out / "reader.onnx"))
    prepared.unlink()
    full.unlink()
    crf = reader.crf
    np.savez(
        a.out / "decode.npz",
        transitions=(crf.trans + crf.illegal).detach().numpy(),
        start=(crf.start + crf.not_first).detach().numpy(),
        last=crf.not_last.numpy(),
        link_bias=reader.link_bias.detach().numpy(),
        label_mix=reader.label_mix.detach().numpy().astype(np.float16),
    )
    shutil.copy(a.encoder / "tokenizer.json", a.out / "tokenizer.json")
    about = {
        "name": "whence-reader",
        "version": "6",
        "steps": saved["step"],
        "span_tags": SPAN_TAGS, "entity_tags": ENTITY_TAGS, "upos": UPOS, "xpos": XPOS, "deprels": DEPRELS,
    }  # fmt: skip
    (a.out / "reader.json").write_text(json.dumps(about, indent=1) + "\n")
    print({f.name: f.stat().st_size for f in sorted(a.out.iterdir())})


if __name__ == "__main__":
    main()
