"""`whence export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click

from whence.cli.ledger import filter_options, filters, ledger_option

FORMS = ("csv", "jsonl", "parquet", "jsonld", "ftm", "html")


@click.command(short_help="Write a ledger's figures to a file for other programs.")
@click.argument("words", nargs=-1)
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="The form to write.")
@click.option("--out", metavar="FILE", required=True, help="The file to write, or - for standard output.")
@click.option("--exchanges", is_flag=True, help="Who gives what to whom, instead of figures: csv or jsonl.")
@filter_options
@click.option("-q", "--quiet", is_flag=True, help="Do not say how many were written.")
@ledger_option
def export(
    words: tuple[str, ...],
    form: str,
    out: str,
    exchanges: bool,
    quiet: bool,
    ledger: str | None,
    **named: str | None,
) -> None:
    """Write every figure of the statements that have all WORDS and meet all options: one figure a row.

    The forms are CSV, JSON lines, Parquet (which needs the package pyarrow), JSON-LD (schema.org Claim and
    PROV), FollowTheMoney statements, and an HTML page that needs nothing else.
    """
    from whence.ledger.exports import export as write_figures
    from whence.ledger.exports import export_exchanges
    from whence.ledger.store import Ledger

    write = export_exchanges if exchanges else write_figures
    with Ledger.open(ledger) as opened:
        count = write(opened, form, _standard_output() if out == "-" else Path(out), filters(words, named))
    if not quiet:
        click.echo(f"whence: {count:,} {'exchanges' if exchanges else 'figures'} written.", err=True)


def _standard_output() -> BinaryIO:
    """Standard output; where that is a terminal, nothing that is written speaks to it."""
    if not sys.stdout.isatty():
        return sys.stdout.buffer
    from whence.cli.safe import ForTerminal

    return ForTerminal(sys.stdout.buffer)
