"""How commands print: JSON as bytes, columns, and whether in colour."""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import Any, Final

import click

from whence.cli.safe import printable

NARROWEST: Final = 40
WIDEST: Final = 100
"""Where no width is asked for: longer lines are hard to read."""


def columns(asked: int | None) -> int:
    """The columns to print in: those asked for, else the terminal's within bounds."""
    return asked or max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def coloured(asked: bool | None) -> bool:
    """Whether to colour: as asked, else on a terminal, unless NO_COLOR is set."""
    if asked is not None:
        return asked
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def print_json(document: Any, indent: int | None = None) -> None:
    """One JSON value and a line end on standard output, in UTF-8 whatever the locale says."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        # Half a surrogate pair has no place in UTF-8, but JSON can write it.
        data = json.dumps(document, allow_nan=False, indent=indent).encode("ascii")
    click.echo(data)
    sys.stdout.flush()


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """An option's day, or day and time, in ISO 8601."""
    from whence.api import iso_date

    try:
        return value if value is None else iso_date(value)
    except ValueError as error:
        raise click.BadParameter(printable(str(error)), ctx, param) from error
