"""An exchange: who gives what to whom, for what, and how far it got, on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whence.attributions.attribution import Date
from whence.spans import TextSpan

ExchangeStanding = Literal[
    "offered", "requested", "agreed", "signed", "promised", "expected", "in preparation", "under way",
    "delivered", "refused", "stopped", "denied",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an exchange: the party it acts for, and the words that name it."""

    name: str
    """The party: "North Korea" for "Pyongyang", "Kim Jong Un", "the North Korean leader"."""
    span: TextSpan
    actor: str | None = None
    """Canonical id of the party ("country:prk"); None where no packaged or given actor is meant."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is given."""

    span: TextSpan
    category: str
    """A category of `items.toml`: "troops", "ammunition", "money", …."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What passes, or is to pass, from one party to another. What the text does not say is None or empty."""

    id: str
    giver: Party | None
    receiver: Party | None
    gives: tuple[Item, ...]
    in_return: tuple[Item, ...] = ()
    standing: ExchangeStanding = "delivered"
    attribution: str | None = None
    """Id of the innermost attribution in whose content it stands; None in the report's own voice."""
    when: Date | None = None
    trigger: TextSpan | None = None
    """The word that says so: "sent", "supply", "in exchange for"."""
    figures: tuple[str, ...] = ()
    """Ids of the figures that measure what is given."""
    plover: str | None = None
    """The PLOVER event type it maps to: "AID", "AGREE", "REQUEST", "REJECT", …."""
    confidence: float = 0.0
