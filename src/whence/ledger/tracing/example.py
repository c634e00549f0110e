"""The packaged example reports: fourteen, of the winter of 2024, written as examples."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from whence.ledger.errors import LedgerError

if TYPE_CHECKING:
    from whence.reports.report import Report

_NAME = "december-2024"


def folder() -> Path:
    """The folder with the reports and their table. Raises LedgerError where it is not installed."""
    with as_file(files("whence")) as package:
        for place in (package / "examples" / _NAME, package.parents[1] / "examples" / _NAME):
            if (place / "reports.csv").is_file():
                return place
    raise LedgerError("the example reports did not come with this installation. Install the wheel again.")


def reports() -> Iterator[Report]:
    """The example reports with their outlets, dates and addresses, in the order of their files."""
    from dataclasses import replace

    from whence.reports import load

    here = folder()
    with (here / "reports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            report = load(str(here / row["file"]), outlet=row["outlet"], published=row["published"])
            yield replace(report, location=row["location"], title=row["title"])
