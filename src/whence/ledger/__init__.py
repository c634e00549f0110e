"""The ledger: many reports in one memory, and what became of a claim on the way."""

from whence.ledger.errors import LedgerError
from whence.ledger.find import Filters
from whence.ledger.records import FigureRecord, Statement
from whence.ledger.store import Ledger

__all__ = ["FigureRecord", "Filters", "Ledger", "LedgerError", "Statement"]
