"""Whence reads news reports and says who said what, on whose word, and how surely.

    import whence

    reading = whence.read("report.html")
    for attribution in reading.attributions:
        print([authority.name for authority in attribution.authority], attribution.standing)

Importing the package is cheap: each name below is fetched from its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from whence.api import Outcome, read, read_many, read_text
    from whence.attributions.attribution import Attribution, Authority
    from whence.contract import to_json, validate
    from whence.dates import Date
    from whence.errors import WhenceError
    from whence.exchanges.exchange import Exchange, Item, Party
    from whence.figures.figure import Figure, Measure, Named
    from whence.findings.finding import Finding
    from whence.ledger.store import Ledger
    from whence.ledger.tracing.series import Series
    from whence.reader import Reader
    from whence.reading import Reading
    from whence.reports.report import Foreign, Repair, Report
    from whence.situation.situation import Situation
    from whence.spans import TextSpan

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Authority",
    "Date",
    "Exchange",
    "Figure",
    "Finding",
    "Foreign",
    "Item",
    "Ledger",
    "Measure",
    "Named",
    "Outcome",
    "Party",
    "Reader",
    "Reading",
    "Repair",
    "Report",
    "Series",
    "Situation",
    "TextSpan",
    "WhenceError",
    "__version__",
    "read",
    "read_many",
    "read_text",
    "to_json",
    "validate",
]

_HOME: Final = {
    "Attribution": "whence.attributions.attribution",
    "Authority": "whence.attributions.attribution",
    "Date": "whence.dates",
    "Exchange": "whence.exchanges.exchange",
    "Figure": "whence.figures.figure",
    "Finding": "whence.findings.finding",
    "Foreign": "whence.reports.report",
    "Item": "whence.exchanges.exchange",
    "Ledger": "whence.ledger.store",
    "Measure": "whence.figures.figure",
    "Named": "whence.figures.figure",
    "Outcome": "whence.api",
    "Party": "whence.exchanges.exchange",
    "Reader": "whence.reader",
    "Reading": "whence.reading",
    "Repair": "whence.reports.report",
    "Report": "whence.reports.report",
    "Series": "whence.ledger.tracing.series",
    "Situation": "whence.situation.situation",
    "TextSpan": "whence.spans",
    "WhenceError": "whence.errors",
    "read": "whence.api",
    "read_many": "whence.api",
    "read_text": "whence.api",
    "to_json": "whence.contract",
    "validate": "whence.contract",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
