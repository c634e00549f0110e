"""A report without a date, whose figures and months float."""

from __future__ import annotations

from collections.abc import Iterator

from whence.dates import Date, find_dates
from whence.findings.evidence import Evidence
from whence.findings.finding import Finding


def check(evidence: Evidence) -> Iterator[Finding]:
    """One note for a report that has no date of its own, naming what hangs in the air for it."""
    if evidence.report.published is not None:
        return
    text = evidence.report.text
    found = (when.date for when in find_dates(text, 0, len(text), None))
    words = dict.fromkeys(date.span.text for date in found if _floats(date))
    undated = tuple(
        f.id for f in evidence.figures if f.measure.metric is not None and not _dated(f.measure.as_of)
    )
    if not words and not undated:
        return
    if words:
        floating = ", ".join(f"“{word}”" for word in words)
        message = f"the report has no date, so the year of {floating} is not known"
    else:
        message = "the report has no date, and neither have its figures: it is not known up to when they hold"
    yield Finding("missing-date", "note", message, undated)


def _floats(date: Date) -> bool:
    return date.edtf is not None and date.edtf.startswith("XXXX")


def _dated(date: Date | None) -> bool:
    return date is not None and date.edtf is not None and not date.edtf.startswith("XXXX")
