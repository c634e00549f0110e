"""One agreement that is signed on two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from whence.exchanges.exchange import Exchange
from whence.findings.evidence import Evidence
from whence.findings.finding import Finding

_DATE: Final = re.compile(r"\d{4}-\d\d(-\d\d)?")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Pairs of signings of the same thing by the same two, whose dates cannot be of one day."""
    signed = [
        x for x in evidence.exchanges
        if x.standing == "signed" and x.when is not None and _DATE.fullmatch(x.when.edtf or "")
    ]  # fmt: skip
    told: set[str] = set()
    for i, one in enumerate(signed):
        for other in signed[i + 1 :]:
            if other.id in told or _sides(one) != _sides(other) or not _things(one) & _things(other):
                continue
            a, b = _edtf(one), _edtf(other)
            if a.startswith(b) or b.startswith(a):
                continue
            told |= {one.id, other.id}
            yield Finding(
                "two-dates",
                "warning",
                f"what was signed has two dates: {a} and {b}",
                attributions=tuple(dict.fromkeys(x for x in (one.attribution, other.attribution) if x)),
                exchanges=(one.id, other.id),
            )


def _edtf(one: Exchange) -> str:
    return (one.when.edtf if one.when is not None else None) or ""


def _sides(one: Exchange) -> frozenset[str]:
    parties = [party for party in (one.giver, one.receiver) if party is not None]
    return frozenset((party.actor or party.name).casefold() for party in parties)


def _things(one: Exchange) -> set[str]:
    """The last words of what is signed: "the mutual defence treaty" and "the treaty" are one."""
    return {item.span.text.casefold().split()[-1] for item in one.gives}
