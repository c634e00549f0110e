"""Claims out of a ledger as analysts have judged them: the rejected left out, the corrected corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from whence.actors import packaged_actors
from whence.dates import Date
from whence.exchanges.exchange import Exchange, Party
from whence.ledger import keys, tables
from whence.ledger.merging import Merged
from whence.situation.claim import Claim, Side
from whence.situation.collect import claims_of

if TYPE_CHECKING:
    from whence.ledger.store import Ledger

Row = Mapping[Any, Any]


def claims_in(ledger: Ledger, as_of: str | None = None) -> tuple[list[Claim], int]:
    """The claims of all current exchanges of reports published by a day, and the number of reports."""
    report, exchange = tables.report, tables.exchange
    dated = [report.c.day <= as_of] if as_of is not None else []
    with ledger.read() as connection:
        merged = Merged.of(connection)
        reports = {
            row["id"]: row
            for row in connection.execute(
                select(report.c.id, report.c.outlet, report.c.published, report.c.n)
                .where(~report.c.rejected, *dated)
                .order_by(report.c.n)
            ).mappings()
        }
        claim = tables.attribution
        refused = select(claim.c.n).where(claim.c.rejected)
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in connection.execute(
            select(exchange)
            .where(exchange.c.current, ~exchange.c.rejected)
            # On a word that was rejected nothing rests.
            .where(or_(exchange.c.attribution_n.is_(None), exchange.c.attribution_n.not_in(refused)))
            .order_by(exchange.c.n)
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
    return (_as_merged(out, merged) if merged else out), len(reports)


def _as_merged(claims: list[Claim], merged: Merged) -> list[Claim]:
    """The claims with one side for all whom analysts say to be one."""
    names: dict[str, str] = {}
    turned: dict[Side, str] = {}
    for side in {side for one in claims for side in (one.giver, one.receiver) if side is not None}:
        known = packaged_actors().get(side.key)
        own = keys.name_key(side.name)
        root = merged.one(known.id if known is not None else None, own)
        if root == (known.id if known is not None else own):
            names[root] = side.name
        turned[side] = root
    # Whoever nobody merged stays who they were.
    stands_for = {root for side, root in turned.items() if root not in (side.key, keys.name_key(side.name))}

    def one_side(side: Side | None) -> Side | None:
        if side is None or turned[side] not in stands_for:
            return side
        root = turned[side]
        known = packaged_actors().get(root)
        return Side(root, known.name if known is not None else names.get(root, side.name))

    return [replace(one, giver=one_side(one.giver), receiver=one_side(one.receiver)) for one in claims]


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
