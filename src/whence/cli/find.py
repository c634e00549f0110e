"""`whence find`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from whence.cli.ledger import filter_options, filters, ledger_option
from whence.cli.output import print_json
from whence.cli.safe import printable

if TYPE_CHECKING:
    from whence.ledger.exchanges import ExchangeRecord
    from whence.ledger.records import Statement

_EXCERPT = 400


@click.command(short_help="Find statements in a ledger by words, authority, measure, day.")
@click.argument("words", nargs=-1)
@filter_options
@click.option("--figures", is_flag=True, help="Only statements with figures in them.")
@click.option("--exchanges", is_flag=True, help="Who gives what to whom, and how far it got.")
@click.option("--reports", is_flag=True, help="Print ids of reports in whose text the words stand.")
@click.option(
    "--limit", type=click.IntRange(1, 1_000), default=20, show_default=True, help="How many at most."
)
@click.option("--after", metavar="ID", help="Go on behind this statement: the last one that was printed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@ledger_option
def find(
    words: tuple[str, ...],
    figures: bool,
    exchanges: bool,
    reports: bool,
    limit: int,
    after: str | None,
    as_json: bool,
    ledger: str | None,
    **named: str | None,
) -> None:
    """Print the statements that have all WORDS and meet all options, the latest report first.

    A word is found in any form (kill, killed); "several words" in quotes, in this order.
    """
    from whence.ledger.store import Ledger

    if reports and not words:
        raise click.UsageError("--reports needs words to look for.")
    if exchanges and (reports or figures):
        raise click.UsageError("--exchanges goes with neither --reports nor --figures.")
    with Ledger.open(ledger) as opened:
        if reports:
            for report in opened.find_reports(" ".join(words), limit=limit):
                source = opened.report(report)
                line = (report, source.outlet or "outlet unknown", source.published or "date unknown")
                click.echo("  ".join(map(printable, (*line, source.title or source.location))))
            return
        if exchanges:
            some = list(opened.exchanges(filters(words, named), limit=limit, after=after))
            for exchange in some:
                if as_json:
                    print_json(_without_place(exchange))
                else:
                    click.echo(_exchange(exchange))
            if not as_json and len(some) == limit:
                click.echo(f"whence: perhaps more: --after {some[-1].id}", err=True)
            return
        found = opened.find(filters(words, named, figures=figures), limit=limit, after=after)
    for statement in found:
        if as_json:
            print_json(_document(statement))
        else:
            click.echo(_shown(statement))
    if not as_json and len(found) == limit:
        click.echo(f"whence: perhaps more: --after {found[-1].id}", err=True)


def _exchange(one: ExchangeRecord) -> str:
    chain = " → ".join(" + ".join(map(printable, link)) for link in one.chain) or "the report itself"
    words = printable(one.statement)
    if len(words) > _EXCERPT:
        words = f"{words[:_EXCERPT].rstrip()}…"
    sides = [printable(side.name) if side else "(nobody named)" for side in (one.giver, one.receiver)]
    passes = f"{' → '.join(sides)}: {', '.join(printable(item.words) for item in one.gives)}"
    if one.in_return:
        passes += f" ⇄ {', '.join(printable(item.words) for item in one.in_return)}"
    about = [
        printable(one.source.outlet or "") or "outlet unknown",
        printable(one.source.published or "") or "date unknown",
        chain,
        one.standing,
    ]
    return f"{one.id}\n  {' · '.join(about)}\n  {passes}\n  {words}"


def _without_place(one: ExchangeRecord) -> dict[str, Any]:
    document = asdict(one)
    del document["n"]
    return document


def _shown(statement: Statement) -> str:
    source = statement.source
    chain = " → ".join(" + ".join(map(printable, link)) for link in statement.chain) or "the report itself"
    words = printable(statement.words)
    if len(words) > _EXCERPT:
        words = f"{words[:_EXCERPT].rstrip()}…"
    about = [
        printable(source.outlet or "") or "outlet unknown",
        printable(source.published or "") or "date unknown",
        chain,
        statement.standing if statement.polarity == "affirmed" else f"{statement.standing}, denied",
    ]
    return f"{statement.id}\n  {' · '.join(about)}\n  {words}"


def _document(statement: Statement) -> dict[str, Any]:
    document = asdict(statement)
    del document["n"]
    for figure in document["figures"]:
        del figure["n"], figure["source"], figure["chain"], figure["statement"]
    return document
