"""More killed than there are casualties, the killed among them."""

from __future__ import annotations

from collections.abc import Iterator

from whence.findings.evidence import Evidence, loose
from whence.findings.finding import Finding
from whence.findings.scope import may_be_of_one_scope, metric


def check(evidence: Evidence) -> Iterator[Finding]:
    """Figures of one authority, side and time, with more killed (or wounded) than casualties."""
    casualties = [f for f in evidence.figures if metric(f) == "casualties" and f.kind == "count"]
    for part in evidence.figures:
        if part.kind != "count" or metric(part) not in ("killed", "wounded"):
            continue
        for whole in casualties:
            if part.vague or whole.vague or not may_be_of_one_scope(evidence, part, whole):
                continue
            if loose(part)[0] > loose(whole)[1]:
                yield Finding(
                    "killed-over-casualties",
                    "error",
                    f"{part.span.text} {metric(part)} are more than {whole.span.text} casualties, "
                    f"among whom the {metric(part)} are counted",
                    (part.id, whole.id),
                    tuple(dict.fromkeys(f.attribution for f in (part, whole) if f.attribution)),
                )
