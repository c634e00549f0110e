"""What checks look at: what was read of one report, by id, and the arithmetic they share.

A figure is a range: "at least 3,000" is 3,000 and more, "about 3,000" is 3,000 within a tolerance.
Checks compare ranges, and speak only where no reading of the words lets both hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Final

from whence.attributions.attribution import Attribution
from whence.exchanges.exchange import Exchange
from whence.figures.figure import Figure
from whence.reports.report import Report

Interval = tuple[float, float]

APPROXIMATE: Final = 0.12
"""How far from its number an amount called "about", "nearly" or "roughly" may lie, as a part of it."""
ROUNDING: Final = 0.025
"""The most that a round number is taken to be rounded by, as a part of it."""
FRACTION: Final = 0.1
"""How far from the amount itself a fraction in words may lie, as a part of it: 30% is "a third"."""


@dataclass(frozen=True)
class Evidence:
    """What was read of one report."""

    report: Report
    attributions: Sequence[Attribution]
    figures: Sequence[Figure]
    exchanges: Sequence[Exchange] = field(default=())

    @cached_property
    def figure(self) -> dict[str, Figure]:
        """Figures by id."""
        return {one.id: one for one in self.figures}

    @cached_property
    def attribution(self) -> dict[str, Attribution]:
        """Attributions by id."""
        return {one.id: one for one in self.attributions}

    def authority(self, figure: Figure) -> str | None:
        """Who vouches for a figure in the end: the last name of its chain; None in the report's own voice."""
        on = self.attribution.get(figure.attribution or "")
        return on.authority[-1].name if on is not None and on.authority else None

    def whole(self, figure: Figure) -> Figure | None:
        """The figure that `figure` is a part or a share of."""
        return self.figure.get(figure.of or "")

    def pairs_same(self) -> Iterator[tuple[Figure, Figure]]:
        """Figures with the figure that they put in other words."""
        for one in self.figures:
            other = self.figure.get(one.same_as or "")
            if other is not None:
                yield one, other


def loose(figure: Figure) -> Interval:
    """The amounts that the words allow: bounds as they are, numbers within rounding or "about"."""
    low, high = figure.range
    if math.isfinite(low):
        low -= _slack(figure, low)
    if math.isfinite(high):
        high += _slack(figure, high)
    if figure.near == "above" and figure.low is not None:
        high = max(high, float(figure.low) * (1 + APPROXIMATE)) if math.isfinite(high) else high
    return low, high


def fraction(figure: Figure) -> Interval | None:
    """A share or percentage as a part of one, within rounding; None for any other figure."""
    low, high = figure.range
    if figure.kind == "percentage":
        low, high = low / 100, high / 100
    elif figure.kind != "share":
        return None
    if figure.approximate:
        slack = APPROXIMATE * max((x for x in (low, high) if math.isfinite(x)), default=0.0)
    elif figure.kind == "percentage":
        slack = _half_unit(figure.point) / 100 if figure.point is not None else 0.0
    else:
        slack = FRACTION * max((x for x in (low, high) if math.isfinite(x)), default=0.0)
    return low - slack - 1e-9, high + slack + 1e-9


def ratio(part: Figure, whole: Figure) -> Interval | None:
    """What part of `whole` is `part`, as a range; None where the whole may be nothing."""
    (a, b), (c, d) = loose(part), loose(whole)
    if not c > 0 or (a < 0 and math.isfinite(a)):
        return None
    low = 0.0 if not math.isfinite(a) or not math.isfinite(d) else a / d
    return low, b / c if math.isfinite(b) else 1.0


def apart(one: Interval, other: Interval) -> bool:
    """Whether no amount lies in both."""
    return one[1] < other[0] or other[1] < one[0]


def plain(number: float) -> str:
    """A number as a reader writes it: "3,000", "0.25"."""
    if abs(number) >= 1e15:
        return f"{number:.3g}"
    if float(number).is_integer():
        return f"{int(number):,}"
    return f"{number:,.4g}" if abs(number) < 1000 else f"{number:,.0f}"


def percent(part: float) -> str:
    """A part of one in per cent, to the digit that matters: "30%", "0.4%"."""
    value = part * 100
    return f"{value:.0f}%" if value >= 10 or value == 0 or float(value).is_integer() else f"{value:.2g}%"


def _slack(figure: Figure, number: float) -> float:
    if figure.approximate and figure.vague is None:
        return abs(number) * APPROXIMATE
    if figure.kind in ("count", "money", "measure") and figure.low == figure.high:
        return min(_half_unit(number), abs(number) * ROUNDING)
    return 0.0


@lru_cache(maxsize=4096)
def _half_unit(number: float) -> float:
    """Half of the unit of the last digit that is not a nought: 50 of 3,100, 0.5 of 37, 0.05 of 2.4."""
    if not number or not math.isfinite(number):
        return 0.0
    exact = Fraction(str(number))
    unit = Fraction(1)
    while (exact / unit).denominator != 1:
        unit /= 10
    if unit == 1:
        while (exact / (unit * 10)).denominator == 1:
            unit *= 10
    return float(unit) / 2
