"""A figure: a quantity, what it measures, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whence.attributions.attribution import Date, Polarity, Standing
from whence.figures.quantity import Change, Kind, Number, Side
from whence.spans import TextSpan

Covers = Literal["total", "period"]


@dataclass(frozen=True, slots=True)
class Named:
    """A value and the words that it was read from."""

    value: str
    span: TextSpan | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure counts. What the text does not say is None."""

    what: Named | None = None
    """What is counted, in the singular or plural as written, with its modifiers: "North Korean soldiers"."""
    side: Named | None = None
    """Whose they are: the party's name."""
    metric: Named | None = None
    """What became of them, or what is measured: "killed", "supplied"; the names are data (metrics.toml)."""
    place: Named | None = None
    as_of: Date | None = None
    since: Date | None = None
    covers: Covers | None = None
    """Whether a running total, or what fell in one period; None where the text does not say."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with a measure. Every span is into the report's text as found."""

    id: str
    span: TextSpan
    low: Number | None
    high: Number | None
    low_inclusive: bool
    high_inclusive: bool
    approximate: bool
    kind: Kind
    unit: str | None
    measure: Measure = Measure()
    attribution: str | None = None
    """Id of the innermost attribution in whose content it stands; None in the report's own voice."""
    of: str | None = None
    """Id of the figure that this one is a part or a share of."""
    same_as: str | None = None
    """Id of the figure that this one puts in other words: "3,000 of the 10,000, which is a quarter"."""
    parts: tuple[str, ...] = ()
    """Ids of the figures that the text adds up to this one: "12 men and 5 women, 17 people in all"."""
    change: Change | None = None
    near: Side | None = None
    vague: str | None = None
    polarity: Polarity = "affirmed"
    standing: Standing = "asserted"
    """The attribution's, or the figure's own where its clause hedges more ("would have", "may exceed")."""
    note: str | None = None
    """What a reader should know of the amount: the customary size of a military unit."""
    confidence: float = 0.0
    """Chance that amount, metric and side are as a careful analyst would write them (0 to 1)."""

    @property
    def point(self) -> Number | None:
        """The one number named: of a bound that number, of a range and of a vague amount None."""
        if self.low is None or self.high is None:
            return self.high if self.low is None else self.low
        return self.low if self.low == self.high else None

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest amount that the words allow, infinite where there is no bound."""
        low = float("-inf") if self.low is None else float(self.low)
        return low, float("inf") if self.high is None else float(self.high)
