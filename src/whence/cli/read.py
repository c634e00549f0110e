"""`whence read`."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

from whence.cli.progress import Messages, wanted
from whence.cli.root import DONE, SOME_FAILED
from whence.cli.safe import printable

if TYPE_CHECKING:
    from whence.reading import Reading

_NARROWEST: Final = 40
_WIDEST: Final = 100
"""Where no width is asked for: longer lines are hard to read."""


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A day, or a day and time, in ISO 8601."""
    from whence.api import iso_date

    try:
        return value if value is None else iso_date(value)
    except ValueError as error:
        raise click.BadParameter(printable(str(error)), ctx, param) from error


@click.command(short_help="Read reports: who said what, on whose word.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--json", "form", flag_value="json", help="Print JSON: one report indented, several one a line."
)
@click.option("--jsonl", "form", flag_value="jsonl", help="Print JSON, one report a line.")
@click.option("--outlet", metavar="NAME", help="The outlet that published it, whatever the page says.")
@click.option("--published", callback=_day, metavar="DATE", help="The day of publication, as YYYY-MM-DD.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to read with. Without it: as many as there are cores, where there is enough to read.",
)
@click.option(
    "--width",
    type=click.IntRange(min=_NARROWEST),
    metavar="COLUMNS",
    help=f"Columns to print in, {_NARROWEST} at least. Without it: the terminal's, {_WIDEST} at most.",
)
@click.option(
    "--color/--no-color",
    default=None,
    help="With or without colour. Without either: on a terminal, unless NO_COLOR is set.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no warnings; errors are still told.")
@click.pass_context
def read(
    ctx: click.Context,
    sources: tuple[str, ...],
    form: str | None,
    outlet: str | None,
    published: str | None,
    workers: int | None,
    width: int | None,
    color: bool | None,
    quiet: bool,
) -> None:
    """Read reports and print, claim by claim, who said it, on whose word, and how surely.

    A SOURCE is a text file, a saved HTML page, an http(s) address, or - for standard input.
    Readings go to standard output in the order of the sources; what could not be read is told on
    standard error, and the rest is read all the same.
    """
    from whence.api import read_many

    if sources.count("-") > 1:
        raise click.UsageError("standard input (-) is given more than once.")
    show = _printer(form, len(sources), width, color)
    failed = False
    with Messages(len(sources) if wanted(len(sources), quiet=quiet) else None) as messages:
        for outcome in read_many(sources, workers=workers, outlet=outlet, published=published):
            messages.step()
            if outcome.reading is None:
                failed = True
                messages.say(outcome.error or f"{outcome.source}: could not be read")
                continue
            show(outcome.reading)
            if form is not None and not quiet:
                for warning in (*outcome.reading.report.warnings, *outcome.reading.warnings):
                    messages.say(f"{outcome.source}: warning: {warning}")
    ctx.exit(SOME_FAILED if failed else DONE)


def _printer(
    form: str | None, inputs: int, width: int | None, color: bool | None
) -> Callable[[Reading], None]:
    """What prints a reading as it was asked for."""
    if form is not None:
        indent = 2 if form == "json" and inputs == 1 else None
        return lambda reading: _print_json(reading, indent)

    from whence.cli.render import ansi, render

    columns = width or max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))
    coloured = _coloured(color)
    first = True

    def show(reading: Reading) -> None:
        nonlocal first
        lines = render(reading, columns)
        text = "\n".join(ansi(line) if coloured else line.plain for line in lines)
        click.echo(text if first else f"\n{text}", color=coloured)
        first = False

    return show


def _print_json(reading: Reading, indent: int | None) -> None:
    from whence.contract import to_json

    document = to_json(reading)
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        # Half a surrogate pair has no place in UTF-8, but JSON can write it.
        data = json.dumps(document, allow_nan=False, indent=indent).encode("ascii")
    # JSON is UTF-8 whatever the locale says.
    click.echo(data)
    sys.stdout.flush()


def _coloured(asked: bool | None) -> bool:
    if asked is not None:
        return asked
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
