"""Findings across the reports of a series, and across a whole ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, func, select

from whence.ledger import tables
from whence.ledger.tracing.across import Across
from whence.ledger.tracing.behind import circular, copies, never_seen, reprinted
from whence.ledger.tracing.conflicts import conflicts, revisions
from whence.ledger.tracing.measures import Asked
from whence.ledger.tracing.quotes import placed, quotes_of, sides_of
from whence.ledger.tracing.series import Line, Point, line_of, points_of
from whence.ledger.tracing.statements import names_in

if TYPE_CHECKING:
    from whence.ledger.store import Ledger

_MEASURES: Final = 200
_DRIFTS: Final = 20
_MOST: Final = 200
"""Drifts that are told of a series, and findings of one kind and measure of a whole ledger."""


def findings_in(connection: Connection, lines: Sequence[Line]) -> tuple[Across, ...]:
    """What is found in the lines of a series: drift, conflicts, revisions, and what stands behind reports."""
    out: list[Across] = []
    ids = [p.id for line in lines for p in line.points]
    out += drifts(connection, ids, _DRIFTS)
    for line in lines:
        out += conflicts(connection, line)
        out += revisions(connection, line)
        out += circular(connection, line)
    points = [p for line in lines for p in line.points]
    reports = {p.figure.source.report_id for p in points}
    out += copies(connection, reports)
    out += reprinted(connection, reports)
    out += never_seen(connection, {p.figure.attribution for p in points if p.figure.attribution})
    return _once(out)


def findings_of(ledger: Ledger, *, most: int = _MEASURES) -> tuple[Across, ...]:
    """What is found in a whole ledger; of its measures the `most` of which most is said."""
    figure = tables.figure
    with ledger.read() as connection:
        drifted = drifts(connection, None)
        measures = connection.execute(
            select(figure.c.metric, func.min(figure.c.side), func.count())
            .where(figure.c.current, ~figure.c.rejected)
            .where(figure.c.metric.is_not(None), figure.c.side.is_not(None))
            .group_by(figure.c.metric, figure.c.side_key)
            .having(func.count() > 1)
            .order_by(func.count().desc(), figure.c.metric, figure.c.side_key)
            .limit(most)
        ).all()  # fmt: skip
        sideless = connection.execute(
            select(figure.c.metric)
            .where(figure.c.current, ~figure.c.rejected)
            .where(figure.c.metric.is_not(None), figure.c.side.is_(None))
            .group_by(figure.c.metric)
            .having(func.count() > 1)
            .order_by(func.count().desc(), figure.c.metric)
        ).scalars().all()  # fmt: skip
        out = list(drifted)
        lines = [line for metric, side, _ in measures for line in _lines(connection, Asked(metric, side))]
        lines += [line for metric in sideless for line in _by_names(connection, metric)]
        for line in lines:
            out += conflicts(connection, line)
            out += revisions(connection, line)
            out += circular(connection, line)
        out += copies(connection)
        out += reprinted(connection)
        out += never_seen(connection)
    return _once(out)


def _once(found: Sequence[Across]) -> tuple[Across, ...]:
    """Of one finding that several measures show, the first."""
    return tuple(
        {one.id: one for one in reversed(found)}[name] for name in dict.fromkeys(one.id for one in found)
    )


def _lines(connection: Connection, asked: Asked) -> Sequence[Line]:
    return [
        line_of(metric, some, more)
        for metric, (some, more) in points_of(connection, asked, _MOST, (asked.metric,)).items()
    ]


def _by_names(connection: Connection, metric: str) -> list[Line]:
    """Lines of figures that have no side, as civilians have none: of those whose words name the same."""
    groups: list[tuple[set[str], list[Point]]] = []
    for line in _lines(connection, Asked(metric)):
        for point in line.points:
            if point.figure.side is not None:
                continue
            told = {word for link in point.figure.chain for name in link for word in name.lower().split()}
            names = {n for n in names_in(point.figure.statement) if not told & set(n.lower().split())}
            found = next((g for g in groups if len(g[0] & names) * 2 >= len(g[0] | names) > 0), None)
            if found is not None:
                found[1].append(point)
            elif names:
                groups.append((names, [point]))
    return [line_of(metric, points, False) for _, points in groups if len(points) > 1]


def drifts(connection: Connection, ids: Sequence[str] | None, most: int | None = None) -> list[Across]:
    """The drift that was found when reports were added, of these figures or of all, the latest last."""
    finding, evidence = tables.finding, tables.evidence
    query = (
        select(finding)
        .where(finding.c.kind == "drift", finding.c.current, ~finding.c.rejected)
        .where(finding.c.report_id.is_(None))
    )  # fmt: skip
    rows: list[Any] = []
    if ids is None:
        rows = list(connection.execute(query).mappings())
    else:
        # By the evidence, of which few rows are of these figures; drift there may be in every other report.
        named: dict[str, None] = {}
        for i in range(0, len(ids), 400):
            for name, kind in connection.execute(
                select(evidence.c.finding_id, evidence.c.finding_kind).where(
                    evidence.c.item_id.in_(ids[i : i + 400])
                )
            ):
                if kind == "drift":
                    named[name] = None
        some = sorted(named)
        for i in range(0, len(some), 400):
            rows += connection.execute(
                select(finding)
                .where(finding.c.id.in_(some[i : i + 400]), finding.c.current, ~finding.c.rejected)
                .where(finding.c.report_id.is_(None))
            ).mappings()
    once = {row["id"]: row for row in _latest(connection, rows, most)}
    sides = sides_of(connection, sorted({i for row in once.values() for i in row["detail"]["figures"]}))
    sides |= quotes_of(
        connection, sorted({i for row in once.values() for i in row["detail"]["attributions"]})
    )
    out = []
    for name, row in once.items():
        earlier, later = _both(row)
        if earlier in sides and later in sides:
            out.append(
                Across(
                    "drift",
                    row["detail"]["what"],
                    row["severity"],
                    row["message"],
                    (placed(sides[earlier], "earlier"), placed(sides[later], "later")),
                    earlier,
                    2,
                    1,
                    name,
                )
            )
    out.sort(
        key=lambda a: (
            a.sides[1].published or "",
            a.sides[0].item or "",
            a.sides[1].item or "",
            a.what or "",
        )
    )
    return out


def _latest(connection: Connection, rows: Sequence[Any], most: int | None) -> Sequence[Any]:
    """Of findings those whose later side stands in the latest reports."""
    if most is None or len(rows) <= most:
        return rows
    ids = [_both(row)[1] for row in rows]
    place = {
        row.id: row.n
        for table in (tables.figure, tables.attribution)
        for i in range(0, len(ids), 400)
        for row in connection.execute(select(table.c.id, table.c.n).where(table.c.id.in_(ids[i : i + 400])))
    }
    ordered = sorted(rows, key=lambda row: (-place.get(_both(row)[1], 0), row["id"]))
    return ordered[:most]


def _both(row: Any) -> Sequence[str]:
    """The ids of the earlier and of the later telling: of figures, or of statements without one."""
    detail = row["detail"]
    both: Sequence[str] = detail["figures"] or detail["attributions"]
    return both
