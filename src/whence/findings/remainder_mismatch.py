"""A rest that is not what was left: "14 of the 21 hostages, and the remaining nine"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from whence.figures.figure import Figure
from whence.findings.evidence import Evidence, apart, loose, plain
from whence.findings.finding import Finding

_REMAINING: Final = re.compile(r"\bremaining\s+$", re.IGNORECASE)
_COUNTED: Final = ("count", "money", "measure")
_LOOKED_AT: Final = 20
"""Figures before a rest among which its whole is looked for."""
_NEAR: Final = 300
"""Characters between a part and the rest of its whole, at most."""


def check(evidence: Evidence) -> Iterator[Finding]:
    """Every "remaining N" that a whole less the one part told of it does not leave.

    Only where no other amount of the kind stands between them: that may be of the whole as well.
    """
    figures = sorted(evidence.figures, key=lambda f: f.span.start)
    text = evidence.report.text
    for at, rest in enumerate(figures):
        if (
            rest.kind not in _COUNTED
            or rest.vague
            or not _REMAINING.search(text[max(0, rest.span.start - 20) : rest.span.start])
        ):
            continue
        found = _part(evidence, figures[max(0, at - _LOOKED_AT) : at], rest)
        if found is None:
            continue
        part, whole = found
        (a, b), (c, d) = loose(whole), loose(part)
        left = (a - d, b - c)
        if float("inf") in (b, d) or not apart(left, loose(rest)):
            continue
        made = whole.point - part.point if whole.point is not None and part.point is not None else None
        yield Finding(
            "remainder-mismatch",
            "error",
            f"{whole.span.text} less {part.span.text} "
            f"{f'is {plain(made)},' if made is not None else 'is'} not {rest.span.text}",
            (part.id, whole.id, rest.id),
            tuple(dict.fromkeys(f.attribution for f in (part, whole, rest) if f.attribution)),
        )


def _part(evidence: Evidence, before: list[Figure], rest: Figure) -> tuple[Figure, Figure] | None:
    """The one part before a rest, with its whole."""
    some = [
        f
        for f in before
        if f.kind == rest.kind
        and rest.span.start - f.span.end <= _NEAR
        and (f.kind == "count" or f.unit == rest.unit)
    ]
    parts = [f for f in some if (whole := evidence.whole(f)) is not None and whole in some]
    if len(parts) != 1 or len(some) != 2 or any(f.vague for f in some):
        return None
    whole = evidence.whole(parts[0])
    return (parts[0], whole) if whole is not None else None
