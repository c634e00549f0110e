"""Fit what is small, on the development part of PolNeAR: how links are chosen, and the confidence.

    python -m training.calibrate --data DIR/polnear/dev.jsonl.gz [--weights src/whence/reader/weights]

Writes `links.json` beside the weights (two log-linear choices over nine features of a pair, see
`whence.reader.relations.FEATURES`), then `attributions/data/confidence.json` (a logistic regression
over the evidence). Both have a handful of numbers; what they reach is reported by five-fold
cross-validation over reports, so that no report is judged by numbers fitted on it.
"""

from __future__ import annotations

import argparse
import bisect
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import records
from benchmarks.polnear import Tally, score
from training.data import lines
from whence.attributions.confidence import features as confidence_features
from whence.reader.halves import Halves
from whence.reader.model import WEIGHTS
from whence.reader.reader import Reader, layout, layout_of
from whence.reader.relations import FEATURES, all_features

Array = NDArray[np.float64]
FOLDS = 5
_CONFIDENCE = Path(__file__).parents[1] / "src" / "whence" / "attributions" / "data" / "confidence.json"


@dataclass(slots=True)
class Choice:
    """One choice among options: features (options, k), the right ones, the report it is from."""

    x: Array
    right: list[int]
    report: str


@dataclass(slots=True)
class Choices:
    source: list[Choice] = field(default_factory=list)
    content: list[Choice] = field(default_factory=list)


def gold_choices(reader: Reader, path: Path) -> Choices:
    """Every choice of a source for a gold cue, and of a cue for a gold content."""
    out = Choices()
    for line in lines(path):
        record = json.loads(line)
        doc = reader.tokenize(record["text"])
        tokens, words, glued, paragraphs = layout(doc)
        scores = reader.network(words, glued, paragraphs)
        place = layout_of(scores.starts, paragraphs)
        links = Halves.of_all(scores.link_cue, scores.link_word, reader.network.link_bias)
        starts = [doc[int(t)].idx for t in tokens]
        ends = [s + len(w) for s, w in zip(starts, words, strict=True)]

        def over(span: list[int], ends: list[int] = ends, starts: list[int] = starts) -> tuple[int, int]:
            return bisect.bisect_right(ends, span[0]), bisect.bisect_left(starts, span[1])

        for relations in record["annotations"].values():
            rows = [r for r in relations if len(r["cue"]) == 1]
            cues = sorted({over(r["cue"][0]) for r in rows})
            sources = sorted({over(s) for r in rows for s in r["source"]})
            contents = sorted({over(s) for r in rows for s in r["content"]})
            cues, sources, contents = ([s for s in some if s[0] < s[1]] for some in (cues, sources, contents))
            at = {c: i for i, c in enumerate(cues)}
            owners: dict[int, set[int]] = {}
            by_source = all_features(cues, sources, 0, links, place) if sources else []
            for r in rows:
                i = at.get(over(r["cue"][0]))
                if i is None:
                    continue
                for span in r["content"]:
                    if over(span) in contents:
                        owners.setdefault(contents.index(over(span)), set()).add(i)
                if by_source:
                    lo, x = by_source[i]
                    right = [sources.index(over(s)) - lo for s in r["source"] if over(s) in sources]
                    right = [k for k in right if 0 <= k < len(x)]
                    if right or not r["source"]:
                        out.source.append(Choice(x.astype(float), right, record["id"]))
            if not contents:
                continue
            by_content = all_features(cues, contents, 1, links, place)
            for j, mine in owners.items():
                options = [(i, x[j - lo]) for i, (lo, x) in enumerate(by_content) if 0 <= j - lo < len(x)]
                index = {i: k for k, (i, _) in enumerate(options)}
                right = [index[i] for i in mine if i in index]
                if right:
                    out.content.append(
                        Choice(np.stack([x for _, x in options]).astype(float), right, record["id"])
                    )
    return out


def fit(choices: list[Choice], *, none: bool) -> Array:
    """A log-linear choice by maximum likelihood; with `none` the last weight is that of no option."""
    from scipy.optimize import minimize

    k = len(FEATURES)

    def loss(w: Array) -> tuple[float, Array]:
        total, gradient = 0.0, np.zeros_like(w)
        for choice in choices:
            z = choice.x @ w[:k]
            if none:
                z = np.append(z, w[k])
            p = np.exp(z - z.max())
            p /= p.sum()
            target = np.zeros_like(p)
            target[choice.right or [-1]] = 1 / max(1, len(choice.right))
            total -= float(target @ np.log(p + 1e-12))
            gradient[:k] += choice.x.T @ (p - target)[: len(choice.x)]
            if none:
                gradient[k] += p[-1] - target[-1]
        n = len(choices)
        return total / n + 1e-3 * float(w @ w), gradient / n + 2e-3 * w

    start = np.zeros(k + none)
    start[0] = 1.0
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def chosen(choice: Choice, w: Array, *, none: bool) -> bool:
    """Whether the weights choose rightly."""
    z = choice.x @ w[: len(FEATURES)]
    if none:
        z = np.append(z, w[-1])
    best = int(z.argmax())
    return best in choice.right if choice.right else best == len(z) - 1


def crossed(choices: list[Choice], *, none: bool) -> float:
    """Share of right choices, each report judged by weights fitted on the others."""
    fold = _folds([c.report for c in choices])
    right = 0
    for f in range(FOLDS):
        w = fit([c for c in choices if fold[c.report] != f], none=none)
        right += sum(chosen(c, w, none=none) for c in choices if fold[c.report] == f)
    return right / len(choices)


def _folds(reports: list[str]) -> dict[str, int]:
    return {report: i % FOLDS for i, report in enumerate(sorted(set(reports)))}


def logistic(x: Array, y: Array) -> Array:
    """Logistic regression with a little shrinking, by maximum likelihood."""
    from scipy.optimize import minimize

    def loss(w: Array) -> tuple[float, Array]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)) + 1e-3 * float(w @ w)
        return float(value), x.T @ (p - y) / len(y) + 2e-3 * w

    found: Array = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def calibration_error(p: Array, y: Array, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[which == b].sum() - y[which == b].sum()) for b in range(bins)) / len(y))


def rounded(w: Array) -> list[float]:
    """Weights as they are written down."""
    return [round(float(v), 4) for v in w]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    links = args.weights / "links.json"
    if not links.exists():
        zero = [1.0] + [0.0] * (len(FEATURES) - 1)
        links.write_text(json.dumps({"source": [*zero, 0.0], "content": zero}))
    reader = Reader.load(args.weights)
    choices = gold_choices(reader, args.data)
    report: dict[str, Any] = {"source choices": len(choices.source), "content choices": len(choices.content)}
    report["source right, cross-validated"] = round(100 * crossed(choices.source, none=True), 2)
    report["content right, cross-validated"] = round(100 * crossed(choices.content, none=False), 2)
    fitted = {
        "features": FEATURES,
        "source": rounded(fit(choices.source, none=True)),
        "content": rounded(fit(choices.content, none=False)),
        "fitted on": "the development part of PolNeAR, given its spans",
    }
    links.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    reader = Reader.load(args.weights)
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    names: list[str] = []
    for record in records(args.data, ("id", "text", "annotations")):
        tally = Tally()
        score(reader, record["text"], record["annotations"].values(), tally)
        rows += [confidence_features(evidence, has_source=named) for evidence, named in tally.evidence]
        right += tally.right
        names += [record["id"]] * len(tally.right)
    x, y = np.array(rows), np.array(right, dtype=float)
    fold = _folds(names)
    mine = np.array([fold[name] for name in names])
    crossed_p = np.zeros_like(y)
    for f in range(FOLDS):
        crossed_p[mine == f] = 1 / (1 + np.exp(-x[mine == f] @ logistic(x[mine != f], y[mine != f])))
    report["relations judged"] = len(y)
    report["right"] = round(100 * float(y.mean()), 2)
    report["calibration error, cross-validated"] = round(calibration_error(crossed_p, y), 4)
    about = {
        "weights": rounded(logistic(x, y)),
        "fitted on": "the development part of PolNeAR: relations of the reader against its annotators'",
    }
    _CONFIDENCE.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    json.dump(report, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
