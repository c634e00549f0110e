"""When two amounts can be those of one statement: the same, or one a rounded form of the other."""

from __future__ import annotations

from typing import Final, Literal

Amounts = Literal["same", "near", "round", "slip", "other"]

_SAME: Final = 0.012
"""Parts of one that differ by less, as a part of the larger, are one amount: a third and 33%."""
_NEAR: Final = 0.7
"""Parts of one that are further apart than this, as a part of the larger, are no retelling of each other."""
_ROUNDING: Final = 0.02
_MEASURED: Final = 0.05
_ROUNDED: Final = {1: 0.15, 2: 0.05}
"""How far off, as a part of the larger, a number may be that is rounded to so many digits."""
_OTHER: Final = 4.0
"""How many times another amount may be larger that a retelling put in the place of one."""
_LEAST: Final = 20
_LEAST_SLIP: Final = 100
_LEAST_HEARD: Final = 13


def same_amount(one: float, other: float, unit: str) -> bool:
    """Whether two amounts are one; parts of one may be written as a fraction and in per cent."""
    if one == other:
        return True
    return unit == "part" and abs(one - other) <= _SAME * max(abs(one), abs(other))


def alike(one: float, other: float, unit: str, *, dozens: bool = False) -> Amounts | None:
    """Whether two amounts are the same, near enough for one to be a change of the other, or neither.

    "round" where the one may be the other rounded to a digit or two, "slip" where digits have changed places
    or a zero is too many: both are of one statement only where all else agrees. `dozens` where one of the
    two is counted in dozens: "two dozen" may stand for 23.
    """
    if same_amount(one, other, unit):
        return "same"
    largest = max(abs(one), abs(other))
    if unit == "part":
        return "near" if abs(one - other) <= _NEAR * largest else None
    if (
        dozens
        and unit == "count"
        and abs(one - other) <= max(2.0 if 12 in (one, other) else 1.0, largest // 24)
    ):
        return "round"
    one, other = float(one), float(other)
    whole = float(one).is_integer() and float(other).is_integer()
    if not whole and abs(one - other) <= _MEASURED * largest:
        return "near"
    if whole and (_rounded(one, other) or _rounded(other, one)):
        return "near"
    if _miscopied(one, other):
        return "slip"
    fine, coarse = sorted((len(_digits(one)), len(_digits(other))), reverse=True)
    apart = abs(one - other)
    if coarse < fine and coarse in _ROUNDED and largest >= (_LEAST if whole else 1):
        return "round" if apart <= _ROUNDED[coarse] * largest else None
    return None


def changeable(one: float, other: float, unit: str) -> bool:
    """Whether one amount may stand for another that a retelling changed outright: 300 and 400."""
    less, more = sorted((abs(one), abs(other)))
    return unit != "part" and less > 0 and one != other and more <= _OTHER * less


def in_dozens(one: str, other: str) -> bool:
    """Whether one of two amounts is written in dozens, and the other is not."""
    return ("dozen" in one.lower()) != ("dozen" in other.lower())


def rounds(exact: float, round_one: float, bound: str) -> bool:
    """Whether a rounded number lies on the side of the exact one that its bound says."""
    if len(_digits(round_one)) >= len(_digits(exact)):
        return False
    if bound in ("nearly", "less than", "at most"):
        return exact < round_one
    if bound in ("more than", "at least", "just over"):
        return exact > round_one
    return bound == "about"


def _digits(value: float) -> str:
    """The digits of a number without zeros around them."""
    return f"{abs(value):.6f}".replace(".", "").strip("0") or "0"


def _miscopied(one: float, other: float) -> bool:
    """Whether two neighbouring digits changed places, or the one has a zero more."""
    if _misheard(*sorted((abs(one), abs(other)))):
        return True
    if min(abs(one), abs(other)) < _LEAST_SLIP or not (one.is_integer() and other.is_integer()):
        return False
    a, b = str(int(abs(one))), str(int(abs(other)))
    if len(a) != len(b):
        return a + "0" == b or b + "0" == a
    unlike = [i for i in range(len(a)) if a[i] != b[i]]
    return (
        len(unlike) == 2
        and unlike[1] == unlike[0] + 1
        and a[unlike[0]] == b[unlike[1]]
        and a[unlike[1]] == b[unlike[0]]
    )


def _misheard(less: float, more: float) -> bool:
    """Whether one was heard for the other: eighteen and eighty, with whatever comes behind."""
    mantissa = _digits(less)
    return (
        len(mantissa) == 2
        and mantissa[0] == "1"
        and mantissa[1] in "3456789"
        and less >= _LEAST_HEARD
        and round(more, 6) == round(less * 10 * int(mantissa[1]) / int(mantissa), 6)
    )


def _rounded(exact: float, round_one: float) -> bool:
    """Whether the second is the first, rounded: 3,000 of 2,970."""
    if abs(exact) < 100 or abs(exact - round_one) > _ROUNDING * abs(exact):
        return False
    return any(round(exact, -n) == round_one for n in range(1, len(str(int(abs(exact))))))
