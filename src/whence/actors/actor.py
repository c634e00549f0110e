"""An actor: a person, state, body, organisation or outlet behind the names that reports give it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ActorKind = Literal[
    "person", "office", "country", "government", "military", "agency", "organisation", "group", "outlet"
]
OutletSort = Literal["agency", "newspaper", "magazine", "broadcaster", "online"]
Funding = Literal["state", "state-funded", "public"]
How = Literal[
    "name", "capital", "context", "common", "people", "office", "body", "surname", "title", "apposition",
    "transliteration", "domain",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tenure:
    """That somebody held an office. Only days on which it is sure that they did are counted."""

    role: str
    """The id of a role: "president", "foreign-minister"."""
    owner: str
    """Whose office it is: the id of a country, a body or an organisation."""
    first: date
    """The first day that is sure."""
    until: date | None
    """The day after the last that is sure; None where there is no end."""

    def held(self, on: date) -> bool:
        """Whether the office was surely held on a day."""
        return self.first <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that speaks or acts, by one id whatever a report calls it."""

    id: str
    """Kind and a word: "country:prk", "person:volodymyr-zelensky", "agency:kor-nis", "outlet:reuters"."""
    name: str
    kind: ActorKind
    party: str
    """Id of the actor for whom it acts: a president's country; its own id for a state, group or outlet."""
    names: tuple[str, ...] = ()
    """Other names that always mean it, as written; its `name` is not among them."""
    domains: tuple[str, ...] = ()
    country: str | None = None
    """For an outlet, where it is made; for others the party, where that is a country."""
    sort: OutletSort | None = None
    funding: Funding | None = None
    tenures: tuple[Tenure, ...] = field(default=(), repr=False)

    @property
    def state_run(self) -> bool:
        """Whether this is an outlet that speaks for a state."""
        return self.funding == "state"


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a name means, and why it is thought so."""

    actor: Actor
    how: How
    score: float
    """1 for a name that means nobody else, less where it is only likely; an order, not a probability."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody whom a name may mean. Never merged without a person's judgement."""

    actor: Actor
    name: str
    """The name of the actor that is like the one asked for."""
    score: float
    """Likeness of the two names, 0 to 1."""
