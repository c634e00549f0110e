"""A reading as the rows that hold it. Nothing here touches a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whence.ledger import keys
from whence.ledger.dates import day_of, edtf_days
from whence.ledger.errors import LedgerError

if TYPE_CHECKING:
    from whence.attributions.attribution import Attribution, Authority, Date
    from whence.exchanges.exchange import Exchange, Item, Party
    from whence.figures.figure import Figure, Named
    from whence.findings.finding import Finding
    from whence.reading import Reading
    from whence.reports.report import Report
    from whence.spans import TextSpan

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one reading puts into each table."""

    reading: Row
    attributions: list[Row]
    authorities: list[Row]
    figures: list[Row]
    exchanges: list[Row]
    findings: list[Row]
    evidence: list[Row]


def report_row(report: Report, n: int, added: str) -> Row:
    """The row of a report that stands at position `n`."""
    sha256 = report.id
    return {
        "n": n,
        "id": keys.report_id(sha256),
        "sha256": sha256,
        "text": report.text,
        "language": report.language,
        "repairs": [[r.start, r.end, r.before, r.after, r.rule] for r in report.repairs],
        "foreign_passages": [[f.start, f.end, f.language, f.insertion] for f in report.foreign],
        "warnings": list(report.warnings),
        "location": report.location,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "day": day_of(report.published),
        "added": added,
    }


def appearance_row(report: Report, number: int, added: str) -> Row:
    """The row of one place where a report's text was found, its `number`th."""
    name = keys.report_id(report.id)
    return {
        "id": keys.appearance_id(name, report.location, report.outlet),
        "report_id": name,
        "number": number,
        "location": report.location,
        "outlet": report.outlet,
        "outlet_key": keys.name_key(report.outlet) if report.outlet else None,
        "title": report.title,
        "authors": list(report.authors),
        "published": report.published,
        "day": day_of(report.published),
        "added": added,
    }


def reading_rows(
    reading: Reading, number: int, first: int, day: str | None, *, whence: str, added: str
) -> Rows:
    """The rows of a report's `number`th reading.

    `first` is the lowest place that is free for what was read; `day` is the day that the report was
    published. Raises LedgerError where the report holds more than a ledger can number, or two things
    of one id.
    """
    report_id = keys.report_id(reading.report.id)
    name = keys.reading_id(report_id, number)
    places = _places(reading, first)
    shared = {"report_id": report_id, "reading_id": name, "current": True, "day": day}
    claims = {claim.id for claim in reading.attributions}

    def own(local: str) -> Row:
        return {"n": places[local], "id": keys.item_id(name, local), "local": local, **shared}

    def within(local: str | None) -> int | None:
        return places[local] if local in claims else None

    # The place of the statement that each item belongs to: its attribution's, or its own.
    inside = [
        *((figure.id, figure.attribution) for figure in reading.figures),
        *((one.id, one.attribution) for one in reading.exchanges),
    ]
    statements = places | {local: places[claim] for local, claim in inside if claim in claims}
    return Rows(
        reading={
            "id": name,
            "report_id": report_id,
            "number": number,
            "reader": reading.reader,
            "whence": whence,
            "warnings": list(reading.warnings),
            "current": True,
            "added": added,
        },
        attributions=[{**own(claim.id), **_attribution(claim)} for claim in reading.attributions],
        authorities=[row for claim in reading.attributions for row in _authorities(claim, places[claim.id])],
        figures=[
            {**own(figure.id), "attribution_n": within(figure.attribution), **_figure(figure)}
            for figure in reading.figures
        ],
        exchanges=[
            {**own(one.id), "attribution_n": within(one.attribution), **_exchange(one)}
            for one in reading.exchanges
        ],
        findings=[_finding(finding, name, report_id) for finding in reading.findings],
        evidence=[
            row for finding in reading.findings for row in _evidence(finding, name, report_id, statements)
        ],
    )


def joint(authority: Authority) -> list[Authority]:
    """An authority and those who say it with it, in one list."""
    return [authority, *(one for other in authority.also for one in joint(other))]


def _places(reading: Reading, first: int) -> dict[str, int]:
    """Where each item stands: backwards through the text, since the ledger is read from its end."""
    starts: list[tuple[int, str]] = [
        *((_start(claim), claim.id) for claim in reading.attributions),
        *((figure.span.start, figure.id) for figure in reading.figures),
        *((_exchange_start(one), one.id) for one in reading.exchanges),
    ]
    if len({local for _, local in starts}) < len(starts):
        raise LedgerError(f"{reading.report.location}: two things that were read from it have one id.")
    if first % keys.LOCAL + len(starts) >= keys.LOCAL:
        raise LedgerError(
            f"{reading.report.location}: {len(starts):,} claims and figures, more than a ledger can number "
            f"in one report ({keys.LOCAL:,} over all its readings). Cut it into parts."
        )
    starts.sort(reverse=True)
    return {local: first + i for i, (_, local) in enumerate(starts)}


def _start(claim: Attribution) -> int:
    return min((span.start for span in (claim.source, claim.cue, *claim.content) if span), default=0)


def _exchange_start(one: Exchange) -> int:
    parts: Iterable[TextSpan | None] = (
        one.trigger,
        *(party.span for party in (one.giver, one.receiver) if party),
        *(item.span for item in (*one.gives, *one.in_return)),
    )
    return min((span.start for span in parts if span), default=0)


def _ends(span: TextSpan | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _date(date: Date | None) -> list[Any] | None:
    return [date.span.start, date.span.end, date.edtf, date.modifier] if date else None


def _attribution(claim: Attribution) -> Row:
    days = edtf_days(claim.said.edtf) if claim.said else None
    return {
        "parent": claim.parent,
        "form": claim.form,
        "polarity": claim.polarity,
        "standing": claim.standing,
        "confidence": claim.confidence,
        "source": _ends(claim.source),
        "cue": _ends(claim.cue),
        "content": [_ends(span) for span in claim.content],
        "words": " … ".join(span.text for span in claim.content),
        "cue_words": claim.cue.text if claim.cue else None,
        "chain": [[one.name for one in joint(link)] for link in claim.authority],
        "origin_key": keys.name_key(claim.authority[-1].name) if claim.authority else None,
        "said": _date(claim.said),
        "said_from": days[0] if days else None,
        "said_to": days[1] if days else None,
    }


def _authorities(claim: Attribution, n: int) -> list[Row]:
    return [
        {
            "attribution_n": n,
            "link": link,
            "joint": number,
            "name": one.name,
            "name_key": keys.name_key(one.name),
            "start": one.span.start,
            "end": one.span.end,
            "words": one.span.text,
            "type": one.type,
            "anonymous": one.anonymous,
            "resolved": one.resolved,
            "actor_id": one.actor,
        }
        for link, authority in enumerate(claim.authority)
        for number, one in enumerate(joint(authority))
    ]


def _figure(figure: Figure) -> Row:
    measure = figure.measure
    named = {"what": measure.what, "side": measure.side, "metric": measure.metric, "place": measure.place}
    return {
        "start": figure.span.start,
        "end": figure.span.end,
        "words": figure.span.text,
        "low": figure.low,
        "high": figure.high,
        "low_inclusive": figure.low_inclusive,
        "high_inclusive": figure.high_inclusive,
        "approximate": figure.approximate,
        "near": figure.near,
        "vague": figure.vague,
        "kind": figure.kind,
        "unit": figure.unit,
        "of": figure.of,
        "change": figure.change,
        "polarity": figure.polarity,
        "standing": figure.standing,
        "note": figure.note,
        **{name: one.value if one else None for name, one in named.items()},
        "what_key": _key(measure.what),
        "side_key": _key(measure.side),
        "place_key": _key(measure.place),
        "as_of": measure.as_of.edtf if measure.as_of else None,
        "since": measure.since.edtf if measure.since else None,
        "covers": measure.covers,
        "confidence": figure.confidence,
        "detail": {
            # Beside the columns, since a column of numbers does not tell 3 from 3.0.
            "low": figure.low,
            "high": figure.high,
            "attribution": figure.attribution,
            "same_as": figure.same_as,
            "parts": list(figure.parts),
            "spans": {name: _ends(one.span) for name, one in named.items() if one and one.span},
            "as_of": _date(measure.as_of),
            "since": _date(measure.since),
        },
    }


def _key(named: Named | None) -> str | None:
    return keys.name_key(named.value) if named else None


def _exchange(one: Exchange) -> Row:
    return {
        "giver": one.giver.name if one.giver else None,
        "giver_key": keys.name_key(one.giver.name) if one.giver else None,
        "receiver": one.receiver.name if one.receiver else None,
        "receiver_key": keys.name_key(one.receiver.name) if one.receiver else None,
        "standing": one.standing,
        "plover": one.plover,
        "at": one.when.edtf if one.when else None,
        "words": " … ".join(item.span.text for item in (*one.gives, *one.in_return)),
        "confidence": one.confidence,
        "detail": {
            "attribution": one.attribution,
            "giver": _party(one.giver),
            "receiver": _party(one.receiver),
            "gives": [_item(item) for item in one.gives],
            "in_return": [_item(item) for item in one.in_return],
            "when": _date(one.when),
            "trigger": _ends(one.trigger),
            "figures": list(one.figures),
        },
    }


def _party(party: Party | None) -> list[Any] | None:
    return [party.name, party.span.start, party.span.end, party.actor] if party else None


def _item(item: Item) -> list[Any]:
    return [item.span.start, item.span.end, item.category]


def _finding(finding: Finding, reading_id: str, report_id: str) -> Row:
    return {
        "id": keys.item_id(reading_id, finding.id),
        "report_id": report_id,
        "reading_id": reading_id,
        "local": finding.id,
        "kind": finding.kind,
        "severity": finding.severity,
        "message": finding.message,
        "detail": {
            "figures": list(finding.figures),
            "attributions": list(finding.attributions),
            "exchanges": list(finding.exchanges),
        },
        "current": True,
    }


def _evidence(finding: Finding, reading_id: str, report_id: str, statements: dict[str, int]) -> list[Row]:
    items = [
        *(("figure", local) for local in finding.figures),
        *(("attribution", local) for local in finding.attributions),
        *(("exchange", local) for local in finding.exchanges),
    ]
    return [
        {
            "finding_id": keys.item_id(reading_id, finding.id),
            "number": number,
            "side": "",
            "item": item,
            "item_id": keys.item_id(reading_id, local),
            "statement_n": statements[local],
            "report_id": report_id,
            "finding_kind": finding.kind,
            "current": True,
        }
        for number, (item, local) in enumerate(items)
        if local in statements
    ]
