"""What can be wrong with an input."""

from __future__ import annotations

from whence.errors import WhenceError


class ReportError(WhenceError):
    """An input that cannot be read as a report.

    `source` is the input as the user named it, `reason` what is wrong with it, `hint` what to do.
    """

    def __init__(self, source: str, reason: str, hint: str) -> None:
        super().__init__(source, reason, hint)
        self.source = source
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        name = "standard input" if self.source == "-" else self.source
        return f"{name}: {self.reason}. {self.hint}."
