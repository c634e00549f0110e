"""`whence check`."""

from __future__ import annotations

import click

from whence.cli.output import NARROWEST, coloured, columns, day, print_json
from whence.cli.progress import Messages, wanted
from whence.cli.root import DONE, FINDINGS, SOME_FAILED


@click.command(short_help="Check reports: what does not add up, or does not hold.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one finding a line.")
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "note"]),
    default="note",
    show_default=True,
    help="Only findings as grave as this, or graver.",
)
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
    help="Columns to print in. Without it: the terminal's.",
)
@click.option(
    "--color/--no-color",
    default=None,
    help="With or without colour. Without either: on a terminal, unless NO_COLOR is set.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress; errors are still told.")
@click.pass_context
def check(
    ctx: click.Context,
    sources: tuple[str, ...],
    as_json: bool,
    severity: str,
    outlet: str | None,
    published: str | None,
    workers: int | None,
    width: int | None,
    color: bool | None,
    quiet: bool,
) -> None:
    """Check reports and print what does not hold: shares and sums that fail, parts above their whole.

    A SOURCE is a text file, a saved HTML page, an http(s) address, or - for standard input. Nothing
    is printed for a report in which all holds. Ends with 1 where there are findings.
    """
    from whence.api import read_many
    from whence.contract import finding_json
    from whence.findings import SEVERITIES

    if sources.count("-") > 1:
        raise click.UsageError("standard input (-) is given more than once.")
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    wide, colour = columns(width), coloured(color)
    failed = found = False
    with Messages(len(sources) if wanted(len(sources), quiet=quiet) else None) as messages:
        for outcome in read_many(sources, workers=workers, outlet=outlet, published=published):
            messages.step()
            reading = outcome.reading
            if reading is None:
                failed = True
                messages.say(outcome.error or f"{outcome.source}: could not be read")
                continue
            some = [finding for finding in reading.findings if finding.severity in grave]
            if not some:
                continue
            if as_json:
                for finding in some:
                    print_json(
                        {
                            "report": reading.report.id,
                            "location": reading.report.location,
                            **finding_json(finding),
                        }
                    )
            else:
                from whence.cli.render import ansi, findings_of

                lines = findings_of(reading, some, wide)
                text = "\n".join(ansi(line) if colour else line.plain for line in lines)
                click.echo(f"\n{text}" if found else text, color=colour)
            found = True
    ctx.exit(SOME_FAILED if failed else FINDINGS if found else DONE)
