"""An amount in words and figures, such that what is printed and read again is the same amount."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol

from whence.figures.military import name_of, needs_troops
from whence.figures.money import known
from whence.figures.quantity import Change, Kind, Number, Side

_FINEST: Final = 10**6
"""No share has a larger denominator: "1 in every million"."""
_WORDS: Final = {
    Fraction(1, 2): "half",
    Fraction(1, 3): "a third",
    Fraction(2, 3): "two-thirds",
    Fraction(1, 4): "a quarter",
    Fraction(3, 4): "three-quarters",
    Fraction(1, 5): "a fifth",
    Fraction(2, 5): "two-fifths",
    Fraction(3, 5): "three-fifths",
    Fraction(4, 5): "four-fifths",
    Fraction(1, 10): "a tenth",
}


class Amount(Protocol):
    """What a quantity and a figure share."""

    @property
    def low(self) -> Number | None:
        """The lower end; None where there is none."""

    @property
    def high(self) -> Number | None:
        """The upper end; None where there is none."""

    @property
    def low_inclusive(self) -> bool:
        """Whether the lower end itself is possible."""

    @property
    def high_inclusive(self) -> bool:
        """Whether the upper end itself is possible."""

    @property
    def approximate(self) -> bool:
        """Whether the words leave some way on either side."""

    @property
    def near(self) -> Side | None:
        """The side on which it lies, where they say."""

    @property
    def kind(self) -> Kind:
        """What kind of amount it is."""

    @property
    def unit(self) -> str | None:
        """Its unit."""

    @property
    def change(self) -> Change | None:
        """Whether it is a rise or a fall."""

    @property
    def vague(self) -> str | None:
        """The words that leave it open."""


def print_quantity(amount: Amount) -> str:
    """The amount as a report might put it: "at least 3,000", "up by about 5%", "between 10 and 12 kilometre".

    Units stand in the singular. The nouns of counts are not printed, but a military unit's name is.
    """
    text = _bounded(amount)
    if amount.kind == "rank":
        return text
    return f"{amount.change} by {text}" if amount.change else text


def _bounded(amount: Amount) -> str:
    low, high = amount.low, amount.high
    if amount.vague is not None:
        return _vague(amount)
    if low is None and high is None:
        return "an unknown amount"
    if low is None or high is None:
        return _one_bound(amount)
    if low == high:
        return _point(amount, low)
    if not (amount.low_inclusive and amount.high_inclusive):
        under = "up to" if amount.high_inclusive else "less than"
        over = "at least" if amount.low_inclusive else "more than"
        about = "about " if amount.approximate else ""
        first = number(low) if amount.kind == "count" else _one(amount, low)
        return f"{over} {about}{first} but {under} {_one(amount, high)}"
    # a unit's name stands once, behind both numbers: "between two and three platoons"
    first = number(low) if amount.kind == "count" else _one(amount, low)
    text = f"between {first} and {_one(amount, high)}"
    return _near(amount, text)


def _near(amount: Amount, text: str) -> str:
    if not amount.approximate:
        return text
    return (
        f"nearly {text}"
        if amount.near == "below"
        else f"{text} odd"
        if amount.near == "above"
        else f"about {text}"
    )


def _point(amount: Amount, value: Number) -> str:
    if amount.kind == "rank":
        return f"ranked {value}{_ending(int(value))}"
    return _near(amount, _one(amount, value))


def _one_bound(amount: Amount) -> str:
    text = _one(amount, amount.high if amount.low is None else amount.low)  # type: ignore[arg-type]
    if amount.low is not None:
        if amount.approximate and amount.near == "above" and not amount.low_inclusive:
            return f"just over {text}"
        return f"{'at least' if amount.low_inclusive else 'more than'} {_near(amount, text)}"
    if amount.approximate and amount.near == "below" and not amount.high_inclusive:
        return f"just under {text}"
    return f"{'up to' if amount.high_inclusive else 'less than'} {_near(amount, text)}"


def _vague(amount: Amount) -> str:
    text = amount.vague or ""
    if amount.unit is not None and amount.kind in ("money", "measure", "duration"):
        text = f"{text} of {_money_name(amount.unit) if amount.kind == 'money' else amount.unit}"
    if amount.near == "below":
        text = f"nearly {text}"
    elif amount.near == "above" and amount.low is not None and amount.high is not None:
        text = f"{text} odd"
    if amount.low is not None and amount.high is None:
        return f"just over {text}" if amount.near == "above" else f"at least {text}"
    if amount.high is not None and amount.low is None:
        return f"up to {text}" if amount.high_inclusive else f"less than {text}"
    return text


def _one(amount: Amount, value: Number) -> str:
    """One end, with its unit."""
    unit = amount.unit
    if amount.kind == "share":
        return _share(value)
    if amount.kind == "ratio":
        return f"a factor of {number(value)}"
    if amount.kind == "percentage":
        return f"{number(value)}%" if unit in ("percent", None) else f"{number(value)} {unit}s"
    if amount.kind == "money" and unit is not None:
        sign = "minus " if value < 0 else ""
        digits = number(abs(value))
        return f"{sign}{unit} {digits}" if unit in known().codes else f"{sign}{digits} {_money_name(unit)}"
    if unit is not None and (amount.kind in ("measure", "duration") or _is_military(amount)):
        troops = " of soldiers" if amount.kind == "count" and needs_troops(unit) else ""
        return f"{number(value)} {unit}{troops}"
    return number(value)


def _is_military(amount: Amount) -> bool:
    """Whether the unit of a count is a military unit as a size; a figure keeps a note of it."""
    named = getattr(amount, "military_unit", False) or getattr(amount, "note", None) is not None
    return bool(named) and name_of(amount.unit or "") is not None


def _money_name(unit: str) -> str:
    if unit in known().codes or unit in known().names:
        return unit
    return next((name for name, code in known().defaults.items() if code == unit), unit)


def _share(value: Number) -> str:
    exact = Fraction(value).limit_denominator(_FINEST)
    if exact in _WORDS and float(exact) == float(value):
        return _WORDS[exact]
    return f"{exact.numerator} in every {exact.denominator:,}"


def number(value: Number) -> str:
    """A number with commas between thousands, never with an exponent."""
    sign = "minus " if value < 0 else ""
    value = abs(value)
    if isinstance(value, int):
        return f"{sign}{value:,}"
    whole, _, rest = format(Decimal(repr(value)), "f").partition(".")
    return f"{sign}{int(whole):,}" + (f".{rest}" if rest else "")


def _ending(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
