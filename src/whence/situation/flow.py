"""A flow: one category of things one way, with how far it got, how much, and who says so or denies it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from whence.exchanges.exchange import ExchangeStanding
from whence.figures.quantity import Kind
from whence.situation.claim import NOT_SO, STAGES, SURE, Amount, Claim, Side, furthest


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest amount of independent origins: a range of what is said, and no truth."""

    kind: Kind
    unit: str | None
    lowest: tuple[Amount, Claim]
    highest: tuple[Amount, Claim]
    origins: int


@dataclass(frozen=True, slots=True)
class Flow:
    """What passes from one party to another in one category, in the words of all who speak of it."""

    giver: Side
    receiver: Side
    category: str
    standing: ExchangeStanding
    """As most surely, then most lately reported; "denied" where no one affirms."""
    standing_on: Claim
    """The claim that gives the standing."""
    furthest: ExchangeStanding
    """As far as anybody says that it got."""
    affirmed: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    """Those who deny that anything passed; a denial of "anything" stands in each flow of its way."""
    amounts: tuple[Bounds, ...]
    origins: tuple[str, ...]
    """The independent origins of those who affirm it."""

    @property
    def contested(self) -> bool:
        """Whether one origin says that it passed, or passes, and another denies that."""
        done = {c.origin for c in self.affirmed if c.standing in ("delivered", "under way")}
        return any(done - {c.origin} for c in self.denied)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, by day."""
        return tuple(sorted({*self.affirmed, *self.denied}, key=order))

    @property
    def key(self) -> str:
        """A name for it, unlike any other's in its situation."""
        return f"{self.giver.key} {self.receiver.key} {self.category}"


def flow_of(
    giver: Side, receiver: Side, category: str, claims: Sequence[Claim], denials: Sequence[Claim] = ()
) -> Flow:
    """The flow that some claims make up; `denials` are those that speak of anything at all, this way."""
    affirmed = tuple(sorted((c for c in claims if c.standing != "denied"), key=order))
    # Who denies something else by general words, and affirms this, does not deny it.
    denied = tuple(sorted({*(c for c in claims if c.standing == "denied"), *denials}, key=order))
    on = max(affirmed, key=weight) if affirmed else max(denied, key=weight)
    far = furthest(affirmed)
    return Flow(
        giver=giver,
        receiver=receiver,
        category=category,
        standing=on.standing,
        standing_on=on,
        furthest=far.standing if far is not None else on.standing,
        affirmed=affirmed,
        denied=denied,
        amounts=tuple(_bounds(affirmed)),
        origins=tuple(dict.fromkeys(c.origin for c in affirmed)),
    )


def weight(claim: Claim) -> tuple[bool, bool, str, int, int, float, str]:
    """The heavier, the more a claim says of how a flow stands: first firm, then late.

    That more of a thing is to come says nothing of what came before.
    """
    firm = -SURE.index(claim.firmness) if claim.sure else -len(SURE)
    return (
        not claim.more, claim.sure, claim.published or "", firm, STAGES.index(claim.standing),
        claim.confidence, claim.id,
    )  # fmt: skip


def order(claim: Claim) -> tuple[str, str, bool, int]:
    """By day, those without one last; what is said before its denial."""
    return claim.published or "9999", claim.id, claim.standing in NOT_SO, claim.start


def _bounds(claims: Sequence[Claim]) -> list[Bounds]:
    """Of each origin its latest reliable amount, and of those the lowest and the highest."""
    groups: dict[tuple[Kind, str | None], dict[str, tuple[Amount, Claim]]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda c: (c.published or "", c.id)):
        if claim.standing in NOT_SO:
            continue
        for amount in claim.amounts:
            if amount.reliable:
                groups[(amount.kind, amount.unit)][claim.origin] = (amount, claim)
    out = []
    for (kind, unit), latest in groups.items():
        some = list(latest.values())
        low = min(some, key=lambda one: (_low(one[0]), one[1].id))
        high = max(some, key=lambda one: (_high(one[0]), one[1].id))
        out.append(Bounds(kind, unit, low, high, len(some)))
    return out


def _low(amount: Amount) -> float:
    return float(amount.low) if amount.low is not None else 0.0


def _high(amount: Amount) -> float:
    return float(amount.high) if amount.high is not None else _low(amount)
