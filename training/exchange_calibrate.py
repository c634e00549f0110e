"""Fit how rules and reader are weighed against each other, on texts that neither has seen.

    python -m training.exchange_calibrate FILE… [--out src/whence/exchanges/data/weighing.json]

Each candidate is right where giver, receiver and item agree with the truth as the benchmark counts them.
The regression is fitted with an L2 penalty (Newton's method). Prints what pairs of least confidences, of what
the rules tell and of what only the reader proposes, come to over five folds, each read with a regression
fitted on the other four; the pair that is kept is the caller's choice.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.exchanges import Case, Tally, cases, count, same_item, same_party, spoken
from whence.attributions import attribute
from whence.exchanges.read import tell_by_rules
from whence.exchanges.weighing import Candidate, Weights, candidates, features, tell, weigh
from whence.parse import Parse
from whence.reader import Reader
from whence.reports.report import Report

Floats = NDArray[np.float64]
_FOLDS = 5
_TOLD = (0.2, 0.3, 0.4, 0.45, 0.5)
_PROPOSED = (0.4, 0.45, 0.5, 0.6)
OUT = Path("src/whence/exchanges/data/weighing.json")


class Text:
    """One text with its candidates, and whether each is right."""

    def __init__(self, case: Case, reader: Reader) -> None:
        self.case = case
        parse = Parse.of(Report(case.text, case.name, published=case.published), reader)
        self.read = tell_by_rules(parse, attribute(parse, reader))
        proposals = self.read.proposals()
        if proposals is None:
            raise SystemExit("the weights have no head for exchanges: run training.exchange_export first")
        self.candidates = candidates(self.read.told, proposals, self.read.innermost)
        self.rows = [features(c) for c in self.candidates]
        self.right = [self._right(c) for c in self.candidates]

    def _right(self, c: Candidate) -> bool:
        words = self.read.parties.doc[c.thing.start : c.thing.end].text
        item = {"text": words, "category": c.thing.category}
        giver = c.giver.name if c.giver is not None else None
        receiver = c.receiver.name if c.receiver is not None else None
        return any(
            same_item(item, true)
            and same_party(giver, x["giver"], x.get("giver_text"))
            and same_party(receiver, x["receiver"], x.get("receiver_text"))
            for x in self.case.exchanges
            for true in x["gives"]
        )

    def said(self, weights: Weights | None) -> list[dict[str, Any]]:
        """What is kept with these weights, or what the rules say alone, as the benchmark has it."""
        told = self.read.told
        if weights is not None:
            kept = weigh(self.candidates, weights)
            told = tell(kept, self.read.parties, self.read.innermost)
        return [spoken(t, self.read.parties.doc) for t in told]


def fit(texts: list[Text], names: tuple[str, ...], penalty: float = 1.0) -> tuple[float, ...]:
    """The regression's weights."""
    x: Floats = np.array([[row[n] for n in names] for t in texts for row in t.rows])
    y: Floats = np.array([float(r) for t in texts for r in t.right])
    w = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + penalty * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(w))
        w -= np.linalg.solve(curve, slope)
    return tuple(round(float(v), 4) for v in w)


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    p.add_argument("paths", metavar="FILE", nargs="+", type=Path)
    p.add_argument("--out", type=Path, default=OUT)
    p.add_argument("--told", type=float, default=0.45, help="least confidence of what the rules tell")
    p.add_argument("--proposed", type=float, default=0.45, help="least confidence of proposals alone")
    p.add_argument("--one-sided", type=float, default=0.05, help="least of what is told of one side only")
    p.add_argument("--returned", type=float, default=0.12, help="least of what is told with what comes back")
    p.add_argument("--weights", type=Path, help="the reader's weights; packaged ones without")
    a = p.parse_args()
    reader = Reader.load(a.weights)
    texts = [Text(case, reader) for path in a.paths for case in cases(path)]
    names = tuple(texts[0].rows[0]) if texts[0].rows else tuple(next(t.rows[0] for t in texts if t.rows))
    folds = [fit([t for i, t in enumerate(texts) if i % _FOLDS != f], names) for f in range(_FOLDS)]

    def score(told: float | None, proposed: float = 1.0) -> dict[str, Any]:
        tally = Tally()
        for i, t in enumerate(texts):
            least = (told or 0.0, proposed, a.one_sided, a.returned)
            weights = None if told is None else Weights(names, folds[i % _FOLDS], *least)
            count(t.case, t.said(weights), tally)
        return tally.report()

    tried = {(told, proposed): score(told, proposed) for told in _TOLD for proposed in _PROPOSED}
    print(json.dumps({"rules alone": _line(score(None)), "told, proposed": None}))
    for pair, report in tried.items():
        print(json.dumps({"least": pair, **_line(report)}))
    fitted = {
        "features": names,
        "weights": fit(texts, names),
        "least_told": a.told,
        "least_proposed": a.proposed,
        "least_one_sided": a.one_sided,
        "least_returned": a.returned,
        "texts": len(texts),
    }
    a.out.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


def _line(report: dict[str, Any]) -> dict[str, float]:
    return {
        **{k: report["triples"][k] for k in ("precision", "recall", "f1")},
        "returns": report["returns"]["f1"],
        "standing": report["standing"],
    }


if __name__ == "__main__":
    main()
