"""What checks of exchanges share: whether two are between the same sides, and on whose word each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.attributions.attribution import Attribution
from whence.exchanges.exchange import Exchange, Party
from whence.findings.evidence import Evidence


def vouches(evidence: Evidence, one: Exchange) -> str | None:
    """Who vouches for an exchange in the end; None in the report's own voice, or where nobody is named."""
    on = evidence.attribution.get(one.attribution or "")
    return on.authority[-1].name if on is not None and on.authority else None


def denial(attribution: Mapping[str, Attribution], one: Exchange) -> Attribution | None:
    """Who denies an exchange: where somebody rejects what another says of it, the one who rejects."""
    at = own = attribution.get(one.attribution or "")
    while at is not None and at.polarity != "denied":
        at = attribution.get(at.parent or "")
    if at is None and own is not None:
        same = (one for one in attribution.values() if one.polarity == "denied")
        at = next((one for one in same if one.content == own.content), None)
    return at or own


def rejections(attributions: Iterable[Attribution], said: Attribution | None) -> list[Attribution]:
    """Who denies what somebody says, in its very words: "France accused Iran of …, which Tehran denies"."""
    if said is None or said.polarity == "denied":
        return []
    return [
        one
        for one in attributions
        if one.polarity == "denied"
        and one.content == said.content
        and one.authority
        and one.authority != said.authority
    ]


def same_way(one: Exchange, other: Exchange) -> bool:
    """Whether both name the same giver and the same receiver."""
    return _same(one.giver, other.giver) and _same(one.receiver, other.receiver)


def categories(one: Exchange) -> set[str]:
    """The categories of what is given."""
    return {item.category for item in one.gives}


def _same(one: Party | None, other: Party | None) -> bool:
    if one is None or other is None:
        return False
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    return one.name.casefold() == other.name.casefold()
