"""Train the head for exchanges on top of the packaged reader.

    python -m training.exchanges --run RUN --data FILE|DIR… [--dev FILE|DIR…] [--epochs 6]
    python -m training.exchanges --run RUN2 --begin RUN --data FILE… --sample 6000 --of FILE… --epochs 2

The second form goes on from a finished run, at a lower rate, with some texts oftener than others (a file
counts as often as it is named) and so many windows of the rest, drawn anew for every epoch.

What lies below the head stays as it is packaged: its states are computed once, by the packaged graph
itself. The last quarter of the steps rounds the head's own layers as the export will. Writes
RUN/passing.pt after every epoch and goes on from there when it is run again.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.exchange_model import Passing
from training.exchange_texts import GIVER, RECEIVER, Sample, fill, samples
from training.quantised import round_products
from training.restore import restored
from whence.reader import Reader
from whence.reader.model import WEIGHTS
from whence.reader.passing import GIVEN, RETURNED

BATCH = 16
_DECAY, _SHORT_DECAY = 0.998, 0.995
_RATE, _LOW_RATE = 7e-4, 2.5e-4
_REST = 1.5
"""How much faster the head learns than its layers, which have learnt to read before."""
Tensors = dict[str, Tensor]


def collate(group: list[Sample]) -> tuple[list[Tensor], Tensors]:
    """The network's inputs and the labels of a batch; labels that are not there are -1."""
    b, s, n = len(group), max(len(x.filled()) for x in group), max(x.words for x in group)
    states, real = torch.zeros(b, s, group[0].filled().shape[1]), torch.zeros(b, s)
    words, valid = torch.zeros(b, n, dtype=torch.long), torch.zeros(b, n)
    heads = torch.arange(n).repeat(b, 1)
    rels, upos = torch.zeros(b, n, dtype=torch.long), torch.zeros(b, n, dtype=torch.long)
    sentences = torch.full((b, n), 9999)
    labels = {k: torch.full((b, n), -1) for k in ("kinds", "categories", "standings")}
    for r, x in enumerate(group):
        length, m = len(x.filled()), x.words
        states[r, :length], real[r, :length] = torch.from_numpy(x.filled().astype(np.float32)), 1
        words[r, :m], valid[r, :m] = torch.from_numpy(x.feed["words"][0]), 1
        for tensor, array in zip((heads, rels, upos, sentences), x.syntax, strict=True):
            tensor[r, :m] = torch.from_numpy(array)
        for name, tensor in labels.items():
            tensor[r, :m] = torch.from_numpy(getattr(x, name))
    mask = (1.0 - real)[:, None, None, :] * -1e4
    return [states, mask, words, valid, heads, rels, upos, sentences], labels


def loss(model: Passing, group: list[Sample]) -> Tensor:
    """Summed over words and pairs, for each window of a batch."""
    inputs, labels = collate(group)
    kinds, categories, standings, pairs = model(*inputs)

    def classes(scores: Tensor, gold: Tensor, **more: Any) -> Tensor:
        flat = gold.flatten()
        if not (flat >= 0).any():
            return scores.sum() * 0
        return F.cross_entropy(scores.flatten(0, 1), flat, ignore_index=-1, reduction="sum", **more)

    out = classes(kinds, labels["kinds"], label_smoothing=0.04)
    out = out + 0.5 * classes(categories, labels["categories"])
    out = out + 0.5 * classes(standings, labels["standings"], label_smoothing=0.05)
    _, _, n, m = pairs.shape
    places: list[int] = []
    owner: list[int] = []
    weights: list[float] = []
    for r, x in enumerate(group):
        for arc in x.arcs:
            places += [((r * 3 + arc.kind) * n + arc.item) * m + j for j in arc.words]
            owner += [len(weights)] * len(arc.words)
            weights.append(arc.weight)
    if weights:
        p = pairs.log_softmax(-1).flatten()[torch.tensor(places)].exp()
        total = torch.zeros(len(weights)).index_add(0, torch.tensor(owner), p)
        out = out - (total.clamp(min=1e-9).log() * torch.tensor(weights)).sum()
    return out / len(group)


@torch.no_grad()
def measure(model: Passing, some: list[Sample]) -> dict[str, float]:
    """F1 of items, of returns, of items with both parties right, and the share of right standings."""
    model.eval()
    count = dict.fromkeys(("said", "true", "items", "whole", "standing", "giver", "receiver"), 0)
    back = dict.fromkeys(("said", "true", "right"), 0)
    order = sorted(some, key=lambda x: len(x.filled()))
    for at in range(0, len(order), 32):
        group = order[at : at + 32]
        kinds, _, standings, pairs = model(*collate(group)[0])
        for r, x in enumerate(group):
            gold: dict[tuple[int, int], list[list[int]]] = {}
            for arc in x.arcs:
                gold.setdefault((arc.kind, arc.item), []).append(arc.words)
            best = kinds[r].argmax(-1).tolist()
            for i in range(x.home, x.words):
                back["said"] += best[i] == RETURNED
                back["true"] += int(x.kinds[i]) == RETURNED
                back["right"] += best[i] == RETURNED == int(x.kinds[i])
                count["said"] += best[i] == GIVEN
                count["true"] += int(x.kinds[i]) == GIVEN
                if not best[i] == GIVEN == int(x.kinds[i]):
                    continue
                count["items"] += 1
                right = []
                for kind in (GIVER, RECEIVER):
                    sets = gold.get((kind, i))
                    j = int(pairs[r, kind, i].argmax())
                    right.append(sets is None or any(j in s for s in sets) or sets == [[0]])
                count["giver"] += right[0]
                count["receiver"] += right[1]
                count["whole"] += all(right)
                count["standing"] += int(standings[r, i].argmax()) == int(x.standings[i])
    model.train()

    def f1(right: int, said: int, true: int) -> float:
        return round(2 * right / max(1, said + true), 3)

    items = max(1, count["items"])
    return {
        "items": f1(count["items"], count["said"], count["true"]),
        "whole": f1(count["whole"], count["said"], count["true"]),
        "returns": f1(back["right"], back["said"], back["true"]),
        **{k: round(count[k] / items, 3) for k in ("giver", "receiver", "standing")},
    }


def batches(some: list[Sample], rng: random.Random) -> list[list[Sample]]:
    """Windows of like length together, drawn anew for every epoch."""
    order = rng.sample(some, len(some))
    out = []
    for at in range(0, len(order), 8 * BATCH):
        part = sorted(order[at : at + 8 * BATCH], key=lambda x: len(x.filled()))
        out += [part[k : k + BATCH] for k in range(0, len(part), BATCH)]
    rng.shuffle(out)
    return out


def train(
    train_on: list[Sample],
    dev: list[Sample],
    run: Path,
    weights: Path,
    epochs: int,
    seed: int,
    *,
    begin: Path | None = None,
    pool: Sequence[Sample] = (),
    drawn: int = 0,
) -> None:
    """Train, from RUN/passing.pt where that is there already; else from the average of `begin`, if given."""
    torch.manual_seed(seed)
    model = Passing(restored(weights))
    if begin is not None:
        model.load_state_dict(torch.load(begin / "passing.pt", weights_only=False)["average"])
    rate_of_layers, slowest = (_RATE, _DECAY) if begin is None else (_LOW_RATE, _SHORT_DECAY)
    layers = list(model.layers.parameters())
    own = {id(p) for p in layers}
    rest = [p for p in model.parameters() if id(p) not in own]
    optimiser = torch.optim.AdamW(
        [
            {"params": layers, "lr": rate_of_layers},
            {"params": rest, "lr": _REST * rate_of_layers},
        ],
        weight_decay=0.01,
    )
    steps = epochs * math.ceil((len(train_on) + drawn) / BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min(1.0, (k + 1) / 100) * max(0.0, 1 - k / steps)
    )
    average = {k: v.clone() for k, v in model.state_dict().items()}
    first = step = 0
    if (run / "passing.pt").is_file():
        saved = torch.load(run / "passing.pt", weights_only=False)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        rate.load_state_dict(saved["rate"])
        average, first, step = saved["average"], saved["epoch"], saved["step"]
    for epoch in range(first, epochs):
        started, total = time.time(), 0.0
        torch.manual_seed(seed + epoch)
        rng = random.Random(seed + epoch)
        for group in batches([*train_on, *rng.sample(pool, drawn)], rng):
            if begin is not None or step >= 0.75 * steps:
                round_products(model)
            value = loss(model, group)
            optimiser.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
            step += 1
            total += value.item()
            decay = min(slowest, (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    average[k].lerp_(v, 1 - decay) if v.is_floating_point() else average[k].copy_(v)
        run.mkdir(parents=True, exist_ok=True)
        torch.save(
            {"model": model.state_dict(), "average": average, "optimiser": optimiser.state_dict(),
             "rate": rate.state_dict(), "epoch": epoch + 1, "step": step},
            run / "passing.pt.new",
        )  # fmt: skip
        (run / "passing.pt.new").replace(run / "passing.pt")
        line: dict[str, Any] = {
            "epoch": epoch + 1,
            "loss": round(total, 1),
            "s": round(time.time() - started),
        }
        if dev:
            current = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average)
            line |= measure(model, dev)
            model.load_state_dict(current)
        print(line, flush=True)


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    p.add_argument("--run", type=Path, required=True)
    p.add_argument("--data", type=Path, nargs="+", required=True)
    p.add_argument("--dev", type=Path, nargs="*", default=[])
    p.add_argument("--begin", type=Path, help="a finished run to go on from")
    p.add_argument("--of", type=Path, nargs="*", default=[], help="what --sample draws from")
    p.add_argument("--sample", type=int, default=0, help="windows that an epoch draws")
    p.add_argument("--weights", type=Path, default=WEIGHTS)
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--seed", type=int, default=0)
    a = p.parse_args()
    reader = Reader.load(a.weights)
    data, dev, pool = (
        [x for path in paths for x in samples(path, reader)] for paths in (a.data, a.dev, a.of)
    )
    for some in (data, dev, pool):
        fill(some, a.weights)
    print({"windows": len(data), "dev": len(dev), "drawn from": len(pool)}, flush=True)
    train(
        data,
        dev,
        a.run,
        a.weights,
        a.epochs,
        a.seed,
        begin=a.begin,
        pool=pool,
        drawn=min(a.sample, len(pool)),
    )


if __name__ == "__main__":
    main()
