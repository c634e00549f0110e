"""Casualties that the killed and the wounded do not make: "900 casualties, 250 killed and 550 wounded"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from whence.figures.figure import Figure
from whence.findings.evidence import Evidence, apart, loose, plain
from whence.findings.finding import Finding
from whence.findings.scope import metric

_APART: Final = re.compile(
    r"[.;!?]\s|\b(?:including|among|of whom|of them|at least|some of|also|while|but)\b", re.I
)
_FAR: Final = 60
"""Characters between casualties and the killed and wounded that they are told to be, at most."""


def casualty_sums(evidence: Evidence) -> Iterator[Finding]:
    """Every number of casualties that the killed and the wounded right behind it do not make."""
    figures = sorted(evidence.figures, key=lambda f: f.span.start)
    text = evidence.report.text
    for total, (one, other) in zip(figures, pairwise(figures[1:]), strict=False):
        if metric(total) != "casualties" or {metric(one), metric(other)} != {"killed", "wounded"}:
            continue
        if not all(_exact(f) for f in (total, one, other)):
            continue
        gaps = text[total.span.end : one.span.start], text[one.span.end : other.span.start]
        if any(len(gap) > _FAR or _APART.search(gap) for gap in gaps):
            continue
        made = (one.low or 0) + (other.low or 0)
        rounded = all((f.low or 0) >= 1000 for f in (total, one, other))
        both = tuple(a + b for a, b in zip(loose(one), loose(other), strict=True))
        wrong = apart((both[0], both[1]), loose(total)) if rounded else made != total.low
        if wrong:
            yield Finding(
                "sum-mismatch",
                "error",
                f"{one.span.text} and {other.span.text} are {plain(made)}, not {total.span.text}",
                (one.id, other.id, total.id),
                tuple(dict.fromkeys(f.attribution for f in (one, other, total) if f.attribution)),
            )


def _exact(figure: Figure) -> bool:
    return (
        figure.kind == "count" and not figure.vague and not figure.approximate and figure.low == figure.high
    )
