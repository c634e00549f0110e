"""The sides of findings: the sentence in which a figure or a statement stands, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, or_, select

from whence.ledger import keys, tables
from whence.ledger.tracing.across import Side
from whence.ledger.tracing.gathering import tellings_of
from whence.sentences import Sentences

if TYPE_CHECKING:
    from whence.ledger.tracing.series import Point


def sides_of(connection: Connection, ids: Sequence[str]) -> dict[str, Side]:
    """The sides that figures make in a finding, by id; without what analysts rejected."""
    ids = _holding(connection, ids)
    out = _attributed(connection, ids)
    figure = tables.figure
    wanted = sorted(set(ids) - set(out))
    places: dict[int, None] = {}
    for i in range(0, len(wanted), 400):
        for n in connection.execute(select(figure.c.n).where(figure.c.id.in_(wanted[i : i + 400]))).scalars():
            places[n // keys.LOCAL * keys.LOCAL] = None
    chosen = set(wanted)
    for one in tellings_of(connection, sorted(places), only=frozenset(chosen)):
        page = one.page
        out[one.id] = Side(
            "", page.id, page.outlet, page.published, page.title, one.word.name, one.text,
            one.figure.words, one.id,
        )  # fmt: skip
    missing = chosen - set(out)
    if missing:
        out |= _plain(connection, sorted(missing))
    return out


def _holding(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Those of figures that nobody rejected, nor the report or the statement that they stand in."""
    figure, report, claim = tables.figure, tables.report, tables.attribution
    out: list[str] = []
    for i in range(0, len(ids), 400):
        out += connection.execute(
            select(figure.c.id)
            .join(report, report.c.id == figure.c.report_id)
            .outerjoin(claim, claim.c.n == figure.c.attribution_n)
            .where(figure.c.id.in_(ids[i : i + 400]), ~figure.c.rejected, ~report.c.rejected)
            .where(or_(claim.c.n.is_(None), ~claim.c.rejected))
        ).scalars()
    return out


def _attributed(connection: Connection, ids: Sequence[str]) -> dict[str, Side]:
    """Those of figures that the reader put on somebody's word: it is written down whose."""
    figure, report, link = tables.figure, tables.report, tables.authority
    wanted = sorted(set(ids))
    rows: list[Any] = []
    for i in range(0, len(wanted), 400):
        rows += connection.execute(
            select(figure.c.id, figure.c.start, figure.c.words, figure.c.attribution_n, figure.c.report_id)
            .where(figure.c.id.in_(wanted[i : i + 400]), figure.c.attribution_n.is_not(None))
        )  # fmt: skip
    named: dict[int, str] = {}
    on = sorted({row.attribution_n for row in rows})
    for i in range(0, len(on), 400):
        for one in connection.execute(
            select(link.c.attribution_n, link.c.name)
            .where(link.c.attribution_n.in_(on[i : i + 400]), link.c.type != "outlet")
            .order_by(link.c.attribution_n, link.c.link, link.c.joint)
        ):
            named[one.attribution_n] = one.name
    rows = [row for row in rows if row.attribution_n in named]
    reports: dict[str, Any] = {}
    for i in range(0, len(rows), 400):
        some = sorted({row.report_id for row in rows[i : i + 400]} - set(reports))
        reports |= {
            row.id: row
            for row in connection.execute(
                select(report.c.id, report.c.outlet, report.c.published, report.c.title, report.c.text)
                .where(report.c.id.in_(some))
            )
        }  # fmt: skip
    texts = {name: Sentences(row.text) for name, row in reports.items()}
    out = {}
    for row in rows:
        about, sentences = reports[row.report_id], texts[row.report_id]
        quote = sentences.words(sentences.at(row.start)) if sentences.all else row.words
        out[row.id] = Side(
            "", about.id, about.outlet, about.published, about.title, named[row.attribution_n], quote,
            row.words, row.id,
        )  # fmt: skip
    return out


def sides_of_points(connection: Connection, points: Sequence[Point]) -> dict[str, Side]:
    """The sides that figures of a series make, by id: it is known already on whose word they are."""
    report = tables.report
    ids = sorted({p.figure.source.report_id for p in points})
    texts = {
        row.id: Sentences(row.text)
        for row in connection.execute(select(report.c.id, report.c.text).where(report.c.id.in_(ids)))
    }
    out = {}
    for p in points:
        source, sentences = p.figure.source, texts[p.figure.source.report_id]
        quote = sentences.words(sentences.at(p.figure.start)) if sentences.all else p.figure.words
        out[p.id] = Side(
            "", source.report_id, source.outlet, source.published, source.title, p.authority, quote,
            p.figure.words, p.id,
        )  # fmt: skip
    return out


def _plain(connection: Connection, ids: Sequence[str]) -> dict[str, Side]:
    """Figures that are not compared (denied ones, vague ones), in their sentence."""
    figure, report = tables.figure, tables.report
    out = {}
    for row in connection.execute(
        select(figure.c.id, figure.c.start, figure.c.words, report)
        .join(report, report.c.id == figure.c.report_id)
        .where(figure.c.id.in_(ids))
    ).mappings():
        sentences = Sentences(row["text"])
        quote = sentences.words(sentences.at(row["start"])) if sentences.all else row["words"]
        out[row["id"]] = _side(row, None, quote, row["words"], row["id"])
    return out


def quotes_of(connection: Connection, ids: Sequence[str]) -> dict[str, Side]:
    """The sides that attributions make in a finding, by id; without what analysts rejected."""
    claim, report = tables.attribution, tables.report
    out = {}
    for row in connection.execute(
        select(claim.c.id.label("claim"), claim.c.words, claim.c.content, claim.c.cue, claim.c.chain, report)
        .join(report, report.c.id == claim.c.report_id)
        .where(claim.c.id.in_(ids), ~claim.c.rejected, ~report.c.rejected)
    ).mappings():
        sentences = Sentences(row["text"])
        at = row["cue"] or (row["content"] or [[0, 0]])[0]
        quote = sentences.words(sentences.at(at[0])) if sentences.all else row["words"]
        chain = " → ".join(" + ".join(link) for link in row["chain"])
        out[row["claim"]] = Side(
            "", row["id"], row["outlet"], row["published"], row["title"], chain or None, quote, None, None,
            row["claim"],
        )  # fmt: skip
    return out


def _side(row: Mapping[Any, Any], who: str | None, quote: str, words: str | None, figure: str | None) -> Side:
    report_id = row["id"] if figure is None else row["id"].partition(":")[0].partition(".")[0]
    return Side("", report_id, row["outlet"], row["published"], row["title"], who, quote, words, figure)


def placed(side: Side, name: str) -> Side:
    """The same side of a finding under another name: "earlier", "later"."""
    return replace(side, side=name)
