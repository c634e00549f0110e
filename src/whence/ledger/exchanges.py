"""Finding exchanges in a ledger: who gives what to whom, by words, party, standing, outlet and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, or_, select

from whence.exchanges.exchange import Item
from whence.exchanges.support import support_type
from whence.ledger import keys, tables, words
from whence.ledger.errors import LedgerError
from whence.ledger.find import Filters
from whence.ledger.records import Source, chain_of, source_of
from whence.spans import TextSpan

_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """One side: the party, the words that name it, and its actor's id where it is known."""

    name: str
    words: str
    actor: str | None


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """What passes: its words, its category, and the UCDP type of external support that it is, if any."""

    words: str
    category: str
    support: str | None


@dataclass(frozen=True, slots=True)
class ExchangeRecord:
    """An exchange with its report and on whose word it stands. What is not known is None."""

    id: str
    n: int
    source: Source
    attribution: str | None
    """Id of the attribution that it stands in; None in the report's own voice."""
    chain: tuple[tuple[str, ...], ...]
    giver: PartyRecord | None
    receiver: PartyRecord | None
    gives: tuple[ItemRecord, ...]
    in_return: tuple[ItemRecord, ...]
    standing: str
    plover: str | None
    at: str | None
    """When it passes, in EDTF."""
    statement: str
    """The words that it stands in: the attribution's content, or those from its first to its last part."""
    confidence: float

    @property
    def origin(self) -> str | None:
        """On whose word it is: the last link of the chain."""
        return " + ".join(self.chain[-1]) if self.chain else None


def find_exchanges(
    connection: Connection, filters: Filters, *, limit: int | None = None, after: str | None = None
) -> Iterator[ExchangeRecord]:
    """Exchanges that meet all filters, the latest report first; from behind the exchange `after` on.

    Words are looked for in the things and the names of both parties; `side` is either party; `standing`
    is how far it got. Raises LedgerError where a filter cannot be understood or is of figures alone.
    """
    for name, value in (("metric", filters.metric), ("finding", filters.finding)):
        if value is not None:
            raise LedgerError(f"--{name} is of figures and statements. Leave it out to find exchanges.")
    wanted = [term.strip('"').casefold() for term in words.terms(filters.words)] if filters.words else []
    before = _place(connection, after) if after is not None else keys.LAST
    left = limit
    while left is None or left > 0:
        rows = _page(connection, filters, before)
        for row, report, claim in rows:
            before = row["n"]
            record = _record(row, report, claim)
            if _meets(record, filters, wanted):
                yield record
                if left is not None:
                    left -= 1
                    if not left:
                        return
        if len(rows) < _PAGE:
            return


def _page(
    connection: Connection, filters: Filters, before: int
) -> list[tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any] | None]]:
    table, report, claim = tables.exchange, tables.report, tables.attribution
    low, high = keys.days(filters.since, filters.until)
    where: list[ColumnElement[bool]] = [
        table.c.current,
        ~table.c.rejected,
        ~report.c.rejected,
        or_(
            table.c.attribution_n.is_(None),
            table.c.attribution_n.not_in(select(claim.c.n).where(claim.c.rejected)),
        ),
        table.c.n >= low,
        table.c.n < min(high, before),
    ]
    if filters.standing is not None:
        where.append(table.c.standing == filters.standing)
    if filters.side is not None:
        key = keys.name_key(filters.side)
        where.append(or_(table.c.giver_key == key, table.c.receiver_key == key))
    if filters.report is not None:
        where.append(report.c.id == keys.report_id(filters.report.lower()))
    found = connection.execute(
        select(table, report.c.n.label("report_n"))
        .join(report, report.c.id == table.c.report_id)
        .where(*where)
        .order_by(table.c.n.desc())
        .limit(_PAGE)
    ).mappings()
    rows = [dict(row) for row in found]
    reports = _by(connection, report, {row["report_n"] for row in rows})
    claims = _by(
        connection, claim, {row["attribution_n"] for row in rows if row["attribution_n"] is not None}
    )
    return [(row, reports[row["report_n"]], claims.get(row["attribution_n"])) for row in rows]


def _by(connection: Connection, table: Any, places: set[int]) -> dict[int, Mapping[str, Any]]:
    rows = connection.execute(select(table).where(table.c.n.in_(sorted(places)))).mappings()
    return {row["n"]: dict(row) for row in rows}


def _place(connection: Connection, exchange: str) -> int:
    table = tables.exchange
    n = connection.execute(select(table.c.n).where(table.c.id == exchange)).scalar_one_or_none()
    if n is None:
        raise LedgerError(f"{exchange}: there is no such exchange in the ledger. Give the id that came last.")
    return int(n)


def _record(
    row: Mapping[str, Any], report: Mapping[str, Any], claim: Mapping[str, Any] | None
) -> ExchangeRecord:
    detail, text = row["detail"], report["text"]
    standing = row["standing"]

    def party(parts: list[Any] | None, name: str | None) -> PartyRecord | None:
        # An analyst may have corrected the name; the words stay those of the report.
        if parts is None:
            return PartyRecord(name, name, None) if name else None
        actor = parts[3] if name == parts[0] else None
        return PartyRecord(name or parts[0], text[parts[1] : parts[2]], actor)

    def items(parts: list[list[Any]], *, given: bool) -> tuple[ItemRecord, ...]:
        out = []
        for start, end, category in parts:
            item = Item(TextSpan(start=start, end=end, text=text[start:end]), category)
            # What comes in return has not come by that.
            support = support_type(item, standing if given else "expected")
            out.append(ItemRecord(item.span.text, category, support))
        return tuple(out)

    ends = [part[:2] for part in (*detail["gives"], *detail["in_return"])]
    start, end = min(e[0] for e in ends), max(e[1] for e in ends)
    return ExchangeRecord(
        id=row["id"],
        n=row["n"],
        source=source_of(report),
        attribution=claim["id"] if claim is not None else None,
        chain=chain_of(claim) if claim is not None else (),
        giver=party(detail["giver"], row["giver"]),
        receiver=party(detail["receiver"], row["receiver"]),
        gives=items(detail["gives"], given=True),
        in_return=items(detail["in_return"], given=False),
        standing=standing,
        plover=row["plover"],
        at=row["at"],
        statement=claim["words"] if claim is not None else text[start:end],
        confidence=row["confidence"],
    )


def _meets(record: ExchangeRecord, filters: Filters, wanted: list[str]) -> bool:
    if filters.outlet and keys.name_key(record.source.outlet or "") != keys.name_key(filters.outlet):
        return False
    names = {keys.name_key(name) for link in record.chain for name in link}
    if filters.authority and keys.name_key(filters.authority) not in names:
        return False
    sides = [side for side in (record.giver, record.receiver) if side is not None]
    if filters.party and not any(
        keys.name_key(filters.party) in (keys.name_key(s.name), keys.name_key(s.actor or "")) for s in sides
    ):
        return False
    said = [*(s.name for s in sides), *(s.words for s in sides)]
    said += [i.words for i in (*record.gives, *record.in_return)]
    said += [i.category for i in (*record.gives, *record.in_return)]
    text = keys.searchable(" ".join(said)).casefold()
    return all(word.rstrip("s") in text for word in wanted)
