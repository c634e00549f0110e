"""Train the reader.

    python -m training.train --cache CACHE --encoder DIR --out RUN [--minutes 90]

Checkpoints every few minutes to RUN/checkpoint.pt and goes on from there when started again.
With --from the weights of another run (or of `training.restore`) are the first ones, and the optimiser
and the schedule begin anew.
The schedule runs over --steps; with --minutes it runs over the time spent instead, so that a run
ends when it must. Uses a GPU where there is one.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Window, batches, collate, windows
from training.data import IGNORE, Document
from training.model import Reader, reader_of
from training.quantised import round_products

BUDGET = 256
WEIGHTS = {
    "spans": 1.0,
    "links": 2.0,
    "entities": 0.5,
    "upos": 0.25,
    "xpos": 0.25,
    "starts": 0.5,
    "arcs": 0.5,
    "rels": 0.5,
    "silver": 0.25,
}


SHARES = {"ewt": 0.5}
"""How often each window of a genre is seen in a round, on average; once where a genre is not named."""


def stream(
    docs: list[Document], rng: random.Random, shares: dict[str, float] | None = None
) -> Iterator[Window]:
    """Windows for ever, in an order drawn anew each time around and, with a share over 1, cut anew too."""
    while True:
        pool: list[Window] = []
        for d in docs:
            left = (shares or {}).get(d.genre, 1.0)
            while left > 0:
                pool += [w for w in windows(d, BUDGET, rng) if left >= 1 or rng.random() < left]
                left -= 1
        rng.shuffle(pool)
        yield from pool


def share(text: str) -> tuple[str, float]:
    """A genre and its share, from `genre=share`."""
    genre, _, value = text.partition("=")
    try:
        number = float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form genre=share, as in ewt=0.5") from None
    if not genre or number < 0:
        raise argparse.ArgumentTypeError(f"{text!r}: a genre and a share of 0 or more are needed")
    return genre, number


def begun_with(path: Path, dropout: float = 0.1) -> Reader:
    """A reader with the averaged weights of a checkpoint. Raises ValueError where they do not fit."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    if not isinstance(saved, dict) or "average" not in saved:
        raise ValueError(f"{path}: not a checkpoint of training.train or training.restore")
    try:
        return reader_of(saved["average"], dropout)
    except RuntimeError as error:
        raise ValueError(f"{path}: made for another shape of reader ({error})") from error


def losses(model: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of every head; a head with no labels in the batch is left out."""
    h = model.states(batch["ids"], batch["feats"], batch["real"], batch["words"])
    valid = batch["valid"]
    out: dict[str, Tensor] = {}
    rows = batch["has_spans"]
    if rows.any():
        hs = h[rows]
        n = int(valid[rows].sum(1).max())
        cut = {k: batch[k][rows][:, :n] for k in ("tags", "first", "last", "valid")}
        out["spans"] = 6.0 * model.crf.loss(
            model.spans(hs[:, :n]), cut["tags"], cut["first"], cut["last"], cut["valid"]
        )
        cues, gold = batch["cues"], batch["linked"]
        if len(cues):
            # A cue is scored against every word that stands in a span of the right kind.
            kinds = torch.where(batch["tags"] == 0, -1, (batch["tags"] - 1) // 4)[cues[:, 0]]
            k = model.sizes.link
            cue = F.gelu(model.link_cue(h[cues[:, 0], cues[:, 1]])).view(-1, 2, 1, k)
            word = F.gelu(model.link_word(h)).view(*h.shape[:2], 2, k)[cues[:, 0]].permute(0, 2, 3, 1)
            scores = (cue @ word * k**-0.5).squeeze(2).float() + model.link_bias[None, :, None]
            use = torch.stack([kinds == 0, kinds == 2], 1)
            weight = torch.where(gold, 3.0, 1.0)[use]
            out["links"] = F.binary_cross_entropy_with_logits(scores[use], gold[use].float(), weight=weight)
    for name, head in (
        ("entities", model.entities),
        ("upos", model.upos),
        ("xpos", model.xpos),
        ("starts", model.sentences),
    ):
        gold = batch[name]
        if (gold != IGNORE).any():
            out[name] = F.cross_entropy(head(h).float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
    silver = (batch["silver_heads"] != IGNORE).any(1)
    if silver.any():
        gold, sent = batch["silver_heads"][silver], batch["silver_sentence"][silver]
        same = (sent[:, :, None] == sent[:, None, :]) & (sent >= 0)[:, None, :]
        ok = gold != IGNORE
        scores = model.arcs(h[silver], silver=True).float().masked_fill(~same, -1e4)
        out["silver"] = F.cross_entropy(scores[ok], gold[ok])
    tree = (batch["heads"] != IGNORE).any(1)
    if tree.any():
        ht, heads, sent = h[tree], batch["heads"][tree], batch["sentence"][tree]
        ok = heads != IGNORE
        same = (sent[:, :, None] == sent[:, None, :]) & ok[:, None, :]
        scores = model.arcs(ht).float().masked_fill(~same, -1e4)
        out["arcs"] = F.cross_entropy(scores[ok], heads[ok])
        dependents, governors = model.label_parts(ht)
        b, i = ok.nonzero(as_tuple=True)
        chosen = governors[b, heads[b, i]]
        out["rels"] = F.cross_entropy(
            model.label_scores(dependents[b, i], chosen).float(), batch["rels"][tree][b, i]
        )
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--cache", type=Path, required=True)
    first = p.add_mutually_exclusive_group(required=True)
    first.add_argument("--encoder", type=Path, help="begin with a pretrained encoder and new heads")
    first.add_argument("--from", dest="start", type=Path, help="begin with the weights of this checkpoint")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--steps", type=int, default=7000)
    p.add_argument("--minutes", type=float, default=0.0, help="run the schedule over this long instead")
    p.add_argument("--polnear", type=int, default=1536, help="sub-words of PolNeAR a step")
    p.add_argument("--trees", type=int, default=512, help="sub-words of the treebanks a step")
    p.add_argument("--keep-words", action="store_true", help="leave the embeddings of sub-words as they are")
    p.add_argument(
        "--keep-layers", type=int, default=0, help="leave all embeddings and so many layers as they are"
    )  # fmt: skip
    p.add_argument(
        "--share", type=share, action="append", default=[], metavar="GENRE=SHARE",
        help="how often windows of a treebank's genre are seen in a round (ewt=0.5, all others 1)",
    )  # fmt: skip
    p.add_argument("--syntax", type=float, default=0.5, help="weight of the losses of arcs and relations")
    p.add_argument("--rounded", action="store_true", help="train with the rounding of the int8 weights")
    p.add_argument("--warm", type=int, default=200, help="steps over which the rates rise")
    p.add_argument("--lr", type=float, default=1.2e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--mask", type=float, default=0.05, help="share of words hidden from the reader")
    p.add_argument("--average", type=float, default=0.999, help="decay of the weights' moving average")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--benchmark", type=int, default=0, help="run this many steps, print the speed, stop")
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    # bfloat16 is emulated, and many times slower, on processors without instructions for it.
    half = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    polnear = pickle.loads((a.cache / "polnear-train.pickle").read_bytes())
    trees = pickle.loads((a.cache / "treebank-train.pickle").read_bytes())
    if a.start:
        model = begun_with(a.start, a.dropout)
    else:
        model = Reader(dropout=a.dropout)
        model.encoder.load_bert(a.encoder / "model.safetensors")
    model.to(device)
    model.encoder.words.weight.requires_grad_(not a.keep_words)
    if a.keep_layers:
        below = [model.encoder.words, model.encoder.feats, model.encoder.positions, model.encoder.norm]
        for part in [*below, *list(model.encoder.layers)[: a.keep_layers]]:
            part.requires_grad_(False)
    round_products(model, a.rounded)
    average = {k: v.detach().clone() for k, v in model.state_dict().items()}
    decayed = [q for n, q in model.named_parameters() if q.ndim > 1]
    plain = {id(q) for q in decayed}
    groups = []
    for inside, lr in ((True, a.lr), (False, a.head_lr)):
        mine = [
            q for n, q in model.named_parameters() if n.startswith("encoder.") == inside and q.requires_grad
        ]
        groups.append({"params": [q for q in mine if id(q) in plain], "lr": lr, "weight_decay": 0.01})
        groups.append({"params": [q for q in mine if id(q) not in plain], "lr": lr, "weight_decay": 0.0})
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    base = [g["lr"] for g in groups]
    streams = [
        batches(stream(polnear, rng), a.polnear, rng),
        batches(stream(trees, rng, SHARES | dict(a.share)), a.trees, rng),
    ]
    step, spent = 0, 0.0
    checkpoint = a.out / "checkpoint.pt"
    if checkpoint.exists() and not a.benchmark:
        saved = torch.load(checkpoint, map_location=device, weights_only=False)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average, step, spent = saved["average"], saved["step"], saved["spent"]
        rng.seed(a.seed + step)
        print(json.dumps({"resumed": step}), flush=True)

    def save() -> None:
        part = checkpoint.with_suffix(".part")
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "average": average,
                "step": step,
                "spent": spent,
            },
            part,
        )
        part.replace(checkpoint)

    model.train()
    log: dict[str, float] = {}
    began = last_save = time.monotonic()
    before, first_step = spent, step
    weights = WEIGHTS | {"arcs": a.syntax, "rels": a.syntax}
    while True:
        spent = before + time.monotonic() - began
        progress = step / a.steps
        if a.minutes:
            progress = spent / (a.minutes * 60)
        if progress >= 1 or (a.benchmark and step >= a.benchmark):
            break
        scale = min(1.0, (step + 1) / a.warm) * max(0.01, 1 - progress)
        for g, lr in zip(optimizer.param_groups, base, strict=True):
            g["lr"] = lr * scale
        optimizer.zero_grad()
        shown: dict[str, Tensor] = {}
        for some in streams:
            # Each corpus by itself: their windows differ in length, and padding costs as much as words.
            batch = {k: v.to(device) for k, v in collate(next(some), rng, a.mask).items()}
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
                parts = losses(model, batch)
                total = torch.stack([weights[k] * v.float() for k, v in parts.items()]).sum()
            total.backward()
            shown |= parts
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0, foreach=True)
        optimizer.step()
        step += 1
        if step % 4 == 0:
            decay = min(a.average, (step + 1) / (step + 50)) ** 4
            now = model.state_dict()
            torch._foreach_lerp_(
                [v for v in average.values() if v.is_floating_point()],
                [now[k] for k, v in average.items() if v.is_floating_point()],
                1 - decay,
            )
        for k, v in shown.items():
            log[k] = 0.98 * log.get(k, float(v.detach())) + 0.02 * float(v.detach())
        if step % 50 == 0:
            seconds = (time.monotonic() - began) / max(1, step - first_step)
            print(
                json.dumps(
                    {
                        "step": step,
                        "minutes": round(spent / 60, 1),
                        "s/step": round(seconds, 3),
                        "progress": round(progress, 3),
                        **{k: round(v, 3) for k, v in log.items()},
                    }
                ),
                flush=True,
            )
        if time.monotonic() - last_save > 300 and not a.benchmark:
            save()
            last_save = time.monotonic()
    if a.benchmark:
        print(f"{(time.monotonic() - began) / step:.3f} s a step")
        return
    save()
    print(json.dumps({"done": step, "minutes": round(spent / 60, 1)}), flush=True)


if __name__ == "__main__":
    main()
