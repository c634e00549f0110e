"""A rise or fall that its two amounts do not give: "480,000 people, up 60% from 240,000"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from whence.figures.figure import Figure
from whence.findings.evidence import Evidence, Interval, apart, fraction, loose, percent
from whence.findings.finding import Finding

_ROUGHLY: Final = r"(?:the\s+|about\s+|some\s+|nearly\s+|around\s+)?"
_FROM: Final = re.compile(rf",?\s+from\s+{_ROUGHLY}")
_NOUN_FROM: Final = re.compile(rf"(?:\s+[\w’'-]+){{0,4}},?\s+from\s+{_ROUGHLY}")
_TO: Final = re.compile(rf"\s+to\s+(?:a\s+record\s+)?{_ROUGHLY}")
_RISE: Final = re.compile(r"\b(?:up|down|rise|rose|risen|rising|fall|fell|fallen|falling|increase)\b[\w\s]*$")
_RATE: Final = re.compile(
    r"\b(?:per|to the|to a|against the|a)\s+(?:U\.?S\.? )?(?:dollar|euro|pound|sterling)\b"
)
"""A currency's rate, which rises where the currency falls."""
_COUNTED: Final = ("count", "money", "measure")


_BEHIND: Final = 30


def check(evidence: Evidence) -> Iterator[Finding]:
    """Every percentage that what rose or fell from one amount to another in the sentence does not give."""
    figures = sorted(evidence.figures, key=lambda f: f.span.start)
    text = evidence.report.text
    for at, change in enumerate(figures):
        if change.kind != "percentage" or change.change not in ("up", "down") or change.vague:
            continue
        ends = _ends(text, figures, at)
        stated = fraction(change)
        if ends is None or stated is None:
            continue
        before, after = ends
        last = max(f.span.end for f in (change, before, after))
        if _RATE.search(text[min(f.span.start for f in ends) : last + _BEHIND]):
            continue
        real = _growth(before, after, change.change)
        if real is None or not apart(stated, real):
            continue
        made = _growth_of_points(before, after)
        told = (
            f"is {'a rise' if made > 0 else 'a fall'} of {percent(abs(made))}" if made is not None else "is"
        )
        yield Finding(
            "change-mismatch",
            "error",
            f"from {before.span.text} to {after.span.text} {told}, not {change.span.text}",
            (change.id, before.id, after.id),
            tuple(dict.fromkeys(f.attribution for f in (change, before, after) if f.attribution)),
        )


def _ends(text: str, figures: list[Figure], at: int) -> tuple[Figure, Figure] | None:
    """What a change goes from and to: "X, up 60% from Y", "rose 60% to X from Y"."""
    change = figures[at]
    behind = figures[at + 1 : at + 3]
    if len(behind) == 2 and _TO.fullmatch(text[change.span.end : behind[0].span.start]):
        after, before = behind
        if _NOUN_FROM.fullmatch(text[after.span.end : before.span.start]) and _alike(before, after):
            return before, after
        return None
    if not behind or not _FROM.fullmatch(text[change.span.end : behind[0].span.start]):
        return None
    before = behind[0]
    for after in reversed(figures[max(0, at - 3) : at]):
        between = text[after.span.end : change.span.start]
        if re.search(r"[.;!?]\s", between):
            return None
        if _alike(before, after) and _RISE.search(between):
            return before, after
    return None


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two amounts are of one kind and unit, and neither is a word such as "dozens"."""
    if one.kind != other.kind or one.kind not in _COUNTED or one.vague or other.vague:
        return False
    return one.unit == other.unit or (one.kind == "count" and None in (one.unit, other.unit))


def _growth(before: Figure, after: Figure, change: str) -> Interval | None:
    """By what part of it one amount is more, or less, than another, as the words allow."""
    (a, b), (c, d) = loose(before), loose(after)
    if a <= 0 or c < 0 or b == float("inf"):
        return None
    low, high = c / b - 1, d / a - 1
    return (low, high) if change == "up" else (-high, -low)


def _growth_of_points(before: Figure, after: Figure) -> float | None:
    return after.point / before.point - 1 if before.point and after.point is not None else None
