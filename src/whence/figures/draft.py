"""A quantity while it is being read: over pieces, and open to what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from whence.figures.numerals import tidy
from whence.figures.pieces import Pieces
from whence.figures.quantity import Change, Kind, Number, Quantity, Side


@dataclass(slots=True)
class Draft:
    """An amount over pieces [start, end); its number over [first, last)."""

    start: int
    end: int
    first: int
    last: int
    low: Number | None
    high: Number | None
    low_inclusive: bool = True
    high_inclusive: bool = True
    approximate: bool = False
    near: Side | None = None
    kind: Kind = "count"
    unit: str | None = None
    unit_at: tuple[int, int] | None = None
    change: Change | None = None
    vague: str | None = None
    military: bool = False
    scale: Number = 1
    bare: bool = False
    """A single row of digits with nothing that makes it an amount: a year, a name, a count."""

    @property
    def mantissa(self) -> Number:
        """The number without its scale: 1.2 of "1.2 million"."""
        return (self.low or 0) / self.scale

    def quantity(self, p: Pieces) -> Quantity:
        """As a quantity over tokens."""
        # A share is the fraction itself: 2/3 has no last digit.
        exact = self.kind == "share"
        low = self.low if self.low is None or exact else tidy(self.low)
        high = self.high if self.high is None or exact else tidy(self.high)
        return Quantity(
            words=p.tokens(self.start, self.end),
            number=p.tokens(self.first, self.last),
            low=low,
            high=high,
            low_inclusive=low is not None and self.low_inclusive,
            high_inclusive=high is not None and self.high_inclusive,
            approximate=self.approximate,
            near=self.near,
            kind=self.kind,
            unit=self.unit,
            unit_words=p.tokens(*self.unit_at) if self.unit_at else None,
            change=self.change,
            vague=self.vague,
            military_unit=self.military,
        )
