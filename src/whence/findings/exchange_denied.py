"""An exchange that one authority affirms and another denies, in one report."""

from __future__ import annotations

from collections.abc import Iterator

from whence.exchanges.exchange import Exchange
from whence.findings.evidence import Evidence
from whence.findings.finding import Finding
from whence.findings.passing import categories, denial, rejections, same_way, vouches

_DONE = ("delivered", "under way")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Exchanges of one category, giver and receiver that one origin has done, and another denies."""
    told: set[str] = set()
    for no in evidence.exchanges:
        denied = denial(evidence.attribution, no) if no.standing == "denied" else None
        if denied is None or not denied.authority:
            continue
        against = denied.authority[-1].name
        for yes in evidence.exchanges:
            affirmed = vouches(evidence, yes)
            if (
                yes.standing not in _DONE
                or affirmed is None
                or affirmed == against
                or yes.id in told
                or not same_way(yes, no)
                or not categories(yes) & categories(no)
            ):
                continue
            told.add(yes.id)
            yield _finding(yes, affirmed, against, denied.id, (yes.id, no.id))
            break  # the next pair says the same again
    for yes in evidence.exchanges:
        affirmed = vouches(evidence, yes)
        said = evidence.attribution.get(yes.attribution or "")
        if affirmed is None or yes.standing not in _DONE or yes.id in told:
            continue
        for denied in rejections(evidence.attributions, said)[:1]:
            yield _finding(yes, affirmed, denied.authority[-1].name, denied.id, (yes.id,))


def _finding(yes: Exchange, affirmed: str, against: str, denied: str, exchanges: tuple[str, ...]) -> Finding:
    return Finding(
        "exchange-denied",
        "warning",
        f"“{_things(yes)}” passed, or passes, on the word of {affirmed}; it is denied by {against}",
        attributions=tuple(dict.fromkeys(x for x in (yes.attribution, denied) if x)),
        exchanges=exchanges,
    )


def _things(one: Exchange) -> str:
    return ", ".join(item.span.text for item in one.gives)
