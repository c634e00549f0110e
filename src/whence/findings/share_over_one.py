"""A share of more than the whole: "120% of the soldiers"."""

from __future__ import annotations

from collections.abc import Iterator

from whence.findings.evidence import Evidence, fraction, percent
from whence.findings.finding import Finding

_YARDSTICKS = frozenset(
    {"output", "production", "revenue", "sales", "exports", "income", "earnings", "capacity"}
)
"""What amounts are measured by, and can be more than: "a debt of 137% of output"."""


def check(evidence: Evidence) -> Iterator[Finding]:
    """Every share above one of a set, of which there can be no more than all.

    Rises and comparisons ("120% of last year's output") are no shares of a set: only what stands
    with things that are counted one by one, and is no change, is looked at.
    """
    for one in evidence.figures:
        part = fraction(one)
        low = one.low if one.kind == "share" else None if one.low is None else one.low / 100
        if part is None or low is None or low <= 1 or one.change is not None:
            continue
        what = one.measure.what.value.lower() if one.measure.what is not None else ""
        if one.of is None and (one.measure.metric is None or what in _YARDSTICKS):
            continue
        yield Finding(
            "share-over-one",
            "error",
            f"{one.span.text} is {percent(float(low))} of a whole, of which there is only 100%",
            tuple(i for i in (one.id, one.of) if i),
            (one.attribution,) if one.attribution else (),
        )
