"""Everything in a ledger in one order, so that two can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from whence.ledger.tables import metadata

if TYPE_CHECKING:
    from whence.ledger.store import Ledger

_WHEN: Final = frozenset(("added", "at"))
"""Columns that tell when something was written, and no more."""


def dump(ledger: Ledger) -> Iterator[str]:
    """Each row of each table as a line, without the times of writing: of equal ledgers the same lines."""
    with ledger.read() as connection:
        for table in metadata.sorted_tables:
            columns = [
                column
                for column in table.columns
                if not ((column.name in _WHEN and table.name != "exchange") or column.name == "vector")
            ]
            rows = connection.execute(select(*columns)).mappings()
            yield from sorted(f"{table.name} {json.dumps(dict(row), sort_keys=True)}" for row in rows)
