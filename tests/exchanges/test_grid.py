"""Every construction tells its exchange whatever fills it: see `grid.py`."""

from __future__ import annotations

import pytest

from tests.exchanges.grid import ANY, GIVING, OTHERS, Cell, cells
from whence.exchanges import Exchange
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report

ASTRAY = {"due": 3}
"""Sentences of a construction that may be read wrong, where it is more than one.

The reader's tree is not right for every one, and of "is due to hand over" it makes "to a hand".
"""


def told(cell: Cell, found: tuple[Exchange, ...]) -> bool:
    """Whether just the exchange of a cell was found."""
    if len(found) != 1:
        return False
    (one,) = found
    sides = (one.giver.name if one.giver else None, one.receiver.name if one.receiver else None)
    return (
        sides == (cell.giver, cell.receiver)
        and {item.category for item in one.gives} == {cell.category}
        and cell.standing in (ANY, one.standing)
        and (cell.returned is None or cell.returned in {item.category for item in one.in_return})
    )


@pytest.mark.parametrize("construction", [*GIVING, *OTHERS])
def test_construction(reader: Reader, construction: str) -> None:
    made = list(cells(construction))
    assert len(made) >= 4
    wrong = [c.text for c in made if not told(c, read_report(Report(c.text), reader).exchanges)]
    assert len(wrong) <= ASTRAY.get(construction, 1), wrong


def test_a_cell_is_told_by_its_exchange_alone(reader: Reader) -> None:
    cell = next(cells("past"))
    other = Cell(cell.text, cell.receiver, cell.giver, cell.category, cell.standing, None)
    found = read_report(Report(cell.text), reader).exchanges
    assert told(cell, found)
    assert not told(other, found)
    assert not told(cell, ())
