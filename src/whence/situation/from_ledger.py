"""Claims out of a ledger as analysts have judged them: the rejected left out, the corrected corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from whence.dates import Date
from whence.exchanges.exchange import Exchange, Party
from whence.ledger import tables
from whence.situation.claim import Claim
from whence.situation.collect import claims_of

if TYPE_CHECKING:
    from whence.ledger.store import Ledger

Row = Mapping[Any, Any]


def claims_in(ledger: Ledger, as_of: str | None = None) -> tuple[list[Claim], int]:
    """The claims of all current exchanges of reports published by a day, and the number of reports."""
    report, exchange = tables.report, tables.exchange
    dated = [report.c.day <= as_of] if as_of is not None else []
    with ledger.read() as connection:
        reports = {
            row["id"]: row
            for row in connection.execute(
                select(report.c.id, report.c.outlet, report.c.published, report.c.n)
                .where(~report.c.rejected, *dated)
                .order_by(report.c.n)
            ).mappings()
        }
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in connection.execute(
            select(exchange).where(exchange.c.current, ~exchange.c.rejected).order_by(exchange.c.n)
        ).mappings():
            if row["report_id"] in reports:
                rows[row["report_id"]].append(row)
    out: list[Claim] = []
    for name, some in rows.items():
        reading = ledger.reading(some[0]["reading_id"])
        judged = {row["local"]: row for row in some}
        held = replace(
            reading,
            report=replace(
                reading.report, outlet=reports[name]["outlet"], published=reports[name]["published"]
            ),
            exchanges=tuple(_judged(one, judged[one.id]) for one in reading.exchanges if one.id in judged),
        )
        out += claims_of(held, {local: row["id"] for local, row in judged.items()})
    return out, len(reports)


def _judged(one: Exchange, row: Row) -> Exchange:
    """An exchange with what an analyst set in place of what was read."""
    when = one.when
    if row["at"] != (when.edtf if when else None):
        span = when.span if when else one.trigger
        when = Date(span, row["at"], None) if span is not None and row["at"] else None
    return replace(
        one,
        giver=_party(one, one.giver, row["giver"]),
        receiver=_party(one, one.receiver, row["receiver"]),
        standing=row["standing"],
        when=when,
    )


def _party(one: Exchange, read: Party | None, name: str | None) -> Party | None:
    if name is None:
        return None
    if read is not None and read.name == name:
        return read
    span = read.span if read is not None else one.trigger or one.gives[0].span
    return Party(name, span)
