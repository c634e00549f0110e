"""What can be wrong with a ledger, or with what is asked of one."""

from __future__ import annotations

from whence.errors import WhenceError


class LedgerError(WhenceError):
    """A ledger that cannot be opened, or a question that it cannot answer; the text says what to do."""


class StoreError(LedgerError):
    """The database itself cannot be read or written to, whatever is asked of it."""
