"""The tracing room: what became of a statement on its way through the reports of a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from whence.ledger.store import Ledger, Stored
    from whence.ledger.tracing.account import Account
    from whence.ledger.tracing.across import Across
    from whence.ledger.tracing.series import Series

__all__ = ["findings_across", "follow", "trace", "trace_claim"]


def follow(connection: Connection, stored: Stored) -> None:
    """Find the copies and retellings of a report that has just been added: `add(…, then=(follow,))`."""
    from whence.ledger.tracing import following

    following.follow(connection, stored)


def trace(
    ledger: Ledger,
    words: str | None = None,
    *,
    metric: str | None = None,
    side: str | None = None,
    what: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    authority: str | None = None,
    outlet: str | None = None,
) -> Series:
    """The series of a measure, by words ("North Korean soldiers killed"), by its parts, or by both.

    `since` and `until` are days of publication, YYYY-MM-DD. Raises LedgerError where the words name no
    metric, or the metric is not known.
    """
    from whence.ledger.tracing.measures import Asked, asked_in, check_metric, narrowed
    from whence.ledger.tracing.series import series_of

    asked = asked_in(words) if words and (metric is None) else Asked(metric or "", what=words)
    asked = narrowed(
        asked, metric=metric, side=side, what=what, place=place, since=since, until=until,
        authority=authority, outlet=outlet,
    )  # fmt: skip
    with ledger.read() as connection:
        found = series_of(connection, asked)
    if not found.lines:
        check_metric(asked.metric)
    return found


def trace_claim(ledger: Ledger, claim: str) -> tuple[Account, ...]:
    """A statement or figure, by its id, through the reports: for each figure in it one account.

    Raises LedgerError where there is none with this id.
    """
    from whence.ledger.tracing.account import accounts_of

    with ledger.read() as connection:
        return accounts_of(connection, claim)


def findings_across(ledger: Ledger) -> tuple[Across, ...]:
    """Everything that reports of a ledger show only together: drift, conflicts, revisions, origins."""
    from whence.ledger.tracing.findings import findings_of

    return findings_of(ledger)
