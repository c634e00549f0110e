"""`whence demo`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.output import NARROWEST, coloured, columns
from whence.cli.progress import Messages, wanted

if TYPE_CHECKING:
    from whence.ledger.tracing.across import Across

_MEASURE = "North Korean soldiers killed"


@click.command(short_help="See what Whence finds in fourteen example reports.")
@click.option(
    "--keep",
    metavar="PATH",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep the ledger in this file, to go on with. Without it the ledger is gone afterwards.",
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
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def demo(keep: Path | None, width: int | None, color: bool | None, quiet: bool) -> None:
    """Read fourteen example reports into a ledger and show what becomes of three statements in them.

    The reports were written as examples, around facts of the winter of 2024: copies of one dispatch,
    retellings that drifted, a conflict and a revision are among them.
    """
    from whence.api import default_reader
    from whence.ledger.store import Ledger
    from whence.ledger.tracing import findings_across, follow
    from whence.ledger.tracing.example import reports
    from whence.reading import read_report

    wide, colour = columns(width), coloured(color)
    if keep is not None and keep.exists():
        raise click.UsageError(f"{keep}: this file is there already. Name another, or trace in this one.")
    with tempfile.TemporaryDirectory(prefix="whence-demo-") as folder:
        some = list(reports())
        with (
            Ledger.open(keep or Path(folder) / "demo.db", create=True) as ledger,
            Messages(len(some) if wanted(len(some), quiet=quiet) else None) as messages,
        ):
            reader = default_reader()
            for report in some:
                ledger.add(read_report(report, reader), then=(follow,))
                messages.step()
            found = findings_across(ledger)
            counts = ledger.counts()
        _print(found, counts, len(some), wide, colour, keep)


def _print(
    found: Sequence[Across], counts: dict[str, int], reports: int, wide: int, colour: bool, keep: Path | None
) -> None:
    from rich.text import Text

    from whence.cli.render import ansi
    from whence.cli.series import grouped_lines

    said = f"{counts['attribution']} statements, {counts['figure']} figures"
    lines = [
        Text(f"{reports} example reports: {said}.", "bold"),
        Text("They were written as examples; the facts behind them are listed beside them."),
    ]  # fmt: skip
    lines += [Text(), *grouped_lines(found, wide)]
    ledger = str(keep) if keep is not None else "demo.db"
    first = [] if keep is not None else [f"  whence demo --keep {ledger} --quiet"]
    lines += [
        Text(),
        Text("NEXT", "bold"),
        Text("Follow one measure through these reports, then read a report of your own:"),
        *map(Text, first),
        Text(f'  whence trace "{_MEASURE}" --ledger {ledger}'),
        Text("  whence read REPORT"),
    ]
    click.echo("\n".join(ansi(line) if colour else line.plain for line in lines), color=colour)
