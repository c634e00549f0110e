"""Casualties that the killed and the wounded do not make: "900 casualties, 250 killed and 550 wounded"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from whence.figures.figure import Figure
from whence.findings.evidence import Evidence, apart, loose, plain
from whence.findings.finding import Finding
from whence.findings.scope import metric

_APART: Final = re.compile(
    r"[.;!?]\s|\b(?:including|among|of whom|of them|at least|some of|also|while|but)\b", re.I
)
_AMONG: Final = re.compile(r"\bincluding\b", re.I)
_TOTAL: Final = re.compile(
    r"\b(?:a total of|totall?ing|in all,|making|altogether,)\s+(?:some\s+|about\s+)?$", re.I
)
_FAR: Final = 60
"""Characters between casualties and the killed and wounded that they are told to be, at most."""


def casualty_sums(evidence: Evidence) -> Iterator[Finding]:
    """Every number of casualties that the killed and the wounded right behind it do not make."""
    figures = sorted(evidence.figures, key=lambda f: f.span.start)
    text = evidence.report.text
    yield from _in_all(figures, text)
    for total, (one, other) in zip(figures, pairwise(figures[1:]), strict=False):
        if metric(total) != "casualties" or {metric(one), metric(other)} != {"killed", "wounded"}:
            continue
        if not all(_exact(f) for f in (total, one, other)):
            continue
        gaps = text[total.span.end : one.span.start], text[one.span.end : other.span.start]
        among = bool(_AMONG.search(gaps[0]))
        if any(len(gap) > _FAR or _APART.search(_AMONG.sub("", gap)) for gap in gaps):
            continue
        made = (one.low or 0) + (other.low or 0)
        rounded = all((f.low or 0) >= 1000 for f in (total, one, other))
        both = tuple(a + b for a, b in zip(loose(one), loose(other), strict=True))
        wrong = apart((both[0], both[1]), loose(total)) if rounded else made != total.low
        if among:
            wrong = both[0] > loose(total)[1]  # "50 casualties, including 20 dead and 40 wounded"
        if wrong:
            yield Finding(
                "sum-mismatch",
                "error",
                f"{one.span.text} and {other.span.text} are {plain(made)}, not {total.span.text}",
                (one.id, other.id, total.id),
                tuple(dict.fromkeys(f.attribution for f in (one, other, total) if f.attribution)),
            )


def _in_all(figures: Sequence[Figure], text: str) -> Iterator[Finding]:
    """Every "12 killed and 40 wounded, a total of 62 casualties" that is wrong."""
    for one, other, total in zip(figures, figures[1:], figures[2:], strict=False):
        if {metric(one), metric(other)} != {"killed", "wounded"} or metric(total) != "casualties":
            continue
        gaps = text[one.span.end : other.span.start], text[other.span.end : total.span.start]
        if not all(map(_exact, (one, other, total))) or not _TOTAL.search(gaps[1]):
            continue
        if any(len(gap) > _FAR or _APART.search(gap) for gap in gaps):
            continue
        made = (one.low or 0) + (other.low or 0)
        if made != total.low and (made < 1000 or apart((made, made), loose(total))):
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
