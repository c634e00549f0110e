"""Float weights back from an exported graph, for when the checkpoint it was made from is gone.

    python -m training.restore --weights src/whence/reader/weights --out RUN

Writes RUN/checkpoint.pt, which `training.train --from` begins with and `training.export` exports again.
Quantised weights come back to the nearest of their 128 (products) or 256 (embeddings) steps; all others,
and the transitions and relation scores of `decode.npz`, as they were. A graph holds no optimiser's state.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from training.model import Reader, scaled, sizes_of
from training.switch import flat

Array = NDArray[Any]
_QUANTISED = "_quantized"
_BARRED = -5e3
"""Below this, a score of `decode.npz` is a bar and not a weight."""


def unquantised(arrays: dict[str, Array], name: str) -> Array:
    """The weights that `name`_quantized stands for, by its scale and zero point (of each column, or one)."""
    whole = arrays[name + _QUANTISED].astype(np.float32)
    zero = arrays[name + "_zero_point"].astype(np.float32)
    out: Array = (whole - zero) * arrays[name + "_scale"]
    return out


def graph_arrays(path: Path) -> dict[str, Array]:
    """Every weight of the graph at `path` in floats, by the name of the module it belongs to.

    Products are found by the node that uses them, since the export names their weights by number,
    and are turned from (in, out) to torch's (out, in).
    """
    graph = flat(onnx.load(str(path))).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out = {
        name.removeprefix("r."): a
        for name, a in arrays.items()
        if name.startswith(("r.", "tags.")) and not name.endswith(("_scale", "_zero_point", _QUANTISED))
    }
    for name in arrays:
        if name.startswith("r.") and name.endswith(_QUANTISED):
            plain = name.removesuffix(_QUANTISED)
            out[plain.removeprefix("r.")] = unquantised(arrays, plain)
    for node in graph.node:
        module, _, product = node.name.removesuffix("_quant").strip("/").rpartition("/")
        weight = node.input[1] if len(node.input) > 1 else ""
        if product == "MatMul" and module and weight in arrays:
            floats = (
                unquantised(arrays, weight.removesuffix(_QUANTISED))
                if weight.endswith(_QUANTISED)
                else arrays[weight]
            )
            out[module.replace("/", ".") + ".weight"] = floats.T
    return out


def restored(folder: Path) -> Reader:
    """The reader that was exported to `folder`. Raises ValueError where a weight is missing or misfits."""
    arrays = graph_arrays(folder / "reader.onnx")
    with np.load(folder / "decode.npz") as decode:
        for name, key in (("crf.trans", "transitions"), ("crf.start", "start")):
            arrays[name] = np.where(decode[key] > _BARRED, decode[key], 0)
        arrays["link_bias"] = decode["link_bias"]
        arrays["label_mix"] = decode["label_mix"]
    values, scales = (arrays.pop(f"encoder.words.{name}", None) for name in ("values", "scales"))
    if values is not None and scales is not None:
        arrays["encoder.words.weight"] = values.astype(np.float32) * scales
    z = sizes_of({name: a.shape for name, a in arrays.items()})
    reader = Reader(z)
    heads = {name: getattr(reader, name) for name in ("spans", "entities", "upos", "xpos", "sentences")}
    cuts = np.cumsum([head.out_features for head in heads.values()])[:-1]
    for part in ("weight", "bias"):
        tags = arrays.pop(f"tags.{part}", None)
        if tags is None:
            raise ValueError(
                f"{folder / 'reader.onnx'}: no scores of tags in the graph; was it made by training.export?"
            )
        for name, rows in zip(heads, np.split(tags, cuts), strict=True):
            arrays[f"{name}.{part}"] = rows
        for i in range(z.layers):
            # The export puts the scale of attention into the queries; see training.export.Graph.
            key = f"encoder.layers.{i}.qkv.{part}"
            if key in arrays:
                arrays[key] = arrays[key].copy()
                scaled(torch.from_numpy(arrays[key]), z.head**0.5)
    state: dict[str, Tensor] = {}
    for name, old in reader.state_dict().items():
        # The scheme of the silver trees is not exported; it begins as that of the gold ones.
        new = arrays.get("arc_mix" if name == "silver_mix" else name)
        if new is None or new.shape != tuple(old.shape):
            found = "is not there" if new is None else f"has the shape {new.shape}, not {tuple(old.shape)}"
            raise ValueError(
                f"{folder}: {name} {found}; these weights were made by another version of training.export"
            )
        state[name] = torch.from_numpy(np.array(new, dtype=np.float32))
    reader.load_state_dict(state)
    return reader


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    p.add_argument("--weights", type=Path, required=True, help="a folder with reader.onnx and decode.npz")
    p.add_argument("--out", type=Path, required=True)
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    state = restored(a.weights).state_dict()
    steps = json.loads((a.weights / "reader.json").read_text(encoding="utf-8"))["steps"]
    torch.save({"model": state, "average": state, "step": steps}, a.out / "checkpoint.pt")
    print({"weights": sum(v.numel() for v in state.values()), "steps": steps})


if __name__ == "__main__":
    main()
