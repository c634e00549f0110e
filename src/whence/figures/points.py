"""Points that are percentage points: "rose five points, to 63 percent"."""

from __future__ import annotations

from typing import Final

from whence.figures.draft import Draft
from whence.figures.pieces import Pieces

_NEAR: Final = 8
_POLLED: Final = frozenset(
    [
        "turnout",
        "unemployment",
        "inflation",
        "approval",
        "support",
        "poll",
        "polls",
        "rating",
        "ratings",
        "lead",
        "share",
        "rate",
        "rates",
        "swing",
        "margin",
    ]
)


def read_points(p: Pieces, drafts: list[Draft]) -> None:
    """Give percentage points as the unit to "points" near a percentage or a rate, in place."""
    for n, draft in enumerate(drafts):
        if (
            draft.kind != "count"
            or draft.vague is not None
            or p.word(draft.end) not in ("point", "points")
            or (draft.high or 0) > 100
        ):
            continue
        near = any(
            other.kind == "percentage" and other.unit == "percent" and _within(p, draft, other)
            for other in drafts[max(0, n - 1) : n + 2]
        )
        if near or _POLLED.intersection(p.low[max(0, draft.start - 6) : draft.start]):
            draft.kind, draft.unit, draft.unit_at = (
                "percentage",
                "percentage point",
                (draft.end, draft.end + 1),
            )
            draft.end += 1


def _within(p: Pieces, one: Draft, two: Draft) -> bool:
    a, b = min(one.end, two.end), max(one.start, two.start)
    return b - a <= _NEAR and not {".", ";", "\n"}.intersection(p.low[a:b])
