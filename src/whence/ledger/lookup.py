"""Questions that several modules ask of the rows of a reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy.engine import RowMapping

from whence.ledger import keys, tables, words


def outlets(connection: Connection, report_id: str) -> list[str]:
    """The name keys of the outlets where a report appeared, in order."""
    table = tables.appearance
    found = connection.execute(
        select(table.c.outlet_key).where(table.c.report_id == report_id, table.c.outlet_key.is_not(None))
    ).scalars()
    return sorted(set(found))


def appeared(connection: Connection, outlet: str, reports: Sequence[str]) -> set[str]:
    """Of these reports those that appeared at the outlet with this name key, whoever else had them."""
    table = tables.appearance
    return {
        name
        for i in range(0, len(reports), 400)
        for name in connection.execute(
            select(table.c.report_id).where(
                table.c.report_id.in_(reports[i : i + 400]), table.c.outlet_key == outlet
            )
        ).scalars()
    }


def entries(connection: Connection, reading_id: str, of_outlets: Sequence[str]) -> list[words.Entry]:
    """The entries of the search index for a reading that is in the ledger."""
    table = tables.report
    if connection.execute(
        select(table.c.rejected).where(table.c.id == reading_id.partition(".")[0])
    ).scalar_one():
        return []
    claims, figures = (
        [dict(row) for row in connection.execute(of_reading(table, reading_id)).mappings()]
        for table in (tables.attribution, tables.figure)
    )
    places = [row["n"] for row in claims] or [0]
    links = connection.execute(
        select(tables.authority).where(tables.authority.c.attribution_n.between(min(places), max(places)))
    ).mappings()
    return words.statements(claims, [dict(row) for row in links], figures, of_outlets)


def of_reading(table: Table, reading_id: str) -> Select[Any]:
    """The rows of `attribution`, `figure` or `exchange` that belong to a reading."""
    # By place, since the tables have no index over readings: a report's rows stand together.
    whole = tables.report.alias()
    return (
        select(table)
        .join(whole, table.c.n.between(whole.c.n, whole.c.n + (keys.LOCAL - 1)))
        .where(whole.c.id == reading_id.partition(".")[0], table.c.reading_id == reading_id)
    )


def current(connection: Connection, report_id: str) -> RowMapping | None:
    """The row of a report's current reading, where it has one."""
    table = tables.reading
    return (
        connection.execute(select(table).where(table.c.report_id == report_id, table.c.current))
        .mappings()
        .one_or_none()
    )
