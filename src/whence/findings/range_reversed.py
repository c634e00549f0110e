"""A range whose lower end is above its upper."""

from __future__ import annotations

from collections.abc import Iterator

from whence.findings.evidence import Evidence, plain
from whence.findings.finding import Finding


def check(evidence: Evidence) -> Iterator[Finding]:
    """Every range that stands upside down."""
    for one in evidence.figures:
        if one.low is not None and one.high is not None and one.low > one.high:
            yield Finding(
                "range-reversed",
                "error",
                f"“{one.span.text}” runs from {plain(one.low)} down to {plain(one.high)}",
                (one.id,),
                (one.attribution,) if one.attribution else (),
            )
