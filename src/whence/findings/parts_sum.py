"""Parts that are more than their whole together: "30 people, including 12 men, 10 women and 15 children"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from whence.figures.figure import Figure
from whence.findings.evidence import Evidence, loose, plain
from whence.findings.finding import Finding
from whence.findings.scope import metric

_APART: Final = (
    frozenset({"man", "woman", "child"}),
    frozenset({"soldier", "civilian"}),
    frozenset({"adult", "child"}),
)
"""Those of whom nobody is two: other parts may overlap, as foreigners and women do."""
_FATES: Final = frozenset({"killed", "wounded", "missing", "rescued", "captured"})


def parts_sum(evidence: Evidence) -> Iterator[Finding]:
    """Every whole that parts of which none is another's are more than, together."""
    by_whole: dict[str, list[Figure]] = defaultdict(list)
    for one in evidence.figures:
        if one.of is not None and one.kind == "count" and not one.vague and one.polarity == "affirmed":
            by_whole[one.of].append(one)
    for name, parts in by_whole.items():
        whole = evidence.figure.get(name)
        if whole is None or whole.kind != "count" or whole.vague or len(parts) < 2 or not _disjoint(parts):
            continue
        if any(part.attribution != parts[0].attribution for part in parts):
            continue
        least = sum(max(loose(part)[0], 0.0) for part in parts)
        if least <= loose(whole)[1]:
            continue
        points = [part.point for part in parts]
        made = plain(sum(p for p in points if p is not None)) if None not in points else "more"
        yield Finding(
            "sum-mismatch",
            "error",
            f"{' + '.join(part.span.text for part in parts)} is {made}, more than {whole.span.text}, "
            "of which they are said to be parts",
            (*(part.id for part in parts), whole.id),
            tuple(dict.fromkeys(f.attribution for f in (*parts, whole) if f.attribution)),
        )


def _disjoint(parts: list[Figure]) -> bool:
    """Whether nobody can be counted in two of the parts."""
    fates = [metric(part) for part in parts]
    if all(fate in _FATES for fate in fates) and len(set(fates)) == len(parts):
        return True
    units = [part.unit or "" for part in parts]
    return len(set(units)) == len(units) and any(family.issuperset(units) for family in _APART)
