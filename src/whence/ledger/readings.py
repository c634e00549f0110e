"""A reading as it was, out of the rows that hold it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.engine import RowMapping

from whence.attributions.attribution import Attribution, Authority, Date
from whence.exchanges.exchange import Exchange, Item, Party
from whence.figures.figure import Figure, Measure, Named
from whence.findings.finding import Finding
from whence.ledger import tables
from whence.ledger.rows import Row
from whence.reading import Reading
from whence.reports.report import Foreign, Repair, Report
from whence.spans import TextSpan


def report_of(row: RowMapping, first: RowMapping) -> Report:
    """A report as it first appeared, before any judgement."""
    stated = {**first, **(row["original"] or {})}
    return Report(
        text=row["text"],
        location=stated["location"],
        outlet=stated["outlet"],
        title=stated["title"],
        authors=tuple(stated["authors"]),
        published=stated["published"],
        language=row["language"],
        repairs=tuple(Repair(*one) for one in row["repairs"]),
        foreign=tuple(Foreign(*one) for one in row["foreign_passages"]),
        warnings=tuple(row["warnings"]),
    )


def reading_of(connection: Connection, report: Report, row: RowMapping) -> Reading:
    """The reading that a row of the table `reading` stands for."""
    text = report.text
    attribution, figure, exchange = (
        _rows(connection, table, row["id"]) for table in (tables.attribution, tables.figure, tables.exchange)
    )
    findings = connection.execute(
        select(tables.finding).where(tables.finding.c.reading_id == row["id"])
    ).mappings()
    chains = _chains(connection, [one["n"] for one in attribution], text)
    return Reading(
        report=report,
        attributions=tuple(_attribution(one, _as_read(one, chains[one["n"]]), text) for one in attribution),
        reader=row["reader"],
        warnings=tuple(row["warnings"]),
        figures=tuple(_figure(one, text) for one in figure),
        exchanges=tuple(_exchange(one, text) for one in exchange),
        findings=tuple(_finding(one) for one in sorted(findings, key=lambda one: _order(one["local"]))),
    )


def _rows(connection: Connection, table: Table, reading_id: str) -> list[Row]:
    """What a reading put into a table, as it was before any judgement."""
    from whence.ledger.lookup import of_reading

    found = connection.execute(of_reading(table, reading_id)).mappings()
    return sorted(({**row, **(row["original"] or {})} for row in found), key=lambda row: _order(row["local"]))


def _order(local: str) -> tuple[int, str]:
    """a2 before a10."""
    return len(local), local


def _chains(connection: Connection, places: list[int], text: str) -> dict[int, tuple[Authority, ...]]:
    links: dict[int, dict[int, list[Authority]]] = defaultdict(lambda: defaultdict(list))
    if places:
        table = tables.authority
        rows = connection.execute(
            select(table)
            .where(table.c.attribution_n.between(min(places), max(places)))
            .order_by(table.c.attribution_n, table.c.link, table.c.joint)
        ).mappings()
        for row in rows:
            links[row["attribution_n"]][row["link"]].append(
                Authority(
                    row["name"],
                    TextSpan(row["start"], row["end"], text[row["start"] : row["end"]]),
                    row["type"],
                    row["anonymous"],
                    row["resolved"],
                    row["actor_id"],
                )
            )
    chains: dict[int, tuple[Authority, ...]] = defaultdict(tuple)
    for n, chain in links.items():
        chains[n] = tuple(_together(chain[link]) for link in sorted(chain))
    return chains


def _as_read(row: Row, chain: tuple[Authority, ...]) -> tuple[Authority, ...]:
    """A chain whose origin a judgement may have named otherwise, as the report has it."""
    names = row["chain"]
    if not names or not chain:
        return chain if names else ()
    return (*chain[:-1], replace(chain[-1], name=names[-1][0]))


def _together(joint: list[Authority]) -> Authority:
    first, *others = joint
    return Authority(
        first.name, first.span, first.type, first.anonymous, first.resolved, first.actor, tuple(others)
    )


def _span(ends: list[int] | None, text: str) -> TextSpan | None:
    return TextSpan(ends[0], ends[1], text[ends[0] : ends[1]]) if ends else None


def _sure(ends: list[int], text: str) -> TextSpan:
    return TextSpan(ends[0], ends[1], text[ends[0] : ends[1]])


def _date(parts: list[Any] | None, text: str) -> Date | None:
    return Date(_sure(parts, text), parts[2], parts[3]) if parts else None


def _attribution(row: Row, chain: tuple[Authority, ...], text: str) -> Attribution:
    return Attribution(
        id=row["local"],
        source=_span(row["source"], text),
        cue=_span(row["cue"], text),
        content=tuple(_sure(ends, text) for ends in row["content"]),
        authority=chain,
        form=row["form"],
        polarity=row["polarity"],
        standing=row["standing"],
        said=_date(row["said"], text),
        confidence=row["confidence"],
        parent=row["parent"],
    )


def _figure(row: Row, text: str) -> Figure:
    detail = row["detail"]

    def named(name: str) -> Named | None:
        value = row[name]
        return None if value is None else Named(value, _span(detail["spans"].get(name), text))

    return Figure(
        id=row["local"],
        span=_sure([row["start"], row["end"]], text),
        low=detail["low"],
        high=detail["high"],
        low_inclusive=row["low_inclusive"],
        high_inclusive=row["high_inclusive"],
        approximate=row["approximate"],
        kind=row["kind"],
        unit=row["unit"],
        measure=Measure(
            named("what"),
            named("side"),
            named("metric"),
            named("place"),
            _date(detail["as_of"], text),
            _date(detail["since"], text),
            row["covers"],
        ),
        attribution=detail["attribution"],
        of=row["of"],
        same_as=detail["same_as"],
        parts=tuple(detail["parts"]),
        change=row["change"],
        near=row["near"],
        vague=row["vague"],
        polarity=row["polarity"],
        standing=row["standing"],
        note=row["note"],
        confidence=row["confidence"],
    )


def _exchange(row: Row, text: str) -> Exchange:
    detail = row["detail"]

    def party(parts: list[Any] | None) -> Party | None:
        return Party(parts[0], _sure(parts[1:3], text), parts[3]) if parts else None

    def items(parts: list[list[Any]]) -> tuple[Item, ...]:
        return tuple(Item(_sure(one, text), one[2]) for one in parts)

    return Exchange(
        id=row["local"],
        giver=party(detail["giver"]),
        receiver=party(detail["receiver"]),
        gives=items(detail["gives"]),
        in_return=items(detail["in_return"]),
        standing=row["standing"],
        attribution=detail["attribution"],
        when=_date(detail["when"], text),
        trigger=_span(detail["trigger"], text),
        figures=tuple(detail["figures"]),
        plover=row["plover"],
        confidence=row["confidence"],
    )


def _finding(row: RowMapping) -> Finding:
    detail = row["detail"]
    return Finding(
        id=row["local"],
        kind=row["kind"],
        severity=row["severity"],
        message=row["message"],
        figures=tuple(detail["figures"]),
        attributions=tuple(detail["attributions"]),
        exchanges=tuple(detail["exchanges"]),
    )
