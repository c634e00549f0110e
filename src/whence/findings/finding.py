"""A finding: something that does not hold, with what was compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `message` is a sentence that a reader can check against the words."""

    id: str
    kind: str
    severity: Severity
    message: str
    figures: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    exchanges: tuple[str, ...] = ()
