"""`whence situation`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.output import NARROWEST, coloured, columns, day, print_json
from whence.cli.progress import Messages, wanted
from whence.cli.root import DONE, SOME_FAILED

if TYPE_CHECKING:
    from whence.reading import Reading
    from whence.situation import Situation


@click.command(short_help="Show what passes between parties, and on whose word.")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.option("--between", metavar="A B", nargs=2, help="Only between these two parties.")
@click.option("--as-of", "as_of", callback=day, metavar="DATE", help="As it was known that day, YYYY-MM-DD.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--svg", type=click.Path(path_type=Path), metavar="FILE", help="Write a drawing; - for standard output."
)
@click.option(
    "--graphml", type=click.Path(path_type=Path), metavar="FILE", help="Write a network as GraphML."
)
@click.option(
    "--ftm",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write FollowTheMoney entities, one a line.",
)
@click.option("--outlet", metavar="NAME", help="The outlet that published the sources, whatever they say.")
@click.option("--published", callback=day, metavar="DATE", help="The day the sources were published.")
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes to read the sources with."
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
@click.option(
    "--ledger",
    metavar="PATH",
    help="The ledger: a file, or postgresql://user@host/database. Without it WHENCE_LEDGER, or your own.",
)
@click.pass_context
def situation(
    ctx: click.Context,
    sources: tuple[str, ...],
    between: tuple[str, str] | None,
    as_of: str | None,
    as_json: bool,
    svg: Path | None,
    graphml: Path | None,
    ftm: Path | None,
    outlet: str | None,
    published: str | None,
    workers: int | None,
    width: int | None,
    color: bool | None,
    quiet: bool,
    ledger: str | None,
) -> None:
    """Print what flows between parties, each way and by category, who says so and who denies it.

    The reports are those of a ledger, or each SOURCE: a text file, a saved page, an http(s) address, or -.
    """
    from whence.situation import Situation

    if sources and ledger is not None:
        raise click.UsageError("give either sources or --ledger, not both.")
    if sources.count("-") > 1:
        raise click.UsageError("standard input (-) is given more than once.")
    failed: list[str] = []
    known = as_of[:10] if as_of else None
    if sources:
        readings = _read(sources, outlet, published, workers, quiet, failed)
        found = Situation.of(readings, between=between, as_of=known)
    else:
        from whence.ledger.store import Ledger

        with Ledger.open(ledger) as opened:
            found = Situation.from_ledger(opened, between=between, as_of=known)
    written = _write(found, svg, graphml, ftm)
    if as_json:
        from whence.situation.out import situation_json

        print_json(situation_json(found))
    elif not written:
        from whence.cli.flows import situation_lines
        from whence.cli.render import ansi

        colour = coloured(color)
        lines = situation_lines(found, columns(width))
        click.echo("\n".join(ansi(line) if colour else line.plain for line in lines), color=colour)
    ctx.exit(SOME_FAILED if failed else DONE)


def _read(
    sources: tuple[str, ...],
    outlet: str | None,
    published: str | None,
    workers: int | None,
    quiet: bool,
    failed: list[str],
) -> Iterator[Reading]:
    from whence.api import read_many

    with Messages(len(sources) if wanted(len(sources), quiet=quiet) else None) as messages:
        for outcome in read_many(sources, workers=workers, outlet=outlet, published=published):
            messages.step()
            if outcome.reading is None:
                failed.append(str(outcome.source))
                messages.say(outcome.error or f"{outcome.source}: could not be read")
            else:
                yield outcome.reading


def _write(found: Situation, svg: Path | None, graphml: Path | None, ftm: Path | None) -> bool:
    """Write the files that were asked for; whether any was."""
    from whence.ledger.exports.write import whole_file

    forms = [(svg, "svg"), (graphml, "graphml"), (ftm, "ftm")]
    for path, form in forms:
        if path is None:
            continue
        text = _form(found, form)
        if str(path) == "-":
            click.echo(text.encode("utf-8"), nl=False)
            continue
        with whole_file(path) as file:
            file.write(text.encode("utf-8"))
    return any(path is not None for path, _ in forms)


def _form(found: Situation, form: str) -> str:
    if form == "svg":
        from whence.situation.drawing import svg

        return svg(found)
    from whence.situation.graph import ftm, graphml

    return graphml(found) if form == "graphml" else "".join(f"{line}\n" for line in ftm(found))
