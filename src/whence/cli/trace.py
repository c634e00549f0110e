"""`whence trace`."""

from __future__ import annotations

import click

from whence.cli.ledger import ledger_option
from whence.cli.output import NARROWEST, coloured, columns, day, print_json


@click.command(short_help="Follow a measure, or one statement, through a ledger.")
@click.argument("words", nargs=-1)
@click.option(
    "--claim", metavar="ID", help="Follow one statement or figure, by its id, and what became of it."
)
@click.option("--metric", metavar="NAME", help="What is measured: killed, casualties, supplied, ….")
@click.option("--side", metavar="NAME", help="Whose they are: a party, its capital or its people.")
@click.option("--what", metavar="WORDS", help="What is counted: soldiers, shells, ….")
@click.option("--place", metavar="NAME", help="Where; figures without a place, or for a wider one, fit too.")
@click.option("--authority", metavar="NAME", help="Only figures on the word of this authority.")
@click.option("--outlet", metavar="NAME", help="Only figures in reports of this outlet.")
@click.option("--from", "--since", "since", callback=day, metavar="DATE", help="First day of publication.")
@click.option("--to", "--until", "until", callback=day, metavar="DATE", help="Last day of publication.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
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
@ledger_option
def trace(
    words: tuple[str, ...],
    claim: str | None,
    since: str | None,
    until: str | None,
    as_json: bool,
    width: int | None,
    color: bool | None,
    ledger: str | None,
    **given: str | None,
) -> None:
    """Print every figure for a measure, by authority and day, and what does not agree in them.

    WORDS name the measure: whence trace "North Korean soldiers killed". Related metrics (casualties beside
    killed) stand beside it in lines of their own. With --claim one statement is followed instead: its
    earliest and most direct form, then every retelling with what changed.
    """
    from whence.ledger.store import Ledger
    from whence.ledger.tracing import trace as trace_measure
    from whence.ledger.tracing import trace_claim
    from whence.ledger.tracing.out import accounts_json, series_json

    if claim is None and not words and given["metric"] is None:
        raise click.UsageError("say what to trace: words, --metric, or --claim.")
    if claim is not None and (words or any(given.values()) or since or until):
        raise click.UsageError("--claim follows one statement; leave out what measures are asked for by.")
    wide, colour = columns(width), coloured(color)
    with Ledger.open(ledger) as opened:
        if claim is not None:
            accounts = trace_claim(opened, claim)
            if as_json:
                print_json(accounts_json(accounts))
                return
            from whence.cli.series import accounts_lines

            lines = accounts_lines(accounts, wide)
        else:
            found = trace_measure(
                opened, " ".join(words) or None, since=since[:10] if since else None,
                until=until[:10] if until else None, **given,
            )  # fmt: skip
            if as_json:
                print_json(series_json(found))
                return
            from whence.cli.series import series_lines

            lines = series_lines(found, wide)
    from whence.cli.render import ansi

    click.echo("\n".join(ansi(line) if colour else line.plain for line in lines), color=colour)
