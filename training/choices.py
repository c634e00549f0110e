"""Fit a choice among options, each with what is known of it: a multinomial logit with an L2 penalty.

Used for whom pronouns (training/antecedents.py) and described nouns (training/referents.py) stand for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
_RARE = 8
"""Options that must have a feature for it to count."""
_LEAST = 0.01
"""Weights below this are left out."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: options with their features, by key, and which of them are right."""

    kind: str
    features: Mapping[str, Mapping[str, float]]
    right: frozenset[str]
    by_rules: bool
    """Whether the rules alone choose rightly."""

    def best(self, weights: Mapping[str, float]) -> tuple[str, float] | None:
        """The likeliest option, and its probability."""
        scores = {k: sum(weights.get(n, 0.0) * v for n, v in f.items()) for k, f in self.features.items()}
        if not scores:
            return None
        key = max(scores, key=lambda k: scores[k])
        return key, 1 / sum(math.exp(s - scores[key]) for s in scores.values())


def fit(some: Sequence[Choice], penalty: float) -> dict[str, float]:
    """The model's weights, by L-BFGS; choices with no right option and rare features are left out."""
    count = Counter(n for c in some for f in c.features.values() for n in f)
    names = sorted(n for n, k in count.items() if k >= _RARE)
    index = {n: i for i, n in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    right: list[bool] = []
    owner: list[int] = []
    known = [c for c in some if c.right]
    for number, choice in enumerate(known):
        for key, features in choice.features.items():
            for name, value in features.items():
                if name in index:
                    rows.append(len(right))
                    columns.append(index[name])
                    values.append(value)
            right.append(key in choice.right)
            owner.append(number)
    x = csr_matrix((values, (rows, columns)), shape=(len(right), len(names)))
    of, y = np.array(owner), np.array(right, np.float64)
    starts = np.searchsorted(of, np.arange(len(known)))

    def cost(w: Floats) -> tuple[float, Floats]:
        scores = x @ w
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        p = odds / np.add.reduceat(odds, starts)[of]
        mass = np.maximum(np.add.reduceat(p * y, starts), 1e-12)
        slope = penalty * w + x.T @ (p - p * y / mass[of])
        return penalty / 2 * float(w @ w) - float(np.log(mass).sum()), slope

    w = minimize(cost, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {n: round(float(v), 3) for n, v in zip(names, w, strict=True) if abs(v) > _LEAST}


def score(some: Sequence[Choice], weights: Mapping[str, float]) -> dict[str, dict[str, int]]:
    """How many of each kind, and of each tenth of probability, the model and the rules choose rightly."""
    out: dict[str, list[int]] = {}
    for choice in some:
        best = choice.best(weights)
        sure = best[1] if best is not None else 0.0
        for row in ("all", choice.kind, f"{min(9, int(sure * 10)) / 10:.1f}"):
            known = out.setdefault(row, [0, 0, 0])
            known[0] += best is not None and best[0] in choice.right
            known[1] += choice.by_rules
            known[2] += 1
    return {k: dict(zip(("model", "rules", "of"), v, strict=True)) for k, v in sorted(out.items())}
