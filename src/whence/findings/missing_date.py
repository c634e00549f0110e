"""A report without a date, whose figures and months float."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from whence.dates import Date, find_dates
from whence.findings.evidence import Evidence
from whence.findings.finding import Finding

_MONTH: Final = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b"
)
_AROUND: Final = 80
"""Characters on either side of a month's name within which the rest of its date stands."""


def check(evidence: Evidence) -> Iterator[Finding]:
    """One note for a report that has no date of its own, naming what hangs in the air for it."""
    if evidence.report.published is not None:
        return
    words = dict.fromkeys(date.span.text for date in _floating(evidence.report.text))
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


def _floating(text: str) -> Iterator[Date]:
    """The months and days of a text whose year is not known."""
    for name in _MONTH.finditer(text):
        # Only around the names of months: looking for every kind of date takes as long as all else here.
        around = max(0, name.start() - _AROUND), min(len(text), name.end() + _AROUND)
        for when in find_dates(text, *around, None):
            date = when.date
            here = date.span.start <= name.start() < date.span.end
            if here and date.edtf is not None and date.edtf.startswith("XXXX"):
                yield date


def _dated(date: Date | None) -> bool:
    return date is not None and date.edtf is not None and not date.edtf.startswith("XXXX")
