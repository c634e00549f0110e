"""The situation: who gives what to whom, how far it got, and on whose word, over many reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from whence.errors import WhenceError
from whence.findings.finding import Finding
from whence.situation.claim import Claim, Side
from whence.situation.collect import claims_of, named
from whence.situation.flow import Flow, flow_of, order
from whence.situation.steps import History, histories

if TYPE_CHECKING:
    from whence.ledger.store import Ledger
    from whence.reading import Reading


@dataclass(frozen=True, slots=True)
class Situation:
    """What reports say of exchanges between parties, as it was known on a day."""

    flows: tuple[Flow, ...]
    agreements: tuple[History, ...]
    findings: tuple[Finding, ...]
    unplaced: tuple[Claim, ...]
    """Claims of which one side is not named: they are part of no flow."""
    between: tuple[Side, Side] | None = None
    as_of: str | None = None
    reports: int = 0
    """How many reports were looked at."""

    @classmethod
    def of(
        cls,
        readings: Iterable[Reading],
        *,
        between: tuple[str, str] | None = None,
        as_of: str | None = None,
    ) -> Situation:
        """The situation that readings tell of, between two parties or all.

        `between` are two names, ids or capitals; `as_of` is a day, YYYY-MM-DD: what was published later, or
        on an unknown day, is left out. Raises WhenceError where `as_of` is no day, or both parties are one.
        """
        claims: list[Claim] = []
        count, seen = 0, set()
        for reading in readings:
            if reading.report.id in seen or not _by(reading.report.published, as_of):
                continue
            seen.add(reading.report.id)
            count += 1
            claims += claims_of(reading)
        return build(claims, between=between, as_of=as_of, reports=count)

    @classmethod
    def from_ledger(
        cls, ledger: Ledger, *, between: tuple[str, str] | None = None, as_of: str | None = None
    ) -> Situation:
        """The situation that a ledger's reports tell of, as analysts have judged them. As `of` otherwise."""
        from whence.situation.from_ledger import claims_in

        _checked(as_of)
        claims, count = claims_in(ledger, as_of)
        return build(claims, between=between, as_of=as_of, reports=count)

    @property
    def parties(self) -> tuple[Side, ...]:
        """All parties of its flows, by name."""
        found = {side.key: side for flow in self.flows for side in (flow.giver, flow.receiver)}
        return tuple(sorted(found.values(), key=lambda side: side.name))

    @property
    def contested(self) -> tuple[Flow, ...]:
        """The flows that one affirms as done and another denies."""
        return tuple(flow for flow in self.flows if flow.contested)


def build(
    claims: Sequence[Claim], *, between: tuple[str, str] | None, as_of: str | None, reports: int
) -> Situation:
    """A situation out of claims."""
    from whence.situation.findings import findings_in

    _checked(as_of)
    pair = _pair(between)
    claims = sorted(claims, key=order)
    if pair is not None:
        keys = {side.key for side in pair}
        claims = [c for c in claims if {s.key for s in (c.giver, c.receiver) if s is not None} <= keys]
    placed: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    sides: dict[str, Side] = {}
    unplaced = []
    for claim in claims:
        if claim.giver is None or claim.receiver is None:
            unplaced.append(claim)
        elif claim.giver.key != claim.receiver.key:
            sides |= {claim.giver.key: claim.giver, claim.receiver.key: claim.receiver}
            placed[claim.giver.key, claim.receiver.key].append(claim)
    flows: list[Flow] = []
    for (giver, receiver), some in placed.items():
        general = [c for c in some if c.anything and c.standing == "denied"]
        by_category: dict[str, list[Claim]] = defaultdict(list)
        for claim in some:
            if claim not in general:
                by_category[claim.category].append(claim)
        if not by_category and general:
            by_category[general[0].category] = []
        # Who has received nothing may have signed all the same.
        flows += [
            flow_of(sides[giver], sides[receiver], category, said, general if category != "agreement" else [])
            for category, said in by_category.items()
        ]
    flows.sort(key=lambda f: (f.giver.name, f.receiver.name, f.category))
    made = Situation(tuple(flows), histories(claims), (), tuple(unplaced), pair, as_of, reports)
    return replace(made, findings=findings_in(made))


def _pair(between: tuple[str, str] | None) -> tuple[Side, Side] | None:
    if between is None:
        return None
    one, other = named(between[0]), named(between[1])
    if one.key == other.key:
        raise WhenceError(f"{between[0]}, {between[1]}: both are {one.name}. Name two parties.")
    return one, other


def _checked(as_of: str | None) -> None:
    if as_of is None:
        return
    try:
        date.fromisoformat(as_of)
    except ValueError as error:
        raise WhenceError(f"{as_of}: this is no day. Give it as YYYY-MM-DD.") from error


def _by(published: str | None, as_of: str | None) -> bool:
    return as_of is None or (published is not None and published[:10] <= as_of)
