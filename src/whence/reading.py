"""What comes out of reading one report."""

from __future__ import annotations

from dataclasses import dataclass

from whence.attributions.attribution import Attribution
from whence.reports.report import Report


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and what it says, on whose word. Every span is into `report.text`, as found."""

    report: Report
    attributions: tuple[Attribution, ...]
    reader: str = ""
    """Name and version of the reader's weights that made it."""
    warnings: tuple[str, ...] = ()
