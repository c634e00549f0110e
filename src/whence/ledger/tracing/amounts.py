"""When two amounts can be those of one statement: the same, or one a rounded form of the other."""

from __future__ import annotations

from typing import Final, Literal

Amounts = Literal["same", "near"]

_SAME: Final = 0.012
"""Parts of one that differ by less, as a part of the larger, are one amount: a third and 33%."""
_NEAR: Final = 0.7
"""Parts of one that are further apart than this, as a part of the larger, are no retelling of each other."""
_ROUNDING: Final = 0.02
_MEASURED: Final = 0.05


def same_amount(one: float, other: float, unit: str) -> bool:
    """Whether two amounts are one; parts of one may be written as a fraction and in per cent."""
    if one == other:
        return True
    return unit == "part" and abs(one - other) <= _SAME * max(abs(one), abs(other))


def alike(one: float, other: float, unit: str) -> Amounts | None:
    """Whether two amounts are the same, near enough for one to be a change of the other, or neither."""
    if same_amount(one, other, unit):
        return "same"
    largest = max(abs(one), abs(other))
    if unit == "part":
        return "near" if abs(one - other) <= _NEAR * largest else None
    if not (float(one).is_integer() and float(other).is_integer()):
        return "near" if abs(one - other) <= _MEASURED * largest else None
    return "near" if _rounded(one, other) or _rounded(other, one) else None


def _rounded(exact: float, round_one: float) -> bool:
    """Whether the second is the first, rounded: 3,000 of 2,970."""
    if abs(exact) < 100 or abs(exact - round_one) > _ROUNDING * abs(exact):
        return False
    return any(round(exact, -n) == round_one for n in range(1, len(str(int(abs(exact))))))
