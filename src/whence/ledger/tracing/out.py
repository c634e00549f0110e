"""Series, accounts and findings as plain data for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from whence.ledger.tracing.account import Account
from whence.ledger.tracing.across import Across, Side
from whence.ledger.tracing.series import Envelope, Line, Point, Series

Json = dict[str, Any]


def series_json(series: Series) -> Json:
    """A series: the measure asked for, a line for each metric, and what was found in them."""
    return {
        "schema": "whence-trace/1",
        "measure": {key: value for key, value in asdict(series.asked).items() if value is not None},
        "lines": [_line(one) for one in series.lines],
        "findings": findings_json(series.findings),
    }


def findings_json(findings: Sequence[Across]) -> list[Json]:
    """Findings across reports, each with its sides."""
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "what": one.what,
            "severity": one.severity,
            "message": one.message,
            "nearest": one.nearest,
            "reports": one.reports,
            "origins": one.origins,
            "sides": [_side(side) for side in one.sides],
        }
        for one in findings
    ]


def accounts_json(accounts: Sequence[Account]) -> Json:
    """Statements followed through reports."""
    return {
        "schema": "whence-account/1",
        "accounts": [
            {
                "origin": _side(one.origin),
                "retellings": [
                    {
                        **_side(told.side),
                        "changes": [asdict(change) for change in told.changes],
                        "score": told.score,
                        "copied": told.copied,
                    }
                    for told in one.retellings
                ],
            }
            for one in accounts
        ],
    }


def _line(line: Line) -> Json:
    return {
        "metric": line.metric,
        "reports": line.reports,
        "origins": line.origins,
        "more": line.more,
        "envelope": _envelope(line.envelope),
        "figures": [_point(point) for point in line.points],
    }


def _envelope(envelope: Envelope | None) -> Json | None:
    if envelope is None:
        return None
    return {
        "lowest": envelope.lowest.id,
        "highest": envelope.highest.id,
        "low": envelope.lowest.figure.low,
        "high": None if envelope.open else envelope.highest.figure.high,
        "origins": envelope.origins,
    }


def _point(point: Point) -> Json:
    figure = point.figure
    return {
        "id": figure.id,
        "claim": figure.attribution,
        "report": figure.source.report_id,
        "outlet": figure.source.outlet,
        "published": figure.source.published,
        "said": point.said,
        "authority": point.authority,
        "actor": point.who if ":" in point.who else None,
        "party": point.party,
        "chain": [list(link) for link in figure.chain],
        "words": figure.words,
        "statement": figure.statement,
        "low": figure.low,
        "high": figure.high,
        "low_inclusive": figure.low_inclusive,
        "high_inclusive": figure.high_inclusive,
        "approximate": figure.approximate,
        "what": figure.what,
        "side": figure.side,
        "place": figure.place,
        "standing": figure.standing,
        "retells": point.retells,
        "drift": list(point.drift),
    }


def _side(side: Side) -> Json:
    return {
        "side": side.side,
        "report": side.report_id,
        "outlet": side.outlet,
        "published": side.published,
        "title": side.title,
        "authority": side.authority,
        "figure": side.figure,
        "claim": side.claim,
        "words": side.words,
        "quote": side.quote,
    }
