"""Make the reader narrower: keep what matters most in each layer, and let it learn from the wide one.

    python -m training.narrow --cache CACHE --out RUN [--inner 768] [--heads 8] [--minutes 120]

The packaged reader, its head for exchanges included, is the teacher. Of each layer the inner units and the
heads of attention whose output varies most are kept; what the others give on average goes into the bias.
The narrow reader then learns to have the teacher's states (Romero et al. 2015; Jiao et al. 2020) and scores
(Hinton et al. 2015) on the texts of `training.texts`, half of them with some words changed for others of
their kind, all with the rounding of the int8 weights. With --gold, what the corpora mark is learnt beside it
(`training.train`). Embeddings and the transitions of tags stay as they are.

Writes RUN/checkpoint.pt for `training.export` and RUN/passing.pt for `training.exchange_export`, every few
minutes, and goes on from there when started again. Uses a GPU where there is one; two cores take a night.
The schedule runs over --steps, or with --minutes over the time spent.
"""

from __future__ import annotations

import argparse
import copy
import json
import pickle
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.batches import CLS, MASK, SEP, batches, collate
from training.exchange_model import FROM_LAYER, Passing
from training.model import Layer, Reader
from training.quantised import RoundedLinear, round_products
from training.texts import Texts
from training.train import BUDGET, WEIGHTS, losses, stream
from whence.reader.features import FEATURES
from whence.reader.model import WEIGHTS as PACKAGED

Batch = dict[str, Tensor]
State = dict[str, Tensor]

CHANGED = 0.2
"""The largest share of a window's words that are changed for others."""

_ITEM = 0.05
"""The least probability, by the teacher, of a word's being an item for its parties to be learnt."""


# What is read


class Windows:
    """Windows of texts, drawn for ever."""

    def __init__(self, texts: Texts, seed: int) -> None:
        self.texts = texts
        self.rng = np.random.default_rng(seed)
        self.length = np.diff(texts.first)
        order = np.argsort(texts.classes, kind="stable")
        self.order = order[np.searchsorted(texts.classes[order], 0) :]
        classes = texts.classes[self.order]
        size = int(texts.classes.max()) + 2
        self.first_of = np.searchsorted(classes, np.arange(size))

    def _words(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Words of a window, and whether each begins a paragraph in it."""
        t, rng = self.texts, self.rng
        room = BUDGET - 1 if rng.random() < 0.7 else int(rng.integers(40, BUDGET))
        parts: list[NDArray[Any]] = []
        heads: list[NDArray[Any]] = []
        while room > 12:
            at = int(rng.integers(len(t.types)))
            start = at
            while not t.begins[start] and at - start < 200:
                start -= 1
            if not t.begins[start]:
                start = at  # within a paragraph that is longer than a window
            stop = start + 1
            while stop < len(t.types) and t.begins[stop] != 2 and stop - start < BUDGET:
                stop += 1
            words = np.arange(start, stop)
            begins = t.begins[words] > 0
            begins[0] = True
            cost = np.cumsum(self.length[t.types[words]] + begins)
            fit = int(np.searchsorted(cost, room, side="right"))
            if not fit:
                break
            parts.append(words[:fit])
            heads.append(begins[:fit])
            room -= int(cost[fit - 1])
            if fit < len(words) or rng.random() < 0.3:
                break
        return np.concatenate(parts), np.concatenate(heads)

    def one(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Sub-words, features, and where each word begins."""
        t, rng = self.texts, self.rng
        words, begins = self._words()
        types = t.types[words].copy()
        if rng.random() < 0.5:
            change = (rng.random(len(words)) < rng.random() * CHANGED) & (t.classes[words] >= 0)
            where = np.flatnonzero(change)
            low = self.first_of[t.classes[words[where]]]
            high = self.first_of[t.classes[words[where]] + 1]
            types[where] = t.types[self.order[low + (rng.random(len(where)) * (high - low)).astype(np.int64)]]
        begins = begins.copy()
        begins[0] = False
        lengths = self.length[types]
        ends = np.cumsum(lengths + begins) + 1
        at = ends - lengths
        fit = ends < BUDGET  # a changed word may be longer
        types, lengths, at, begins, words = (x[fit] for x in (types, lengths, at, begins, words))
        size = int(at[-1] + lengths[-1])
        ids, feats = np.full(size + 1, SEP), np.full(size + 1, FEATURES)
        ids[0] = CLS
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        place = np.repeat(at, lengths) + within
        ids[place] = t.pieces[np.repeat(t.first[types], lengths) + within]
        feats[place] = np.repeat(t.feats[words], lengths)
        hidden = np.repeat(rng.random(len(words)) < 0.02, lengths)
        ids[place[hidden]] = MASK
        return ids, feats, at

    def batch(self, size: int) -> Batch:
        """`size` windows as tensors."""
        rows = [self.one() for _ in range(size)]
        s, n = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
        ids, real = np.zeros((size, s), np.int64), np.zeros((size, s), bool)
        feats = np.full((size, s), FEATURES, np.int64)
        words, valid = np.zeros((size, n), np.int64), np.zeros((size, n), bool)
        for k, (i, f, at) in enumerate(rows):
            ids[k, : len(i)], feats[k, : len(i)], real[k, : len(i)] = i, f, True
            words[k, : len(at)], valid[k, : len(at)] = at, True
        out = {"ids": ids, "feats": feats, "real": real, "words": words, "valid": valid}
        return {k: torch.from_numpy(v) for k, v in out.items()}


class Soft(IterableDataset[Batch]):
    """Batches of windows without labels."""

    def __init__(self, cache: Path, size: int, seed: int) -> None:
        self.cache, self.size, self.seed = cache, size, seed

    def __iter__(self) -> Iterator[Batch]:
        torch.set_num_threads(1)
        windows = Windows(Texts.load(self.cache / "texts.npz"), self.seed * 1000 + _worker())
        while True:
            yield windows.batch(self.size)


class Gold(IterableDataset[list[Batch]]):
    """A batch of each corpus with its labels: so many sub-words of each, none where 0 are asked for."""

    def __init__(self, cache: Path, seed: int, polnear: int, trees: int) -> None:
        self.cache, self.seed = cache, seed
        self.sizes = {name: size for name, size in (("polnear", polnear), ("treebank", trees)) if size}

    def __iter__(self) -> Iterator[list[Batch]]:
        torch.set_num_threads(1)
        rng = random.Random(self.seed * 1000 + _worker())
        streams = []
        for name, size in self.sizes.items():
            docs = pickle.loads((self.cache / f"{name}-train.pickle").read_bytes())
            streams.append(batches(stream(docs, rng, {"ewt": 0.5}), size, rng))
        while True:
            yield [collate(next(one), rng, 0.05) for one in streams]


def _worker() -> int:
    info = get_worker_info()
    return info.id if info else 0


def loader(data: IterableDataset[Any], workers: int) -> Iterator[Any]:
    """What `data` yields, made by other processes where `workers` are given."""
    return iter(
        DataLoader(data, batch_size=None, num_workers=workers, prefetch_factor=6 if workers else None,
                   pin_memory=torch.cuda.is_available())
    )  # fmt: skip


# What is kept


@dataclass
class Both:
    """A reader and its head for exchanges."""

    reader: Reader
    passing: Passing

    def to(self, device: torch.device) -> Both:
        self.reader.to(device)
        self.passing.to(device)
        return self

    def fixed(self) -> Both:
        """Itself, without dropout."""
        self.reader.eval()
        self.passing.eval()
        return self

    def layers(self) -> list[Layer]:
        """The reader's layers and the head's own."""
        return [x for some in (self.reader.encoder.layers, self.passing.layers) for x in some]  # type: ignore[misc]

    def state(self) -> State:
        """All weights by name."""
        return {f"{part}.{k}": v for part in ("reader", "passing")
                for k, v in getattr(self, part).state_dict().items()}  # fmt: skip

    def load(self, state: State) -> None:
        """Take weights that `state` gave."""
        for part in ("reader", "passing"):
            own = {k.removeprefix(f"{part}."): v for k, v in state.items() if k.startswith(f"{part}.")}
            getattr(self, part).load_state_dict(own)


def packaged(folder: Path) -> Both:
    """The packaged reader in fp32."""
    from benchmarks.speed_peers import same_weights
    from training.restore import restored

    reader = restored(folder)
    passing = Passing(reader)
    passing.load_state_dict(same_weights(folder / "reader.onnx")[0].passing.head.state_dict())
    return Both(reader, passing).fixed()


def _squeeze(old: RoundedLinear, keep: Tensor, mean: Tensor) -> RoundedLinear:
    """A product over the inputs that are kept; the others count as what they are on average."""
    new = RoundedLinear(len(keep), old.out_features)
    rest = torch.ones(old.in_features, dtype=torch.bool)
    rest[keep] = False
    new.weight.data = old.weight.data[:, keep].clone()
    new.bias.data = old.bias.data + old.weight.data[:, rest] @ mean[rest]
    return new


def _rows(old: RoundedLinear, keep: Tensor) -> RoundedLinear:
    new = RoundedLinear(old.in_features, len(keep))
    new.weight.data, new.bias.data = old.weight.data[keep].clone(), old.bias.data[keep].clone()
    return new


def narrowed(teacher: Both, some: Batch, inner: int, heads: int) -> Both:
    """A copy of the teacher with the `inner` units and `heads` of each layer that vary most on a batch."""
    seen: dict[RoundedLinear, tuple[Tensor, Tensor]] = {}
    real = some["real"]

    def watch(module: nn.Module, given: tuple[Tensor, ...]) -> None:
        x = given[0].float()[real]
        assert isinstance(module, RoundedLinear)
        seen[module] = (x.mean(0).cpu(), torch.cov(x.T).cpu())

    hooks = [m.register_forward_pre_hook(watch) for x in teacher.layers() for m in (x.out, x.down)]
    with torch.no_grad():
        run(teacher, some)
    for hook in hooks:
        hook.remove()
    student = Both(copy.deepcopy(teacher.reader).cpu(), copy.deepcopy(teacher.passing).cpu())
    z = teacher.reader.sizes
    student.reader.sizes = replace(z, inner=inner, heads=heads)
    for old, new in zip(teacher.layers(), student.layers(), strict=True):
        mean, cov = seen[old.down]
        weight = new.down.weight.data
        keep = (cov.diagonal() * weight.square().sum(0)).topk(inner).indices.sort().values
        new.up, new.down = _rows(new.up, keep), _squeeze(new.down, keep, mean)
        mean, cov = seen[old.out]
        parts = new.out.weight.data.split(z.head, 1)
        blocks = [cov[i : i + z.head, i : i + z.head] for i in range(0, len(cov), z.head)]
        # The variance of what a head adds: the trace of W C W'.
        worth = torch.stack([((w @ c) * w).sum() for w, c in zip(parts, blocks, strict=True)])
        best = worth.topk(heads).indices.sort().values
        keep = (best[:, None] * z.head + torch.arange(z.head)).flatten()
        width = z.heads * z.head
        new.qkv = _rows(new.qkv, torch.cat([keep, keep + width, keep + 2 * width]))
        new.out = _squeeze(new.out, keep, mean)
        new.n = heads
    return student


# What is learnt


@dataclass
class Run:
    """States of one reader on a batch: of sub-words behind each layer, of words for its heads."""

    layers: list[Tensor]
    words: Tensor
    passing: list[Tensor]
    passing_words: Tensor


def run(both: Both, batch: Batch) -> Run:
    """All states of a reader; heads come after."""
    encoder = both.reader.encoder
    mask = batch["real"][:, None, None, :]
    x = encoder.words(batch["ids"]) + encoder.feats(batch["feats"])
    x = encoder.norm(x + encoder.positions.weight[: x.shape[1]])
    layers = []
    for layer in encoder.layers:
        x = layer(x, mask)
        layers.append(x)
    y = layers[FROM_LAYER - 1]
    own = []
    for layer in both.passing.layers:
        y = layer(y, mask)
        own.append(y)
    at = batch["words"][..., None].expand(-1, -1, x.shape[2])
    return Run(layers, x.gather(1, at), own, y.gather(1, at))


_CLASSES = {"spans": 4.0, "entities": 1.0, "upos": 0.5, "xpos": 0.5, "sentences": 1.0}


def _divergence(gold: Tensor, mine: Tensor, weight: Tensor) -> Tensor:
    """The mean divergence of two sets of scores (…, classes), weighted (…)."""
    mine = mine.float().log_softmax(-1)
    gold = gold.float().log_softmax(-1)
    each = (gold.exp() * (gold - mine)).sum(-1)
    return (each * weight).sum() / weight.sum().clamp(min=1e-6)


def _distance(gold: Tensor, mine: Tensor, real: Tensor) -> Tensor:
    """The mean squared difference of states (…, width), over the variance of the first."""
    gold, mine = gold.float(), mine.float()
    each = (gold - mine).square().mean(-1)
    spread = gold.var(-1)
    return (each * real).sum() / (spread * real).sum().clamp(min=1e-6)


def lessons(teacher: Both, student: Both, batch: Batch, half: bool, share: int) -> dict[str, Tensor]:
    """The losses on a batch, by what is learnt; relations and exchanges on the first 1/`share` of it."""
    real, valid = batch["real"].float(), batch["valid"].float()
    device = real.device.type
    t, s = teacher.reader, student.reader
    with torch.no_grad(), torch.autocast(device, dtype=torch.bfloat16, enabled=half):
        theirs = run(teacher, batch)
    with torch.autocast(device, dtype=torch.bfloat16, enabled=half):
        mine = run(student, batch)
        out = {
            f"layer{i}": _distance(a, b, real)
            for i, (a, b) in enumerate(zip(theirs.layers, mine.layers, strict=True))
        }
        for i, (a, b) in enumerate(zip(theirs.passing, mine.passing, strict=True)):
            out[f"passing{i}"] = _distance(a, b, real)
        h, g = theirs.words, mine.words
        scores: dict[str, Tensor] = {}
        for name in _CLASSES:
            with torch.no_grad():
                scores[name] = getattr(t, name)(h)
            out[name] = _divergence(scores[name], getattr(s, name)(g), valid)
        sentences = (scores["sentences"][..., 1] > scores["sentences"][..., 0]).long().cumsum(1)
        apart = (sentences[:, :, None] != sentences[:, None, :]) | ~batch["valid"][:, None, :]
        with torch.no_grad():
            arcs = t.arcs(h).float().masked_fill(apart, -1e4)
        out["arcs"] = _divergence(arcs, s.arcs(g).float().masked_fill(apart, -1e4), valid)
        for name in ("link_cue", "link_word", "label_dep", "label_head"):
            with torch.no_grad():
                gold = F.gelu(getattr(t, name)(h))
            out[name] = _distance(gold, F.gelu(getattr(s, name)(g)), valid)
        k = max(1, len(h) // share)
        heads = arcs[:k].argmax(2)
        at = heads[..., None]
        with torch.no_grad():
            dep, head = t.label_parts(h[:k])
            gold = t.label_scores(dep, head.gather(1, at.expand(-1, -1, head.shape[2])))
        dep, head = s.label_parts(g[:k])
        rels = s.label_scores(dep, head.gather(1, at.expand(-1, -1, head.shape[2])))
        out["rels"] = _divergence(gold, rels, valid[:k])
        tree = (valid[:k], heads, gold.argmax(-1), scores["upos"][:k].argmax(-1), sentences[:k])
        with torch.no_grad():
            told = teacher.passing.scores(theirs.passing_words[:k], *tree)
        said = student.passing.scores(mine.passing_words[:k], *tree)
        item = 1 - told[0].float().softmax(-1)[..., 0]
        item = torch.where(item > _ITEM, item, 0.0) * valid[:k]
        out["kinds"] = _divergence(told[0], said[0], valid[:k] * (1 + 10 * item))
        out["categories"] = _divergence(told[1], said[1], item)
        out["standings"] = _divergence(told[2], said[2], item)
        out["pairs"] = _divergence(told[3], said[3], item[:, None].expand(-1, 3, -1))
    return out


def weight_of(name: str, layers: int, progress: float) -> float:
    """How much a lesson counts: the states between fade, the last ones and the scores stay."""
    if name == f"layer{layers - 1}":
        return 2.0
    if name.startswith(("layer", "passing")):
        last = name == f"layer{FROM_LAYER - 1}" or name == "passing1"
        return (1.0 if last else 0.3) * (1 - 0.7 * progress)
    more = {"arcs": 1.0, "rels": 0.5, "kinds": 2.0, "pairs": 0.3, "categories": 0.2, "standings": 0.2}
    return _CLASSES.get(name, more.get(name, 0.25))


@torch.no_grad()
def agreement(teacher: Both, student: Both, batch: Batch) -> dict[str, float]:
    """The share of words on which both give the same, in per cent."""
    valid = batch["valid"]
    h, g = run(teacher, batch), run(student, batch)
    out = {}
    for name in _CLASSES:
        a, b = (getattr(m.reader, name)(x.words).argmax(-1) for m, x in ((teacher, h), (student, g)))
        out[name] = (a == b)[valid].float().mean()
    a, b = teacher.reader.arcs(h.words), student.reader.arcs(g.words)
    apart = (~valid)[:, None, :]
    out["arcs"] = (
        (a.masked_fill(apart, -1e4).argmax(-1) == b.masked_fill(apart, -1e4).argmax(-1))[valid].float().mean()
    )
    return {k: round(100 * float(v), 2) for k, v in out.items()}


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    p.add_argument("--cache", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--weights", type=Path, default=PACKAGED, help="the wide reader")
    p.add_argument("--inner", type=int, default=768)
    p.add_argument("--heads", type=int, default=8)
    p.add_argument("--steps", type=int, default=6000)
    p.add_argument("--minutes", type=float, default=0.0, help="run the schedule over this long instead")
    p.add_argument("--windows", type=int, default=48, help="windows a step")
    p.add_argument(
        "--share", type=int, default=4, help="relations and exchanges on 1/N of each step's windows"
    )
    p.add_argument("--gold", type=int, default=0, help="every so many steps, learn what the corpora mark too")
    p.add_argument("--gold-weight", type=float, default=0.3)
    p.add_argument("--gold-polnear", type=int, default=0, help="sub-words of PolNeAR then; slow on a GPU")
    p.add_argument("--gold-trees", type=int, default=16 * BUDGET, help="sub-words of the treebanks then")
    p.add_argument("--lr", type=float, default=6e-4)
    p.add_argument("--head-lr", type=float, default=2e-4)
    p.add_argument("--average", type=float, default=0.999, help="decay of the weights' moving average")
    p.add_argument("--workers", type=int, default=0)
    p.add_argument("--every", type=int, default=250, help="steps between reports")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    torch.set_float32_matmul_precision("high")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    half = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    texts = Texts.load(a.cache / "texts.npz")
    held = _to(Windows(texts, 10**6 + a.seed).batch(32), device)
    teacher = packaged(a.weights).to(device)
    sample = _to(Windows(texts, 10**6 - a.seed).batch(64), device)
    student = narrowed(teacher, sample, a.inner, a.heads).to(device)
    del texts, sample
    student.fixed()
    for q in (*teacher.reader.parameters(), *teacher.passing.parameters()):
        q.requires_grad_(False)
    encoder = student.reader.encoder
    for part in (encoder.words, encoder.feats, encoder.positions, encoder.norm, student.reader.crf):
        part.requires_grad_(False)
    round_products(student.reader, each=True)
    round_products(student.passing, each=True)
    own = {id(q) for x in student.layers() for q in x.parameters()}
    named = [q for m in (student.reader, student.passing) for q in m.parameters() if q.requires_grad]
    groups = [
        {"params": [q for q in named if (id(q) in own) == inside], "lr": lr, "weight_decay": 0.01}
        for inside, lr in ((True, a.lr), (False, a.head_lr))
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=device.type == "cuda")
    base = [g["lr"] for g in groups]
    average = {k: v.detach().clone() for k, v in student.state().items()}
    step, spent = 0, 0.0
    whole = a.out / "narrow.pt"
    if whole.exists():
        saved = torch.load(whole, map_location=device, weights_only=False)
        student.load(saved["state"])
        optimizer.load_state_dict(saved["optimizer"])
        average, step, spent = saved["average"], saved["step"], saved["spent"]
        print(json.dumps({"resumed": step}), flush=True)
    soft = loader(Soft(a.cache, a.windows, a.seed + step), a.workers)
    marks = Gold(a.cache, a.seed + step, a.gold_polnear, a.gold_trees)
    gold = loader(marks, min(2, a.workers)) if a.gold else None

    def save() -> None:
        part = whole.with_suffix(".part")
        torch.save({"state": student.state(), "optimizer": optimizer.state_dict(), "average": average,
                        "step": step, "spent": spent}, part)  # fmt: skip
        part.replace(whole)
        for part, name in (("reader", "checkpoint.pt"), ("passing", "passing.pt")):
            own = {k.removeprefix(f"{part}."): v for k, v in average.items() if k.startswith(f"{part}.")}
            sizes = {"inner": a.inner, "heads": a.heads}
            torch.save({"model": own, "average": own, "step": step, "sizes": sizes}, a.out / name)

    layers = len(encoder.layers)
    began = last_save = time.monotonic()
    before = spent
    log: dict[str, float] = {}
    while True:
        spent = before + time.monotonic() - began
        progress = spent / (a.minutes * 60) if a.minutes else step / a.steps
        if progress >= 1:
            break
        scale = min(1.0, (step + 1) / 200) * max(0.01, 1 - progress)
        for g, lr in zip(optimizer.param_groups, base, strict=True):
            g["lr"] = lr * scale
        optimizer.zero_grad()
        parts = lessons(teacher, student, _to(next(soft), device), half, a.share)
        total = torch.stack([weight_of(k, layers, progress) * v for k, v in parts.items()]).sum()
        total.backward()
        if gold is not None and step % a.gold == 0:
            for some in next(gold):
                with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
                    marked = losses(student.reader, _to(some, device))
                    marked.pop("silver", None)  # its scheme is not in the package
                    more = torch.stack([WEIGHTS[k] * v.float() for k, v in marked.items()]).sum()
                (a.gold_weight * more).backward()
                parts |= {f"gold {k}": v.detach() for k, v in marked.items()}
        torch.nn.utils.clip_grad_norm_(named, 1.0, foreach=True)
        optimizer.step()
        step += 1
        decay = min(a.average, (step + 1) / (step + 10))
        now = student.state()
        floats = [k for k, v in average.items() if v.is_floating_point()]
        torch._foreach_lerp_([average[k] for k in floats], [now[k] for k in floats], 1 - decay)
        if step % a.every == 0:
            log = {k: round(float(v.detach()), 4) for k, v in parts.items()}
            current = {k: v.detach().clone() for k, v in student.state().items()}
            student.load(average)
            same = agreement(teacher, student, held)
            student.load(current)
            print(
                json.dumps({"step": step, "minutes": round(spent / 60, 2), **log, "same": same}), flush=True
            )
        if time.monotonic() - last_save > 300:
            save()
            last_save = time.monotonic()
    save()
    print(json.dumps({"done": step, "minutes": round(spent / 60, 1)}), flush=True)


def _to(batch: Batch, device: torch.device) -> Batch:
    return {k: v.to(device, non_blocking=True) for k, v in batch.items()}


if __name__ == "__main__":
    main()
