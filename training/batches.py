"""Windows over documents, and batches of windows as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from training.data import IGNORE, Document
from whence.reader.features import FEATURES

CLS, SEP, PAD, MASK = 101, 102, 0, 103


@dataclass(slots=True)
class Window:
    """Words [a, b) of a document, whole paragraphs or (in treebanks) whole sentences."""

    doc: Document
    a: int
    b: int
    firsts: list[int]
    annotator: int


def pieces_in(doc: Document, a: int, b: int) -> int:
    return sum(len(p) for p in doc.pieces[a:b])


def windows(doc: Document, budget: int, rng: random.Random | None) -> Iterator[Window]:
    """Pack paragraphs into windows of at most `budget` sub-words.

    With `rng` the first window's budget is drawn at random, so that every epoch cuts elsewhere.
    """
    blocks: list[tuple[int, int, bool]] = []
    for a, b in doc.paragraphs:
        if doc.sentence_starts is None:
            blocks.append((a, b, True))
        else:
            cuts = [i for i in range(a, b) if doc.sentence_starts[i]] + [b]
            blocks.extend((s, e, s == a) for s, e in pairwise(cuts))
    choices = len(doc.annotators)
    limit = rng.randint(budget // 3, budget) if rng else budget
    start: int | None = None
    end = used = 0
    firsts: list[int] = []
    for a, b, is_first in blocks:
        cost = pieces_in(doc, a, b) + 1
        if cost + 1 > budget:
            if start is not None:
                yield Window(doc, start, end, firsts, rng.randrange(choices) if rng and choices else 0)
                start = None
            continue
        if start is not None and used + cost > limit:
            yield Window(doc, start, end, firsts, rng.randrange(choices) if rng and choices else 0)
            start, limit = None, budget
        if start is None:
            start, used, firsts = a, 1, []
        if is_first or a == start:
            firsts.append(a)
        used += cost
        end = b
    if start is not None:
        yield Window(doc, start, end, firsts, rng.randrange(choices) if rng and choices else 0)


def batches(
    pool: Iterator[Window], budget: int, rng: random.Random, ahead: int = 64
) -> Iterator[list[Window]]:
    """Windows of like length together, as many as make `budget` sub-words with their padding.

    Sorted among the next `ahead` windows only, and in an order drawn anew, so that a batch stays a mixture.
    """
    while True:
        some = sorted((next(pool) for _ in range(ahead)), key=lambda w: pieces_in(w.doc, w.a, w.b))
        groups: list[list[Window]] = [[]]
        for w in some:
            if groups[-1] and (len(groups[-1]) + 1) * (pieces_in(w.doc, w.a, w.b) + 2) > budget:
                groups.append([])
            groups[-1].append(w)
        rng.shuffle(groups)
        yield from groups


def collate(
    group: list[Window], rng: random.Random | None = None, mask_rate: float = 0.0
) -> dict[str, Tensor]:
    """Tensors of a batch; absent labels are IGNORE and spans of treebanks are left out by `has_spans`."""
    rows = []
    for w in group:
        ids, feats, words, first_of = [CLS], [FEATURES], [], set(w.firsts)
        for i in range(w.a, w.b):
            if i in first_of and i != w.a:
                ids.append(SEP)
                feats.append(FEATURES)
            words.append(len(ids))
            ids.extend(w.doc.pieces[i])
            feats.extend([w.doc.feats[i]] * len(w.doc.pieces[i]))
        ids.append(SEP)
        feats.append(FEATURES)
        if rng and mask_rate:
            for k, i in enumerate(words):
                if rng.random() < mask_rate:
                    stop = words[k + 1] if k + 1 < len(words) else len(ids) - 1
                    for j in range(i, stop):
                        if ids[j] != SEP:
                            ids[j] = MASK
        rows.append((ids, feats, words))
    b, s, n = len(rows), max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
    out = {
        "ids": np.zeros((b, s), np.int64),
        "feats": np.full((b, s), FEATURES, np.int64),
        "real": np.zeros((b, s), bool),
        "words": np.zeros((b, n), np.int64),
        "valid": np.zeros((b, n), bool),
        "first": np.zeros((b, n), bool),
        "last": np.zeros((b, n), bool),
        "tags": np.zeros((b, n), np.int64),
        "sentence": np.zeros((b, n), np.int64),
        "silver_sentence": np.full((b, n), -1, np.int64),
        "has_spans": np.zeros(b, bool),
    }
    for name in ("entities", "upos", "xpos", "heads", "rels", "starts", "silver_heads"):
        out[name] = np.full((b, n), IGNORE, np.int64)
    cues: list[tuple[int, int]] = []
    gold: list[np.ndarray] = []
    for r, (w, (ids, feats, words)) in enumerate(zip(group, rows, strict=True)):
        d, k = w.doc, w.b - w.a
        out["ids"][r, : len(ids)] = ids
        out["feats"][r, : len(ids)] = feats
        out["real"][r, : len(ids)] = True
        out["words"][r, :k] = words
        out["valid"][r, :k] = True
        firsts = [f - w.a for f in w.firsts]
        out["first"][r, firsts] = True
        out["last"][r, [f - 1 for f in firsts[1:]] + [k - 1]] = True
        if d.annotators:
            note = d.annotators[w.annotator]
            out["tags"][r, :k] = note["tags"][w.a : w.b]
            out["has_spans"][r] = True
            for link in note["links"]:
                c = link["cue"][0][0] - w.a
                if not 0 <= c < k:
                    continue
                cues.append((r, c))
                gold.append(np.zeros((2, n), bool))
                for which, kind in enumerate(("source", "content")):
                    for x, y in link[kind]:
                        if w.a <= x and y <= w.b:
                            gold[-1][which, x - w.a : y - w.a] = True
        if d.sentence_starts is not None:
            starts = d.sentence_starts[w.a : w.b]
            out["starts"][r, :k] = starts
            out["sentence"][r, :k] = np.cumsum(starts)
            out["heads"][r, :k] = np.array(d.heads[w.a : w.b]) - w.a  # type: ignore[index]
            out["rels"][r, :k] = d.rels[w.a : w.b]  # type: ignore[index]
        if d.silver_heads is not None and d.silver_sentences is not None:
            silver = np.array(d.silver_heads[w.a : w.b])
            inside = (silver >= w.a) & (silver < w.b)
            out["silver_heads"][r, :k] = np.where(inside, silver - w.a, IGNORE)
            out["silver_sentence"][r, :k] = d.silver_sentences[w.a : w.b]
        for name, values in (("entities", d.entities), ("upos", d.upos), ("xpos", d.xpos)):
            if values is not None:
                out[name][r, :k] = values[w.a : w.b]
    batch = {name: torch.from_numpy(value) for name, value in out.items()}
    batch["cues"] = torch.tensor(cues, dtype=torch.long).view(-1, 2)
    batch["linked"] = torch.from_numpy(np.stack(gold) if gold else np.zeros((0, 2, n), bool))
    return batch
