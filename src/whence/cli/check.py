"""`whence check`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from whence.cli.ledger import ledger_option
from whence.cli.output import NARROWEST, coloured, columns, day, print_json
from whence.cli.progress import Messages, wanted
from whence.cli.root import DONE, FINDINGS, SOME_FAILED


@click.command(short_help="Check reports, or a ledger: what does not hold.")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
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
@ledger_option
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
    ledger: str | None,
) -> None:
    """Check reports and print what does not hold: shares and sums that fail, parts above their whole.

    A SOURCE is a text file, a saved HTML page, an http(s) address, or - for standard input. Nothing
    is printed for a report in which all holds. Without a SOURCE a ledger is checked: what only its reports
    together show, as drift, conflicts, copies, and what goes back to one origin. Ends with 1 where there
    are findings.
    """
    from whence.findings import SEVERITIES

    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    wide, colour = columns(width), coloured(color)
    if not sources:
        if outlet or published or workers:
            raise click.UsageError("--outlet, --published and --workers go with a SOURCE.")
        ctx.exit(FINDINGS if _ledger(ledger, grave, wide, colour, as_json=as_json) else DONE)
    if ledger is not None:
        raise click.UsageError("give either sources or --ledger, not both.")
    from whence.api import read_many
    from whence.contract import finding_json

    if sources.count("-") > 1:
        raise click.UsageError("standard input (-) is given more than once.")
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


def _ledger(path: str | None, grave: Sequence[str], wide: int, colour: bool, *, as_json: bool) -> bool:
    """Print what the reports of a ledger show together; whether there is anything."""
    from whence.ledger.store import Ledger
    from whence.ledger.tracing import findings_across

    with Ledger.open(path) as opened:
        found = [one for one in findings_across(opened) if one.severity in grave]
    if as_json:
        from whence.ledger.tracing.out import findings_json

        for document in findings_json(found):
            print_json(document)
    elif found:
        from whence.cli.render import ansi
        from whence.cli.series import grouped_lines

        lines = grouped_lines(found, wide)
        click.echo("\n".join(ansi(line) if colour else line.plain for line in lines), color=colour)
    return bool(found)
