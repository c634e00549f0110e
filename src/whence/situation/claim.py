"""A claim: one thing that one report says passes from one party to another, on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from whence.attributions.attribution import Attribution
from whence.exchanges.exchange import ExchangeStanding
from whence.figures.quantity import Kind, Number
from whence.sentences import Sentences

SURE: Final = ("asserted", "claimed", "estimated", "preliminary")
"""How firmly something is put, firmest first; what is put otherwise is not sure."""
NOT_SO: Final = ("denied", "refused", "stopped")
"""Standings by which nothing passes, or no longer."""
STAGES: Final[tuple[ExchangeStanding, ...]] = (
    "requested", "offered", "promised", "agreed", "signed", "expected", "in preparation", "under way",
    "delivered", "stopped", "refused", "denied",
)  # fmt: skip
"""Standings in the order in which an exchange comes about."""
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure that measures what is given, with the claim that it stands in."""

    figure: str
    words: str
    low: Number | None
    high: Number | None
    kind: Kind
    unit: str | None
    reliable: bool
    """Whether it is affirmed, asserted or estimated, a number, and not a change or a customary size."""


@dataclass(frozen=True, slots=True)
class Side:
    """A party by one id, whatever the reports call it."""

    key: str
    """The actor's id, or the name in the form in which names are compared."""
    name: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One category of things in one exchange of one report, from its giver to its receiver."""

    id: str
    """The exchange in its report: "f0c1…d2:x3"; the ledger's own id where it comes from one."""
    giver: Side | None
    receiver: Side | None
    category: str
    items: tuple[str, ...]
    """The words for what is given."""
    standing: ExchangeStanding
    words: str
    """The sentence or sentences of the report."""
    start: int
    end: int
    report: str
    """The report's id."""
    location: str
    outlet: str | None
    published: str | None
    """Day of publication, YYYY-MM-DD; None where it is not known."""
    chain: tuple[str, ...]
    """On whose word, outermost first; empty in the report's own voice."""
    origin: str
    """Whose word it is in the end, in a form that can be compared. One origin is one voice."""
    firmness: str
    """The standing of the attribution that it rests on: "asserted", "claimed", "suspected", …."""
    returned: bool = False
    """Whether it comes in return for something else."""
    anything: bool = False
    """Whether it speaks of "anything", and so of each category that passes this way."""
    more: bool = False
    """Whether it speaks of "more" of a thing, and so not of what passed before."""
    when: str | None = None
    """When it passes or passed, in EDTF, as the report says."""
    amounts: tuple[Amount, ...] = ()
    confidence: float = 0.0

    @property
    def sure(self) -> bool:
        """Whether it is put firmly: asserted, claimed or estimated, and not suspected, alleged or hoped."""
        return self.firmness in SURE

    @property
    def who(self) -> str:
        """On whose word, in words: the last of the chain, or the report's own voice."""
        return self.chain[-1] if self.chain else f"{self.outlet or 'the report'}, in its own voice"


def firmness(attribution: Attribution | None) -> str:
    """How firmly an attribution puts its content; a report's own voice asserts."""
    return attribution.standing if attribution is not None else "asserted"


def sentences(text: str, start: int, end: int) -> tuple[int, int]:
    """The ends of the sentences in which [start, end) stands; never more than a reader takes in at once."""
    low = max(0, start - _LONGEST)
    around = Sentences(text[low : end + _LONGEST])
    if not around.all:
        return start, end
    first, last = around.all[around.at(start - low)], around.all[around.at(max(start, end - 1) - low)]
    return min(start, low + first.start), max(end, low + last.end)


def furthest(claims: Sequence[Claim]) -> Claim | None:
    """The claim by which an exchange got furthest, of those that say it comes about."""
    some = [c for c in claims if c.standing not in NOT_SO]
    return max(some, key=lambda c: (STAGES.index(c.standing), c.published or "", c.id), default=None)
