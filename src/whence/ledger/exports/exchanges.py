"""One exchange as one row, as CSV or JSON lines; kinds of support by UCDP's External Support Dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from whence.ledger.dates import day_of
from whence.ledger.errors import LedgerError
from whence.ledger.exchanges import ExchangeRecord, ItemRecord, find_exchanges
from whence.ledger.exports.columns import NUMBER, TEXT, WHOLE, Judged, Row
from whence.ledger.exports.plain import csv_rows, jsonl_rows
from whence.ledger.exports.write import judged_of, whole_file

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from whence.ledger.find import Filters
    from whence.ledger.store import Ledger

COLUMNS: Final[Mapping[str, str]] = {
    "id": TEXT,
    "report_id": TEXT,
    "statement_id": TEXT,
    "source_article": TEXT,
    "source_office": TEXT,
    "source_date": TEXT,
    "source_headline": TEXT,
    "source_original": TEXT,
    "authority_chain": TEXT,
    "giver": TEXT,
    "giver_actor": TEXT,
    "receiver": TEXT,
    "receiver_actor": TEXT,
    "gives": TEXT,
    "categories": TEXT,
    "support_types": TEXT,
    "in_return": TEXT,
    "return_categories": TEXT,
    "standing": TEXT,
    "plover": TEXT,
    "at": TEXT,
    "statement": TEXT,
    "confidence": NUMBER,
    "judged": TEXT,
    "reliability": TEXT,
    "credibility": WHOLE,
    "grade": TEXT,
    "comment": TEXT,
}
"""Each column and what it holds. Several things of one exchange stand in one cell, between semicolons."""

FORMATS: Final = ("csv", "jsonl")
_CHUNK: Final = 400
_Writer = Callable[[BinaryIO, Iterable[Row]], int]


def export_exchanges(ledger: Ledger, form: str, out: Path | BinaryIO, filters: Filters) -> int:
    """Write every exchange that meets the filters, and give how many there were.

    Raises LedgerError for a form that exchanges are not written in, a filter that cannot be understood,
    or a file that cannot be written.
    """
    if form not in FORMATS:
        raise LedgerError(
            f"{form}: exchanges are written as {' or '.join(FORMATS)}; `whence situation` draws them and "
            "writes them as GraphML and FollowTheMoney."
        )
    write: _Writer = _csv if form == "csv" else jsonl_rows
    with ledger.read() as connection:
        rows = _rows(connection, filters)
        if not isinstance(out, Path):
            return write(out, rows)
        with whole_file(out) as file:
            return write(file, rows)


def _csv(out: BinaryIO, rows: Iterable[Row]) -> int:
    return csv_rows(out, COLUMNS, rows)


def _rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    found = find_exchanges(connection, filters)
    while some := list(islice(found, _CHUNK)):
        judged = judged_of(connection, [(x.id, x.attribution, x.source.report_id) for x in some])
        for exchange in some:
            yield row(exchange, judged[exchange.id])


def row(exchange: ExchangeRecord, judged: Judged) -> Row:
    """The row of an exchange; `judged` has what analysts said of it, by column."""
    giver, receiver = exchange.giver, exchange.receiver
    return {
        "id": exchange.id,
        "report_id": exchange.source.report_id,
        "statement_id": exchange.attribution,
        "source_article": exchange.source.location,
        "source_office": exchange.source.outlet,
        "source_date": day_of(exchange.source.published),
        "source_headline": exchange.source.title,
        "source_original": exchange.origin,
        "authority_chain": " → ".join(" + ".join(link) for link in exchange.chain) or None,
        "giver": giver.name if giver else None,
        "giver_actor": giver.actor if giver else None,
        "receiver": receiver.name if receiver else None,
        "receiver_actor": receiver.actor if receiver else None,
        "gives": _listed(item.words for item in exchange.gives),
        "categories": _listed(item.category for item in exchange.gives),
        "support_types": _listed(_support(exchange.gives)),
        "in_return": _listed(item.words for item in exchange.in_return),
        "return_categories": _listed(item.category for item in exchange.in_return),
        "standing": exchange.standing,
        "plover": exchange.plover,
        "at": exchange.at,
        "statement": exchange.statement,
        "confidence": round(exchange.confidence, 4),
        "judged": judged.get("judged"),
        "reliability": judged.get("reliability"),
        "credibility": int(judged["credibility"]) if "credibility" in judged else None,
        "grade": judged.get("grade"),
        "comment": judged.get("comment"),
    }


def _support(items: Iterable[ItemRecord]) -> Iterator[str]:
    return (item.support for item in items if item.support is not None)


def _listed(words: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(words)) or None
