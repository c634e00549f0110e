"""Fit whom a pronoun stands for, on the pronouns that stand for a party in annotated texts.

    python -m training.antecedents FILE… --dev FILE… [--out src/whence/exchanges/data/antecedents.json]

A log-linear model over the candidates of each pronoun (a multinomial logit with an L2 penalty, by L-BFGS).
Prints how many pronouns it and the rules read rightly, by kind of pronoun and by how sure it is.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.exchanges import Case, cases, same_party
from training.exchange_texts import head_words, nearest
from whence.attributions import attribute
from whence.exchanges.antecedents import Antecedents, pronoun_class
from whence.exchanges.read import tell_by_rules
from whence.parse import Parse
from whence.reader import Reader
from whence.reports.report import Report

OUT = Path("src/whence/exchanges/data/antecedents.json")
_RARE = 8
"""Candidates that must have a feature for it to count."""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """One pronoun with its candidates."""

    kind: str
    features: dict[str, dict[str, float]]
    right: frozenset[str]
    by_rules: bool
    """Whether the rules read it rightly."""


def pronouns(path: Path, reader: Reader) -> Iterator[Pronoun]:
    """Those that stand for a party in the texts at `path`. Raises DataError."""
    for case in cases(path):
        if case.exchanges:
            yield from _of(case, reader)


def _of(case: Case, reader: Reader) -> Iterator[Pronoun]:
    parse = Parse.of(Report(case.text, case.name, published=case.published), reader)
    read = tell_by_rules(parse, attribute(parse, reader))
    proposals, doc = read.proposals(), read.parties.doc
    if proposals is None:
        raise SystemExit("the weights have no head for exchanges: run training.exchange_export first")
    chosen = Antecedents(read.parties, proposals.people, {})
    sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    seen: set[tuple[int, str]] = set()
    for x in case.exchanges:
        item = head_words(doc, x["gives"][0]["text"])
        for side, opposite in (("giver", "receiver"), ("receiver", "giver")):
            heads = head_words(doc, x.get(f"{side}_text"))
            if not heads or not item:
                continue
            at = nearest(heads, item[0], sentence)[0]
            kind = pronoun_class(doc[at])
            if kind is None or (at, x[side]) in seen:
                continue
            seen.add((at, x[side]))
            others = []
            if theirs := head_words(doc, x.get(f"{opposite}_text")):
                word = nearest(theirs, item[0], sentence)[0]
                other = proposals.party(word) if pronoun_class(doc[word]) is None else None
                if other is not None and not same_party(other.name, x[side], None):
                    others = [other]
            known = chosen.features(doc[at], others)
            names = {m.side.key: m.side.name for m in chosen.mentions}
            ruled = read.parties.side(doc[at], others)
            yield Pronoun(
                kind,
                known,
                frozenset(k for k in known if same_party(names[k], x[side], None)),
                ruled is not None and same_party(ruled.name, x[side], None),
            )


def fit(some: list[Pronoun], penalty: float) -> dict[str, float]:
    """The model's weights; features of fewer than eight candidates are left out."""
    count = Counter(n for p in some for f in p.features.values() for n in f)
    names = sorted(n for n, k in count.items() if k >= _RARE)
    index = {n: i for i, n in enumerate(names)}
    known = []
    for p in some:
        if not p.right:
            continue
        rows = np.zeros((len(p.features), len(names)))
        for r, f in enumerate(p.features.values()):
            for name, value in f.items():
                if name in index:
                    rows[r, index[name]] = value
        known.append((rows, np.array([k in p.right for k in p.features])))

    def cost(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = penalty / 2 * float(w @ w), penalty * w
        for rows, right in known:
            scores = rows @ w
            p = np.exp(scores - scores.max())
            p /= p.sum()
            mass = max(float((p * right).sum()), 1e-12)
            total -= math.log(mass)
            slope = slope + rows.T @ (p - p * right / mass)
        return total, slope

    w = minimize(cost, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {n: round(float(x), 3) for n, x in zip(names, w, strict=True) if abs(x) > 0.01}


def score(some: list[Pronoun], weights: dict[str, float]) -> dict[str, Any]:
    """How many of each kind, and of each tenth of probability, the model and the rules read rightly."""
    out: dict[str, list[int]] = {}
    for p in some:
        scores = {k: sum(weights.get(n, 0.0) * v for n, v in f.items()) for k, f in p.features.items()}
        best = max(scores, key=lambda k: scores[k], default=None)
        right = best in p.right
        sure = 1 / sum(math.exp(s - scores[best]) for s in scores.values()) if best is not None else 0.0
        for row in ("all", p.kind, f"{min(9, int(sure * 10)) / 10:.1f}"):
            known = out.setdefault(row, [0, 0, 0])
            known[0] += right
            known[1] += p.by_rules
            known[2] += 1
    return {k: dict(zip(("model", "rules", "of"), v, strict=True)) for k, v in sorted(out.items())}


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    p.add_argument("paths", metavar="FILE", nargs="+", type=Path)
    p.add_argument("--dev", type=Path, nargs="*", default=[])
    p.add_argument("--penalty", type=float, default=2.0)
    p.add_argument("--out", type=Path, default=OUT)
    a = p.parse_args()
    reader = Reader.load()
    train, dev = ([x for path in paths for x in pronouns(path, reader)] for paths in (a.paths, a.dev))
    weights = fit(train, a.penalty)
    for name, some in (("train", train), ("dev", dev)):
        print(json.dumps({name: score(some, weights)}))
    a.out.write_text(
        json.dumps({"pronouns": len(train), "weights": weights}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
