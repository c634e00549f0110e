"""What comes out of reading one report, and the one function that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whence.attributions.attribution import Attribution
from whence.exchanges.exchange import Exchange
from whence.figures.figure import Figure
from whence.findings.finding import Finding
from whence.reports.report import Report

if TYPE_CHECKING:
    from whence.exchanges.events import Event
    from whence.reader.reader import Reader


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and what it says, on whose word. Every span is into `report.text`, as found."""

    report: Report
    attributions: tuple[Attribution, ...]
    reader: str = ""
    """Name and version of the reader's weights that made it."""
    warnings: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """Losses, captures, deployments, strikes and sanctions that its figures and exchanges refer to."""
        from whence.exchanges.events import events_of

        return events_of(self.figures, self.exchanges)


def read_report(report: Report, reader: Reader) -> Reading:
    """Read a report: one pass of the reader, and from it attributions, figures, exchanges and findings.

    The reader reads the repaired text; every span that comes out lies in the text as found.
    """
    from whence.attributions import attribute
    from whence.attributions.names import Names
    from whence.attributions.rules import packaged_rules
    from whence.exchanges import read_exchanges
    from whence.figures.read import read_figures
    from whence.findings import check_report
    from whence.parse import Parse

    parse = Parse.of(report, reader)
    names = Names(parse.doc, packaged_rules())
    attributions = attribute(parse, reader, names=names.copy())
    figures = read_figures(parse, attributions)
    exchanges = read_exchanges(parse, attributions, figures, names=names)
    findings = check_report(report, attributions, figures, exchanges)
    return Reading(report, attributions, reader.name, figures=figures, exchanges=exchanges, findings=findings)
