"""An exchange on its way from words to parties."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whence.exchanges.categories import Thing
from whence.exchanges.exchange import ExchangeStanding
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.attributions.attribution import Attribution
    from whence.reader.syntax import Token


@dataclass(slots=True)
class Draft:
    """An exchange on its way: one trigger, all givers, all receivers."""

    trigger: Token
    frame: Frame
    givers: list[Side] = field(default_factory=list)
    receivers: list[Side] = field(default_factory=list)
    gives: list[Thing] = field(default_factory=list)
    returns: list[Thing] = field(default_factory=list)
    standing: ExchangeStanding | None = None
    """What trigger and tree say; None until that is read."""
    found: str | None = None
    """What tense and governing words say, before it is asked whose word it is."""
    plover: str | None = None
    origin: bool = False
    agreement: bool = False
    filled: bool = False
    """A side is not said in the clause and comes from the report around it."""
    weak: bool = False
    """Its frame lacks a side, and only another clause about the same thing can give it."""
    again: bool = False
    """What is given was named before and is a pronoun here."""

    settled: bool = False
    """The side from the report around it is whoever was asked for just this."""
    open: bool = False
    """The clause leaves out who gives, and without that it says too little."""

    @property
    def giver(self) -> Side | None:
        """The first of the givers; None where none is known."""
        return self.givers[0] if self.givers else None

    @property
    def receiver(self) -> Side | None:
        """The first of the receivers; None where none is known."""
        return self.receivers[0] if self.receivers else None

    def holds(self, index: int) -> bool:
        """Whether a token is part of what is given."""
        return any(t.start <= index < t.end for t in self.gives)


@dataclass(slots=True)
class Told:
    """What a draft tells of one giver and one receiver."""

    draft: Draft
    giver: Side | None
    receiver: Side | None
    standing: ExchangeStanding
    rests: Attribution | None
    """The innermost attribution that it stands in."""
    gives: list[Thing]
    returns: list[Thing]
    confidence: float = 0.0
    """Chance that giver, receiver and item are right; 0 where nobody has weighed it."""


def near(drafts: Sequence[Draft], first: int, last: int) -> Sequence[Draft]:
    """Those of drafts in the order of the text whose trigger is one of the tokens [first, last)."""
    return drafts[bisect_left(drafts, first, key=_at) : bisect_left(drafts, last, key=_at)]


def _at(draft: Draft) -> int:
    return int(draft.trigger.i)


def fits(a: Side | None, b: Side | None) -> bool:
    """Whether both may be one party: what only its own words describe may be anybody."""
    return a is None or b is None or a.same(b) or not a.sure or not b.sure


def mirror(first: Draft, second: Draft) -> bool:
    """Whether the second can be what comes back for the first."""
    if first.giver is not None and second.giver is not None and first.giver.same(second.giver):
        return False
    if first.receiver is not None and second.receiver is not None and first.receiver.same(second.receiver):
        return False
    return fits(first.giver, second.receiver) and fits(first.receiver, second.giver)


def merge(first: Draft, second: Draft) -> None:
    """Make the second what comes back for the first."""
    back = second.gives
    if all(t.category == "prisoners" for t in first.gives):
        back = [
            Thing(t.start, t.end, t.head, "prisoners") if t.category in ("troops", "labour") else t
            for t in back
        ]
    first.returns = [*first.returns, *back]
    if not first.receivers and second.givers:
        first.receivers = second.givers
    if not first.givers and second.receivers:
        first.givers = second.receivers
