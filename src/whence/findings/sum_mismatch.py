"""A sum that its parts do not give: "12 men, 5 women and 3 children, 21 people in all"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from whence.figures.figure import Figure
from whence.findings.casualty_sums import casualty_sums
from whence.findings.evidence import Evidence, apart, loose, plain
from whence.findings.finding import Finding
from whence.findings.parts_sum import parts_sum

_FACTOR: Final = 2.0


def check(evidence: Evidence) -> Iterator[Finding]:
    """Every total that the figures added up to it do not make; of casualties, the killed and the wounded."""
    yield from casualty_sums(evidence)
    yield from parts_sum(evidence)
    for total in evidence.figures:
        parts = [evidence.figure[i] for i in total.parts if i in evidence.figure]
        if len(parts) < 2 or any(f.vague for f in (total, *parts)):
            continue
        if any(f.kind != total.kind or (f.kind != "count" and f.unit != total.unit) for f in parts):
            continue
        exact = all(f.low == f.high and not f.approximate for f in (total, *parts))
        if exact:
            wrong = sum(f.low or 0 for f in parts) != total.low
            # Large numbers are rounded one by one, and their sum on its own.
            if wrong and all((f.low or 0) >= 1000 for f in parts):
                wrong = apart(_sum(loose(f) for f in parts), loose(total))
        else:
            wrong = apart(_sum(loose(f) for f in parts), loose(total))
        if not wrong or not _near(parts, total):
            continue
        words = " + ".join(f.span.text for f in parts)
        points = [f.point for f in parts]
        made = plain(sum(p for p in points if p is not None)) if None not in points else None
        yield Finding(
            "sum-mismatch",
            "error",
            f"{words} {f'is {made}' if made else 'is'}{',' if made else ''} not {total.span.text}",
            (*(f.id for f in parts), total.id),
            tuple(dict.fromkeys(f.attribution for f in (*parts, total) if f.attribution)),
        )


def _near(parts: Sequence[Figure], total: Figure) -> bool:
    """Whether a sum is so near its total that it may be meant for it; else something else was listed."""
    points = [f.point for f in parts]
    if None in points or not total.point:
        return True
    made = sum(p for p in points if p is not None)
    return total.point / _FACTOR <= made <= total.point * _FACTOR


def _sum(intervals: Iterator[tuple[float, float]]) -> tuple[float, float]:
    low = high = 0.0
    for a, b in intervals:
        low, high = low + max(a, 0.0), high + b
    return low, high
