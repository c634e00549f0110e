"""A return that the report has as delivered, where its source only expected it."""

from __future__ import annotations

from collections.abc import Iterator

from whence.exchanges.exchange import Exchange
from whence.findings.evidence import Evidence, apart, loose
from whence.findings.finding import Finding
from whence.findings.passing import categories, same_way, vouches

_HOPED = ("expected", "requested")
_VAGUE = frozenset({"support", "goods", "agreement"})
"""Categories so wide that two things in them are seldom the same."""


def check(evidence: Evidence) -> Iterator[Finding]:
    """What passes in the report's own voice, or on one word, and is only expected on the same word elsewhere.

    Of the report's own voice only the title and first sentences are held against what its source says:
    further down a report may well tell of other deliveries.
    """
    expected = [
        (one, word)
        for one in evidence.exchanges
        if one.standing in _HOPED
        and (word := vouches(evidence, one)) is not None
        and not any("more" in item.span.text.lower().split() for item in one.gives)
    ]
    for said in evidence.exchanges:
        who = vouches(evidence, said)
        if said.standing != "delivered" or (said.attribution is None and not _leads(evidence, said)):
            continue
        for hoped, word in expected:
            if (
                (said.attribution is not None and who != word)
                or not same_way(said, hoped)
                or not (categories(said) & categories(hoped)) - _VAGUE
                or _of_another_part(evidence, said, hoped)
            ):
                continue
            things = ", ".join(item.span.text for item in said.gives)
            yield Finding(
                "return-overstated",
                "warning",
                f"“{things}” is told as delivered, but {word} only expected it",
                attributions=tuple(dict.fromkeys(x for x in (said.attribution, hoped.attribution) if x)),
                exchanges=(said.id, hoped.id),
            )
            break


def _of_another_part(evidence: Evidence, said: Exchange, hoped: Exchange) -> bool:
    """Whether less was delivered than is expected: "expects 28 bodies; four of them were handed over"."""
    some = [[evidence.figure[i] for i in one.figures if i in evidence.figure] for one in (said, hoped)]
    if any(figure.of is not None for figure in some[0]):
        return True
    return all(some) and all(apart(loose(a), loose(b)) for a in some[0] for b in some[1])


def _leads(evidence: Evidence, one: Exchange) -> bool:
    """Whether it stands in the first paragraph."""
    text = evidence.report.text
    first = text.find("\n", len(text) - len(text.lstrip()))
    start = min(item.span.start for item in one.gives)
    return start < (first if first >= 0 else len(text))
