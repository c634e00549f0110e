"""The history of what two parties agreed: requested, offered, accepted, signed, delivered, on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from whence.exchanges.exchange import ExchangeStanding
from whence.situation.claim import STAGES, Claim, Side
from whence.situation.flow import order

_STEPS: Final = ("requested", "offered", "promised", "agreed", "signed", "delivered", "stopped", "refused")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of an agreement, with all who say that it was reached."""

    standing: ExchangeStanding
    claims: tuple[Claim, ...]
    when: tuple[str, ...]
    """The dates (EDTF) that are given for it, as far as any are; more than one may be a contradiction."""
    reported: str | None
    """The day on which it was first reported."""


@dataclass(frozen=True, slots=True)
class History:
    """The steps between two parties, in the order in which an agreement comes about."""

    parties: tuple[Side, Side]
    steps: tuple[Step, ...]


def histories(claims: Iterable[Claim]) -> tuple[History, ...]:
    """A history for each two parties between whom there is more than what was delivered."""
    pairs: dict[tuple[str, str], list[Claim]] = {}
    sides: dict[str, Side] = {}
    for claim in claims:
        if claim.giver is None or claim.receiver is None or claim.returned or claim.standing not in _STEPS:
            continue
        sides |= {claim.giver.key: claim.giver, claim.receiver.key: claim.receiver}
        first, second = sorted((claim.giver.key, claim.receiver.key))
        pairs.setdefault((first, second), []).append(claim)
    out = []
    for (a, b), some in sorted(pairs.items()):
        steps = tuple(
            step(standing, tuple(sorted((c for c in some if c.standing == standing), key=order)))
            for standing in STAGES
            if any(c.standing == standing for c in some)
        )
        if any(one.standing != "delivered" for one in steps):
            out.append(History((sides[a], sides[b]), steps))
    return tuple(out)


def step(standing: ExchangeStanding, claims: tuple[Claim, ...]) -> Step:
    """One stage out of the claims that it was reached."""
    days = sorted(c.published for c in claims if c.published)
    when = tuple(sorted({c.when for c in claims if c.when}))
    return Step(standing, claims, when, days[0] if days else None)


def days_apart(dates: Iterable[str]) -> bool:
    """Whether two dates cannot be of one day: "2024-11-04" and "2024-12" cannot, with "2024-11" it can."""
    some = [one for one in dates if re.fullmatch(r"\d{4}(-\d\d){0,2}", one)]
    return any(not (a.startswith(b) or b.startswith(a)) for a in some for b in some)
