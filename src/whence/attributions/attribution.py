"""An attribution: who says what, on whose word, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from whence.dates import Date, Modifier
from whence.spans import TextSpan

AuthorityType = Literal[
    "person", "outlet", "government", "military", "agency", "organisation", "group", "document", "unknown"
]
__all__ = ["Attribution", "Authority", "AuthorityType", "Date", "Form", "Modifier", "Polarity", "Standing"]

Form = Literal["direct", "indirect", "mixed"]
Polarity = Literal["affirmed", "denied"]
Standing = Literal[
    "asserted", "claimed", "estimated", "preliminary", "conditional", "expected", "unverified",
    "alleged", "suspected", "planned", "demanded", "asked",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Authority:
    """One link of an authority chain: a person, outlet or body on whose word something rests."""

    name: str
    """The fullest name the report gives, else the words that stand for it."""
    span: TextSpan
    """The words at this attribution: "he", "the institute", "Radio Free Europe"."""
    type: AuthorityType = "unknown"
    anonymous: bool = False
    resolved: bool = True
    """False for a pronoun or description whose bearer was not found: `name` is then its words."""
    actor: str | None = None
    also: tuple[Authority, ...] = ()
    """Others who say it jointly at this point of the chain; printed as `with`."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution relation (PolNeAR's terms) with all that was read of it."""

    id: str
    source: TextSpan | None
    cue: TextSpan | None
    content: tuple[TextSpan, ...]
    authority: tuple[Authority, ...]
    """Outermost first: the outlet cited, then whom it cites; the last is where the content comes from."""
    form: Form = "indirect"
    polarity: Polarity = "affirmed"
    standing: Standing = "asserted"
    said: Date | None = None
    confidence: float = 0.0
    """Chance that source, cue and content are as an annotator would mark them, calibrated (0 to 1)."""
    parent: str | None = None
    """Id of the attribution in whose content this one stands."""


def under_denial(attributions: Iterable[Attribution]) -> frozenset[str]:
    """Ids of those that deny, and of those that stand in what somebody denies."""
    by_id = {one.id: one for one in attributions}
    below = set()
    for one in by_id.values():
        at: Attribution | None = one
        while at is not None and at.polarity != "denied":
            at = by_id.get(at.parent or "")
        if at is not None:
            below.add(one.id)
    return frozenset(below)
