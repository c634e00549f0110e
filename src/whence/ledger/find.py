"""Finding statements: by words, by whose they are, what they count, outlet, day, standing and finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from sqlalchemy import Connection, select, text
from sqlalchemy.engine import RowMapping

from whence.findings.check import CHECKS
from whence.ledger import keys, merging, tables, words
from whence.ledger.errors import LedgerError
from whence.ledger.records import FigureRecord, Statement, figure_record, statement_of
from whence.ledger.tracing.across import AcrossKind
from whence.ledger.types import stored

_PAGE: Final = 500
_FEW: Final = 1_000
"""Hits of the index up to which it is quicker to look at each than to walk the evidence of findings."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; of several, all must hold. Without any, everything is found."""

    words: str | None = None
    """Words, all of which must be there, in any form ("kill" finds "killed"); "in quotes", in this order."""
    authority: str | None = None
    """On whose word: a name anywhere in the chain, or an actor's id; all names of one actor are one."""
    metric: str | None = None
    """What a figure in the statement measures: "killed", "casualties"."""
    side: str | None = None
    """Whose losses, troops or goods such a figure counts."""
    party: str | None = None
    """The party to the conflict that somebody in the chain belongs to."""
    outlet: str | None = None
    standing: str | None = None
    finding: str | None = None
    """The kind of a finding that the statement is evidence for: "drift", "share-mismatch"."""
    since: str | None = None
    """First day of publication, as YYYY-MM-DD; what has no date is not found with it."""
    until: str | None = None
    """Last day of publication."""
    report: str | None = None
    """Id of one report."""
    figures: bool = field(default=False)
    """Only statements with figures in them."""


def find(
    connection: Connection, filters: Filters, *, limit: int = 20, after: str | None = None
) -> list[Statement]:
    """Statements, the latest report first and each report's in order; from behind the statement `after` on.

    Raises LedgerError where a filter cannot be understood or `after` is unknown.
    """
    if limit < 1:
        raise LedgerError(f"limit is {limit}. Give one or more.")
    before = _place(connection, after) if after is not None else None
    return _whole(connection, _places(connection, filters, limit, before))


def find_all(connection: Connection, filters: Filters) -> Iterator[Statement]:
    """Every statement that is found, in the order of `find`, a page at a time."""
    before: int | None = None
    while True:
        places = _places(connection, filters, _PAGE, before)
        yield from _whole(connection, places)
        if len(places) < _PAGE:
            return
        before = places[-1]


def figures(connection: Connection, filters: Filters) -> Iterator[FigureRecord]:
    """Every figure of the statements that are found; with a metric or side, only those that have it."""
    side = keys.name_key(filters.side) if filters.side else None
    for statement in find_all(connection, Filters(**{**_plain(filters), "figures": True})):
        for figure in statement.figures:
            if filters.metric and figure.metric != filters.metric:
                continue
            if side and (not figure.side or keys.name_key(figure.side) != side):
                continue
            yield figure


def find_reports(connection: Connection, asked: str, *, limit: int = 20) -> list[str]:
    """Ids of the reports in whose text or title all of the words stand, the latest first."""
    query = words.Query(tuple(words.terms(asked)))
    condition, values = query.condition(connection.dialect.name, "report_words")
    place = "rowid" if connection.dialect.name == "sqlite" else "n"
    found: dict[int, None] = {}
    high = keys.LAST
    while len(found) < limit:
        some = connection.execute(
            text(f"SELECT {place} FROM report_words WHERE {condition} AND {place} < :high "
                 f"ORDER BY {place} DESC LIMIT :limit"),
            {**values, "high": high, "limit": limit},
        ).scalars().all()  # fmt: skip
        if not some:
            break
        found |= dict.fromkeys(n // keys.LOCAL * keys.LOCAL for n in some)
        high = some[-1]
    table = tables.report
    rows = connection.execute(
        select(table.c.n, table.c.id).where(table.c.n.in_(list(found)), ~table.c.rejected)
    )
    names = {row.n: row.id for row in rows}
    return [names[n] for n in found if n in names][:limit]


def _plain(filters: Filters) -> dict[str, Any]:
    return {name: getattr(filters, name) for name in Filters.__slots__}


def _places(connection: Connection, filters: Filters, limit: int, before: int | None) -> list[int]:
    """The places of the first statements below `before`."""
    low, high = keys.days(filters.since, filters.until)
    if filters.report is not None:
        n = _report_place(connection, filters.report)
        low, high = max(low, n), min(high, n + keys.LOCAL)
    if before is not None:
        high = min(high, before)
    query = _query(connection, filters)
    if low >= high or query is None:
        return []
    dialect = connection.dialect.name
    place = "statement_words.rowid" if dialect == "sqlite" else "statement_words.n"
    condition, values = query.condition(dialect, "statement_words")
    source = "statement_words"
    if filters.finding is not None:
        _kept(filters.finding)
        values["finding"] = stored(filters.finding)
        evidence = "finding_kind = :finding AND e.current"
        hits = connection.execute(
            text(
                f"SELECT count(*) FROM (SELECT 1 FROM statement_words WHERE {condition} LIMIT {_FEW}) AS few"
            ),
            values,
        ).scalar_one()
        if hits < _FEW:
            condition += (
                f" AND EXISTS (SELECT 1 FROM evidence e WHERE {evidence} AND e.statement_n = {place})"
            )
        else:
            source = (
                f"(SELECT DISTINCT statement_n FROM evidence e WHERE {evidence} AND statement_n >= :low "
                "AND statement_n < :high) AS cited CROSS JOIN statement_words"
            )
            condition += f" AND {place} = cited.statement_n"
    found = connection.execute(
        text(
            f"SELECT {place} FROM {source} WHERE {condition} AND {place} >= :low AND {place} < :high "
            f"ORDER BY {place} DESC LIMIT :limit"
        ),
        {**values, "low": low, "high": high, "limit": limit},
    )
    return list(found.scalars())


def _kept(kind: str) -> None:
    """Raise LedgerError for a kind of finding that is not kept with the statements it rests on."""
    if kind in (*CHECKS, "drift"):
        return
    if kind in get_args(AcrossKind):
        raise LedgerError(
            f"{kind!r} is found anew each time, from all that is in the ledger, and cannot be searched for. "
            "`whence trace` shows it with the measure that you ask for, `whence check` in the whole ledger."
        )
    raise LedgerError(f"{kind!r} is no kind of finding. Give one of drift, {', '.join(CHECKS)}.")


def _query(connection: Connection, filters: Filters) -> words.Query | None:
    """The search that the index can answer; None where nothing can be found."""
    facets: list[tuple[str, ...]] = []
    if filters.authority is not None:
        facets.append(merging.facets_of(connection, filters.authority))
    if filters.party is not None:
        facets.append(_party(connection, filters.party))
    side = keys.name_key(filters.side) if filters.side is not None else None
    if filters.metric is not None and side is not None:
        facets.append((keys.facet("metric and side", filters.metric, side),))
    elif filters.metric is not None:
        facets.append((keys.facet("metric", filters.metric),))
    elif side is not None:
        facets.append((keys.facet("side", side),))
    if filters.outlet is not None:
        facets.append((keys.facet("outlet", keys.name_key(filters.outlet)),))
    if filters.standing is not None:
        facets.append((keys.facet("standing", filters.standing),))
    if filters.figures:
        facets.append((keys.facet("figures"),))
    if not all(facets):
        return None
    asked = tuple(words.terms(filters.words)) if filters.words is not None else ()
    return words.Query(asked, tuple(facets) or ((keys.facet("any"),),))


def _party(connection: Connection, party: str) -> tuple[str, ...]:
    actor = tables.actor
    members = {
        row.id
        for row in connection.execute(select(actor.c.id, actor.c.party).where(actor.c.party.is_not(None)))
        if keys.name_key(row.party) == keys.name_key(party)
    }
    return tuple(merging.of_actors(connection, members))


def _place(connection: Connection, statement: str) -> int:
    for table in (tables.attribution, tables.figure):
        n = connection.execute(select(table.c.n).where(table.c.id == statement)).scalar_one_or_none()
        if n is not None:
            return int(n)
    raise LedgerError(f"{statement}: there is no such statement in the ledger. Give the id that came last.")


def _report_place(connection: Connection, report: str) -> int:
    table = tables.report
    n = connection.execute(
        select(table.c.n).where(table.c.id == keys.report_id(report.lower()))
    ).scalar_one_or_none()
    if n is None:
        raise LedgerError(f"{report}: there is no such report in the ledger. Check the id.")
    return int(n)


def _whole(connection: Connection, places: Sequence[int]) -> list[Statement]:
    """The statements at some places, in their order."""
    if not places:
        return []
    claims = _rows(connection, tables.attribution, "n", places)
    alone = _rows(connection, tables.figure, "n", [n for n in places if n not in claims])
    counted: dict[int, list[RowMapping]] = defaultdict(list)
    table = tables.figure
    for row in connection.execute(
        select(table).where(table.c.attribution_n.in_(list(claims)), ~table.c.rejected)
    ).mappings():
        counted[row["attribution_n"]].append(row)
    reports = _rows(connection, tables.report, "n", sorted({n // keys.LOCAL * keys.LOCAL for n in places}))
    found = []
    for n in places:
        report = reports[n // keys.LOCAL * keys.LOCAL]
        claim = claims.get(n)
        some = sorted(counted[n], key=lambda row: -row["n"]) if claim is not None else [alone[n]]
        found.append(statement_of(report, claim, [figure_record(report, claim, figure) for figure in some]))
    return found


def _rows(connection: Connection, table: Any, column: str, values: Sequence[int]) -> dict[int, RowMapping]:
    if not values:
        return {}
    wanted = [c for c in table.c if not (table is tables.report and c.name == "text")]
    rows = connection.execute(select(*wanted).where(table.c[column].in_(values))).mappings()
    return {row[column]: row for row in rows}
