"""All checks of one report, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from whence.attributions.attribution import Attribution
from whence.exchanges.exchange import Exchange
from whence.figures.figure import Figure
from whence.findings import (
    change_mismatch,
    exchange_denied,
    killed_over_casualties,
    missing_date,
    own_inference,
    part_over_whole,
    range_reversed,
    remainder_mismatch,
    return_overstated,
    share_mismatch,
    share_over_one,
    sum_mismatch,
    two_dates,
    two_figures,
)
from whence.findings.evidence import Evidence
from whence.findings.finding import Finding
from whence.reports.report import Report

CHECKS: Final[dict[str, Callable[[Evidence], Iterable[Finding]]]] = {
    "share-mismatch": share_mismatch.check,
    "part-over-whole": part_over_whole.check,
    "killed-over-casualties": killed_over_casualties.check,
    "sum-mismatch": sum_mismatch.check,
    "remainder-mismatch": remainder_mismatch.check,
    "change-mismatch": change_mismatch.check,
    "range-reversed": range_reversed.check,
    "share-over-one": share_over_one.check,
    "own-inference": own_inference.check,
    "two-figures": two_figures.check,
    "missing-date": missing_date.check,
    "exchange-denied": exchange_denied.check,
    "return-overstated": return_overstated.check,
    "two-dates": two_dates.check,
}
"""Each check by the kind of finding it makes."""


def check_report(
    report: Report,
    attributions: Sequence[Attribution],
    figures: Sequence[Figure],
    exchanges: Sequence[Exchange] = (),
) -> tuple[Finding, ...]:
    """What does not hold within one report."""
    evidence = Evidence(report, attributions, figures, exchanges)
    once = {
        (finding.kind, frozenset(finding.figures) or finding.message): finding
        for check in CHECKS.values()
        for finding in check(evidence)
    }
    found = list(once.values())
    place = {f.id: f.span.start for f in figures}
    place |= {x.id: x.gives[0].span.start for x in exchanges if x.gives}
    found.sort(
        key=lambda n: min(
            (place[i] for i in (*n.figures, *n.exchanges) if i in place), default=len(report.text)
        )
    )
    return tuple(replace(finding, id=f"n{i}") for i, finding in enumerate(found, 1))
