"""`whence read`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from whence.cli.output import NARROWEST, WIDEST, coloured, columns, day, print_json
from whence.cli.progress import Messages, wanted
from whence.cli.root import DONE, SOME_FAILED

if TYPE_CHECKING:
    from whence.reading import Reading


@click.command(short_help="Read reports: who said what, on whose word.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--json", "form", flag_value="json", help="Print JSON: one report indented, several one a line."
)
@click.option("--jsonl", "form", flag_value="jsonl", help="Print JSON, one report a line.")
@click.option("--outlet", metavar="NAME", help="The outlet that published it, whatever the page says.")
@click.option("--published", callback=day, metavar="DATE", help="The day of publication, as YYYY-MM-DD.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to read with. Without it: as many as there are cores, where there is enough to read.",
)
@click.option(
    "--width",
    type=click.IntRange(min=NARROWEST),
    metavar="COLUMNS",
    help=f"Columns to print in, {NARROWEST} at least. Without it: the terminal's, {WIDEST} at most.",
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
    """Read reports and print, claim by claim, who said it, on whose word, with which figures, and how surely.

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
        from whence.contract import to_json

        return lambda reading: print_json(to_json(reading), indent)

    from whence.cli.render import ansi, render

    wide, colour = columns(width), coloured(color)
    first = True

    def show(reading: Reading) -> None:
        nonlocal first
        lines = render(reading, wide)
        text = "\n".join(ansi(line) if colour else line.plain for line in lines)
        click.echo(text if first else f"\n{text}", color=colour)
        first = False

    return show
