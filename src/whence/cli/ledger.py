"""What the commands on a ledger share: where it is, and by what they find."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from whence.cli.output import day

if TYPE_CHECKING:
    from whence.ledger.find import Filters

F = TypeVar("F", bound=Callable[..., Any])

ledger_option = click.option(
    "--ledger",
    metavar="PATH",
    help="The ledger: a file, or postgresql://user@host/database. Without it WHENCE_LEDGER, or your own.",
)

_FILTERS = (
    click.option("--authority", metavar="NAME", help="On whose word: a name in the chain, or an actor's id."),
    click.option("--metric", metavar="NAME", help="What a figure measures: killed, casualties, ...."),
    click.option("--side", metavar="NAME", help="Whose losses, troops or goods a figure counts."),
    click.option("--party", metavar="NAME", help="The party that somebody in the chain belongs to."),
    click.option("--outlet", metavar="NAME", help="The outlet that published it."),
    click.option(
        "--standing", metavar="NAME", help="How firmly it is put: asserted, claimed, estimated, ...."
    ),
    click.option("--finding", metavar="KIND", help="What it is evidence for: drift, share-mismatch, ...."),
    click.option("--since", callback=day, metavar="DATE", help="First day of publication, as YYYY-MM-DD."),
    click.option("--until", callback=day, metavar="DATE", help="Last day of publication, as YYYY-MM-DD."),
    click.option("--report", metavar="ID", help="The id of one report."),
)


def filter_options(command: F) -> F:
    """The options by which statements are found."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def filters(words: tuple[str, ...], named: dict[str, str | None], *, figures: bool = False) -> Filters:
    """What the words and the options ask for."""
    from whence.ledger.find import Filters

    for name in ("since", "until"):
        value = named.get(name)
        named[name] = value[:10] if value else None
    return Filters(words=" ".join(words) if words else None, figures=figures, **named)
