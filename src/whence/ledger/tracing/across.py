"""A finding across reports: what does not agree, with the words on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whence.findings.finding import Severity

AcrossKind = Literal[
    "drift", "conflict", "revision", "copies", "circular", "single-source", "origin-never-seen"
]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding: a figure in a report, or a report."""

    side: str
    """"earlier" and "later", or "one" and "other"; "" where there are no two sides."""
    report_id: str
    outlet: str | None
    published: str | None
    title: str | None
    authority: str | None
    """On whose word; None in the report's own voice."""
    quote: str
    """The sentence, as the report has it."""
    words: str | None = None
    """The words of the figure in it."""
    figure: str | None = None
    """The id of the figure."""
    claim: str | None = None
    """The id of the statement, where there is no figure in it."""

    @property
    def item(self) -> str | None:
        """The id of what stands on this side: a figure, or a statement without one."""
        return self.figure or self.claim


@dataclass(frozen=True, slots=True)
class Across:
    """Something that only several reports together show."""

    kind: AcrossKind
    what: str | None
    """Of a drift what changed: "metric", "bound", "polarity", …; of a revision "fell" or "changed"."""
    severity: Severity
    message: str
    sides: tuple[Side, ...]
    nearest: str | None = None
    """The id of the figure or statement that is nearest the origin, where one is."""
    reports: int = 0
    origins: int = 0
    id: str = ""
