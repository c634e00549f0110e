"""A rise or fall that its two amounts do not give: "480,000 people, up 60% from 240,000"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from whence.figures.figure import Figure
from whence.findings.evidence import Evidence, Interval, apart, fraction, loose, percent
from whence.findings.finding import Finding

_ROUGHLY: Final = r"(?:the\s+|about\s+|some\s+|nearly\s+|around\s+)?"
_FROM: Final = re.compile(rf",?\s+from\s+{_ROUGHLY}")
_NOUN_FROM: Final = re.compile(rf"(?:\s+[\w’'-]+){{0,4}},?\s+from\s+{_ROUGHLY}")
_TO: Final = re.compile(rf"\s+to\s+(?:a\s+record\s+)?{_ROUGHLY}")
_NOUN_TO: Final = re.compile(rf"(?:\s+[\w’'-]+){{0,3}}\s+to\s+{_ROUGHLY}")
_RISE: Final = re.compile(r"\b(?:up|down|rise|rose|risen|rising|fall|fell|fallen|falling|increase)\b[\w\s]*$")
_CHANGES: Final = r"(?:rise|fall|drop|decline|decrease|increase|jump|growth|gain|surge|reduction|cut)"
_NOUN_ON: Final = re.compile(rf"\s+{_CHANGES}\s+(?:on|from)\s+{_ROUGHLY}")
"""Behind a percentage: "a 31% fall | on the 109"."""
_NOUN_OF: Final = re.compile(
    rf"(?:\s+[\w’'-]+){{0,4}}(?:,|\s+[-–—])\s+an?\s+(?:[\w-]+\s+)?{_CHANGES}\s+of\s+{_ROUGHLY}"
)
"""Before a percentage: "from $290 billion, | a rise of 17%"."""
_ENDED: Final = re.compile(r"[.;!?]\s")
_RATE: Final = re.compile(
    r"\b(?:per|to the|to a|against the|a)\s+(?:U\.?S\.? )?(?:dollar|euro|pound|sterling)\b"
)
"""A currency's rate, which rises where the currency falls."""
_COUNTED: Final = ("count", "money", "measure")
_BEHIND: Final = 30
_TIMES: Final = 0.15
"""How far from the amount itself "doubled" may lie, as a part of it."""


def check(evidence: Evidence) -> Iterator[Finding]:
    """Every percentage that what rose or fell from one amount to another in the sentence does not give.

    So too "doubled" and "by half".
    """
    figures = sorted(evidence.figures, key=lambda f: f.span.start)
    text = evidence.report.text
    for at, change in enumerate(figures):
        if change.change not in ("up", "down") or change.vague:
            continue
        stated = _stated(change)
        ends = _ends(text, figures, at) if stated is not None else None
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
            f"from {before.span.text} to {after.span.text} {told}, not {_words(change)}",
            (change.id, before.id, after.id),
            tuple(dict.fromkeys(f.attribution for f in (change, before, after) if f.attribution)),
        )


def _stated(change: Figure) -> Interval | None:
    """By what part an amount is said to have risen or fallen, as a range; None where no part is said."""
    if change.kind in ("percentage", "share"):
        return fraction(change)
    if change.kind != "ratio" or change.low is None or change.low != change.high or not change.low:
        return None
    times = float(change.low)
    if change.change == "up" and times > 1:
        return times * (1 - _TIMES) - 1, times * (1 + _TIMES) - 1
    if change.change == "down" and 0 < times < 1:
        return 1 - times * (1 + _TIMES), 1 - times * (1 - _TIMES)
    return None


def _words(change: Figure) -> str:
    return change.span.text if change.kind == "percentage" else f"“{change.span.text}”"


def _ends(text: str, figures: Sequence[Figure], at: int) -> tuple[Figure, Figure] | None:
    """What a change goes from and to, wherever the sentence has the two."""
    change = figures[at]
    behind = figures[at + 1 : at + 3]
    before = figures[max(0, at - 2) : at]

    def gap(one: Figure, other: Figure) -> str:
        return text[one.span.end : other.span.start]

    if len(behind) == 2 and _TO.fullmatch(gap(change, behind[0])):  # "rose 60% to X from Y"
        after, first = behind
        return (first, after) if _NOUN_FROM.fullmatch(gap(after, first)) and _alike(first, after) else None
    if len(behind) == 2 and _FROM.fullmatch(gap(change, behind[0])) and _NOUN_TO.fullmatch(gap(*behind)):
        first, after = behind  # "rose 60% from Y to X"
        return (first, after) if _alike(first, after) else None
    if len(before) == 2 and change.kind == "percentage" and _NOUN_OF.fullmatch(gap(before[1], change)):
        if _NOUN_FROM.fullmatch(gap(*before)):  # "rose to X from Y, a rise of 17%"
            return (before[1], before[0]) if _alike(*before) else None
        if _NOUN_TO.fullmatch(gap(*before)):  # "fell from Y to X, a drop of 30%"
            return (before[0], before[1]) if _alike(*before) else None
        return None
    if behind and change.kind == "percentage" and _NOUN_ON.fullmatch(gap(change, behind[0])):
        # "97 murders last year, a 31% fall on the 109"
        if not before or _ENDED.search(gap(before[-1], change)) or not _alike(behind[0], before[-1]):
            return None
        return behind[0], before[-1]
    if not behind or change.kind != "percentage" or not _FROM.fullmatch(gap(change, behind[0])):
        return None
    first = behind[0]
    for after in reversed(figures[max(0, at - 3) : at]):  # "X, up 60% from Y"
        between = gap(after, change)
        if _ENDED.search(between):
            return None
        if _alike(first, after) and _RISE.search(between):
            return first, after
    return None


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two amounts are of one kind and unit, and neither is a word such as "dozens".

    A number by itself ("from 50,000 to 40,000 barrels") is of the other's unit.
    """
    if one.vague or other.vague:
        return False
    if one.kind != other.kind:
        first, last = sorted((one, other), key=lambda f: f.span.start)
        return first.kind == "count" and first.unit is None and last.kind in _COUNTED
    if one.kind not in _COUNTED:
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
