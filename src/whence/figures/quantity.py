"""A quantity: an amount as the words give it, before it is known what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Number = int | float
Kind = Literal["count", "share", "money", "percentage", "ratio", "measure", "duration", "rank"]
Change = Literal["up", "down"]
Side = Literal["below", "above"]
Range = tuple[int, int]
"""Tokens [start, end) of a Doc."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a text: a point, a range or a bound, and how the words put it.

    A point has `low == high`; a bound leaves the other end None; a vague amount that no number can be
    given for ("many") leaves both None.
    """

    words: Range
    """The whole phrase: "at least 3,000", "two-thirds", "between 10 and 12 kilometres"."""
    number: Range
    """The words of the number alone, without bound, unit or currency."""
    low: Number | None
    high: Number | None
    low_inclusive: bool = True
    high_inclusive: bool = True
    """Whether the bound itself is possible; False where there is no bound at that end."""
    approximate: bool = False
    near: Side | None = None
    """On which side of the number the amount lies: "nearly" below, "just over" above."""
    kind: Kind = "count"
    unit: str | None = None
    """ISO 4217 code of money, "percent", "percentage point", a unit or duration in the singular as written;
    None for counts, whose unit is the noun that is counted."""
    unit_words: Range | None = None
    change: Change | None = None
    """Where the words say that the amount came about, or is, a rise or a fall."""
    vague: str | None = None
    """The word that leaves the amount open: "dozens", "several hundred", "many"."""
    military_unit: bool = False
    """A unit as a size ("a battalion"): counted as units, never as heads."""

    @property
    def point(self) -> Number | None:
        """The one number named, where there is one; for a bound that number, for a range None."""
        if self.low is None or self.high is None:
            return self.high if self.low is None else self.low
        return self.low if self.low == self.high else None
