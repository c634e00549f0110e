"""The account of one statement: its earliest and most direct form, then every retelling with what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from whence.ledger import tables
from whence.ledger.errors import LedgerError
from whence.ledger.tracing.across import Side
from whence.ledger.tracing.copies import sources_of
from whence.ledger.tracing.quotes import quotes_of, sides_of
from whence.ledger.tracing.series import figure_place, nearest_of, retold


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed on the way, as `drift` names it."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Retelling:
    """A report that tells the statement again."""

    side: Side
    changes: tuple[Change, ...]
    score: float
    """How alike the two are, 0 to 1; not a probability."""
    copied: bool
    """Whether the sentence was taken over word for word from another report."""


@dataclass(frozen=True, slots=True)
class Account:
    """A statement through the reports of a ledger."""

    origin: Side
    """The earliest and most direct telling in the ledger; the statement itself may be older."""
    retellings: tuple[Retelling, ...]
    """By the day of the report."""


def accounts_of(connection: Connection, given: str) -> tuple[Account, ...]:
    """The accounts of a figure, of each figure of a statement, or of a statement without one, by its id.

    Raises LedgerError where nothing has this id.
    """
    ids = [row["id"] for row in figure_place(connection, given)]
    if not ids:
        known = connection.execute(
            select(tables.attribution.c.id).where(tables.attribution.c.id == given)
        ).first()  # fmt: skip
        if known is None:
            raise LedgerError(
                f"{given}: there is no such statement or figure in the ledger. `whence find` shows ids."
            )
        ids = [given]
    roots: dict[str, None] = {}
    nearest = nearest_of(connection, ids)
    for one in ids:
        roots[nearest[one][0] if one in nearest else one] = None
    # What an analyst rejected is no origin; what was told of it is followed from itself.
    shown = _sides(connection, [*roots, *ids])
    wanted = dict.fromkeys(root for root in roots if root in shown) or dict.fromkeys(
        one for one in ids if one in shown
    )
    if not wanted:
        raise LedgerError(f"{given}: this was rejected. `whence judge --undo` takes that back.")
    return tuple(_account(connection, root) for root in wanted)


def _sides(connection: Connection, wanted: Sequence[str]) -> dict[str, Side]:
    """The sides that figures and attributions make, by id."""
    sides = sides_of(connection, wanted)
    return sides | quotes_of(connection, [name for name in wanted if name not in sides])


def _account(connection: Connection, root: str) -> Account:
    later = retold(connection, root)
    nearest = nearest_of(connection, [name for name, _ in later])
    own = [(name, detail) for name, detail in later if nearest[name][0] == root]
    wanted = [root, *(name for name, _ in own)]
    sides = _sides(connection, wanted)
    scores = {
        row.later_id: row.score
        for row in connection.execute(
            select(tables.retelling.c.later_id, tables.retelling.c.score).where(
                tables.retelling.c.earlier_id == root
            )
        )
    }
    copied = sources_of(connection, sorted({sides[name].report_id for name, _ in own if name in sides}))
    told = [
        Retelling(
            sides[name],
            tuple(Change(*one) for one in detail["drift"]),
            scores[name],
            sides[name].report_id in copied and " ".join(sides[name].quote.split()).endswith(
                " ".join(sides[root].quote.split())[-60:]
            ),
        )
        for name, detail in own
        if name in sides
    ]  # fmt: skip
    told.sort(key=lambda r: (r.side.published or "", r.side.report_id, r.side.item or ""))
    return Account(sides[root], tuple(told))
