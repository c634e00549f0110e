"""The report's own arithmetic, hung on a figure that a source gave."""

from __future__ import annotations

from collections.abc import Iterator

from whence.findings.evidence import Evidence
from whence.findings.finding import Finding


def check(evidence: Evidence) -> Iterator[Finding]:
    """Figures in the report's own voice that put a source's figure in other words."""
    for one, other in evidence.pairs_same():
        for own, given in ((one, other), (other, one)):
            if own.attribution is None and given.attribution is not None:
                who = evidence.authority(given) or "its source"
                yield Finding(
                    "own-inference",
                    "note",
                    f"“{own.span.text}” is the report's own arithmetic on “{given.span.text}”, "
                    f"and not the word of {who}",
                    (given.id, own.id),
                    (given.attribution,),
                )
