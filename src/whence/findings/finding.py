"""A finding: something that does not hold, with what was compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From what cannot be to what a reader should know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `message` is a sentence that a reader can check against the words."""

    kind: str
    severity: Severity
    message: str
    figures: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    exchanges: tuple[str, ...] = ()
    id: str = ""
    """"n1", "n2", … in a report, in the order of the text."""
