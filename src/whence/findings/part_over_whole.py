"""A part that is more than the whole it is said to be of."""

from __future__ import annotations

from collections.abc import Iterator

from whence.findings.evidence import Evidence, loose
from whence.findings.finding import Finding
from whence.findings.scope import metric

_COUNTED = ("count", "money", "measure")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Every count whose least is more than the most that its whole can be."""
    for part in evidence.figures:
        whole = evidence.whole(part)
        if whole is None or part.kind not in _COUNTED or whole.kind != part.kind:
            continue
        if metric(whole) == "casualties" and metric(part) in ("killed", "wounded"):
            continue  # told by the check of just that
        if part.kind != "count" and part.unit != whole.unit:
            continue
        if part.vague is None and whole.vague is None and loose(part)[0] > loose(whole)[1]:
            yield Finding(
                "part-over-whole",
                "error",
                f"{part.span.text} is more than {whole.span.text}, of which it is said to be a part",
                (part.id, whole.id),
                tuple(dict.fromkeys(f.attribution for f in (part, whole) if f.attribution)),
            )
