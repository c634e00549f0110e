"""The packaged units and currencies against pint's registry and the rules of their tables."""

from __future__ import annotations

import pytest

from whence.figures.lexicon import LexiconError, table
from whence.figures.military import military_note
from whence.figures.quantity import Quantity

pint = pytest.importorskip("pint", reason="pint is in the dev extra")


def test_pint_knows_every_unit() -> None:
    registry = pint.UnitRegistry()
    data = table("units")
    for name in [*data["words"].values(), *data["durations"].values()]:
        assert name in registry, name


def test_the_dimension_of_a_symbol_is_that_of_its_name() -> None:
    registry = pint.UnitRegistry()
    for symbol, name in (
        ("km", "kilometre"),
        ("kg", "kilogram"),
        ("GWh", "gigawatt hour"),
        ("ml", "millilitre"),
    ):
        assert table("units")["symbols"][symbol] == name
        assert (
            registry.parse_units(symbol).dimensionality == registry(name.replace(" ", " * ")).dimensionality
        )


def test_currency_codes_are_three_capitals() -> None:
    data = table("currencies")
    codes = [*data["signs"].values(), *data["names"].values(), *data["codes"]["known"]]
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_a_missing_table_is_named() -> None:
    with pytest.raises(LexiconError, match=r"nothing\.toml"):
        table("nothing")


def test_a_military_unit_has_a_customary_size_as_a_note() -> None:
    unit = Quantity((0, 2), (0, 1), 1, 1, unit="battalion", military_unit=True)
    assert "300 to 1,000 soldiers" in (military_note(unit) or "")
    assert military_note(Quantity((0, 1), (0, 1), 1, 1)) is None
