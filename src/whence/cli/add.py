"""`whence add`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from whence.cli.ledger import ledger_option
from whence.cli.output import day, print_json
from whence.cli.progress import Messages
from whence.cli.root import DONE, SOME_FAILED

if TYPE_CHECKING:
    from whence.ledger.adding import Summary
    from whence.ledger.sources import Given, Item
    from whence.ledger.store import Ledger

_WORDS = {
    "added": "added",
    "new version": "new versions of a page",
    "new reading": "read again by a newer reader",
    "new appearance": "found at another address or outlet",
    "already there": "already there",
}
_TOLD = 1_000
"""Failures that are listed one by one in JSON."""


@click.command(short_help="Add reports to a ledger, with all that is read from them.")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.option("--list", "lists", multiple=True, metavar="FILE", help="A file of addresses, one a line.")
@click.option("--outlet", metavar="NAME", help="The outlet that published them, whatever they say.")
@click.option("--published", callback=day, metavar="DATE", help="The day of publication, as YYYY-MM-DD.")
@click.option("--retry-failed", is_flag=True, help="Try what failed before once more.")
@ledger_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to read with. Without it: as many as there are cores, where there is enough to read.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON on standard output.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; failures are still told.")
@click.pass_context
def add(
    ctx: click.Context,
    sources: tuple[str, ...],
    lists: tuple[str, ...],
    outlet: str | None,
    published: str | None,
    retry_failed: bool,
    ledger: str | None,
    workers: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Add reports to a ledger, each whole or not at all. What is there already changes nothing.

    A SOURCE is a text file, a saved page, a folder of them, an http(s) address of a page or a feed (RSS,
    Atom), a feed saved to a file, a web archive (.warc, .warc.gz), a table (.csv, .jsonl) with columns
    text, outlet, published, location and title, or - for standard input. What fails is told, kept in the
    ledger with its reason, and tried again with --retry-failed.
    """
    if not sources and not lists and not retry_failed:
        raise click.UsageError("Missing argument 'SOURCE...', --list or --retry-failed.")
    if sources.count("-") > 1:
        raise click.UsageError("standard input (-) is given more than once.")
    from whence.ledger.adding import Summary, add_items
    from whence.ledger.sources import Given
    from whence.ledger.store import Ledger
    from whence.ledger.tracing import follow

    summary = Summary()
    failed: list[dict[str, str]] = []
    given = Given(outlet, published)
    with Ledger.open(ledger, create=True) as opened:
        try:
            with Messages(bar=not quiet and sys.stderr.isatty()) as messages:
                items = _items(opened, sources, lists, given, retry=retry_failed)
                for outcome in add_items(opened, items, workers=workers, then=(follow,)):
                    messages.step()
                    summary.count(outcome)
                    if outcome.error is not None:
                        messages.say(outcome.error)
                        failed += [{"item": outcome.item, "reason": outcome.error}] * (len(failed) < _TOLD)
        finally:
            # After an interruption too: what was added before it is there.
            if not quiet:
                _tell(summary)
            if as_json:
                print_json(_document(summary, failed))
    ctx.exit(SOME_FAILED if summary.failed else DONE)


def _items(
    ledger: Ledger, sources: tuple[str, ...], lists: tuple[str, ...], given: Given, *, retry: bool
) -> Iterator[Item]:
    from whence.ledger.adding import failed_items
    from whence.ledger.sources import addresses, unfold
    from whence.reports.limits import Limits

    again = failed_items(ledger) if retry else iter(())
    listed = chain.from_iterable(addresses(path, given) for path in lists)
    return chain(again, unfold(sources, given, Limits()), listed)


def _tell(summary: Summary) -> None:
    parts = [
        f"{summary.became[became]:,} {words}"  # type: ignore[index]
        for became, words in _WORDS.items()
        if summary.became[became]  # type: ignore[index]
    ]
    if summary.failed:
        parts.append(f"{summary.failed:,} failed (whence add --retry-failed tries them again)")
    click.echo(f"whence: {', '.join(parts) or 'nothing to add'}.", err=True)
    if summary.carried or summary.left:
        left = (
            f", {summary.left:,} have no place in the new ones (whence judge --left)" if summary.left else ""
        )
        click.echo(f"whence: {summary.carried:,} judgements carried over to new readings{left}.", err=True)


def _document(summary: Summary, failed: list[dict[str, str]]) -> dict[str, Any]:
    return {
        **{became.replace(" ", "_"): summary.became[became] for became in _WORDS},  # type: ignore[index]
        "failed": summary.failed,
        "judgements_carried": summary.carried,
        "judgements_left": summary.left,
        "failures": failed,
    }
