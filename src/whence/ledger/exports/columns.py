"""One figure as one row: the field's columns, by UCDP GED's names where they mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from whence.ledger.dates import day_of, edtf_days
from whence.ledger.records import FigureRecord

TEXT: Final = "text"
NUMBER: Final = "number"
WHOLE: Final = "whole number"
TRUTH: Final = "truth"

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
    "what": TEXT,
    "side": TEXT,
    "metric": TEXT,
    "where_coordinates": TEXT,
    "low": NUMBER,
    "best": NUMBER,
    "high": NUMBER,
    "low_inclusive": TRUTH,
    "high_inclusive": TRUTH,
    "approximate": TRUTH,
    "near": TEXT,
    "vague": TEXT,
    "kind": TEXT,
    "unit": TEXT,
    "change": TEXT,
    "covers": TEXT,
    "date_start": TEXT,
    "date_end": TEXT,
    "date_prec": WHOLE,
    "said": TEXT,
    "as_of": TEXT,
    "since": TEXT,
    "polarity": TEXT,
    "standing": TEXT,
    "note": TEXT,
    "words": TEXT,
    "statement": TEXT,
    "confidence": NUMBER,
    "judged": TEXT,
    "reliability": TEXT,
    "credibility": WHOLE,
    "grade": TEXT,
    "comment": TEXT,
}
"""Each column and what it holds. `best` is filled only where a single number is given, never guessed."""

Row = dict[str, Any]
Judged = Mapping[str, str]


def row(figure: FigureRecord, judged: Judged) -> Row:
    """The row of a figure; `judged` has what analysts said of it, by column."""
    first, last, precision = _period(figure)
    return {
        "id": figure.id,
        "report_id": figure.source.report_id,
        "statement_id": figure.attribution or figure.id,
        "source_article": figure.source.location,
        "source_office": figure.source.outlet,
        "source_date": day_of(figure.source.published),
        "source_headline": figure.source.title,
        "source_original": figure.origin,
        "authority_chain": " → ".join(" + ".join(link) for link in figure.chain) or None,
        "what": figure.what,
        "side": figure.side,
        "metric": figure.metric,
        "where_coordinates": figure.place,
        "low": figure.low,
        "best": figure.point,
        "high": figure.high,
        "low_inclusive": figure.low_inclusive,
        "high_inclusive": figure.high_inclusive,
        "approximate": figure.approximate,
        "near": figure.near,
        "vague": figure.vague,
        "kind": figure.kind,
        "unit": figure.unit,
        "change": figure.change,
        "covers": figure.covers,
        "date_start": first,
        "date_end": last,
        "date_prec": precision,
        "said": figure.said,
        "as_of": figure.as_of,
        "since": figure.since,
        "polarity": figure.polarity,
        "standing": figure.standing,
        "note": figure.note,
        "words": figure.words,
        "statement": figure.statement,
        "confidence": round(figure.confidence, 4),
        "judged": judged.get("judged"),
        "reliability": judged.get("reliability"),
        "credibility": int(judged["credibility"]) if "credibility" in judged else None,
        "grade": judged.get("grade"),
        "comment": judged.get("comment"),
    }


def _period(figure: FigureRecord) -> tuple[str | None, str | None, int | None]:
    """First and last day that the figure is of, and UCDP's date_prec, from 1 (the day) to 5 (over a month).

    The days that the figure itself names, else the day on which it was said; never that of the report.
    """
    since, until = edtf_days(figure.since), edtf_days(figure.as_of)
    if since is None and until is None:
        if figure.said_from is None or figure.said_to is None:
            return None, None, None
        until = (figure.said_from, figure.said_to)
    first = since[0] if since is not None else until[0] if until is not None else None
    last = until[1] if until is not None else None
    if first is None or last is None or last < first:
        return first, None, None
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    precision = next((n for n, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)
    return first, last, precision
