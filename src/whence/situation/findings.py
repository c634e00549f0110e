"""What does not agree between reports of one situation, or rests on less than it seems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from whence.findings.finding import Finding
from whence.situation.claim import Claim
from whence.situation.flow import Flow
from whence.situation.steps import History, days_apart

if TYPE_CHECKING:
    from whence.situation.situation import Situation


def findings_in(situation: Situation) -> tuple[Finding, ...]:
    """All findings of a situation; `exchanges` of each are the ids of claims."""
    found = [
        finding
        for flow in situation.flows
        for check in (_denied, _overstated, _one_origin)
        for finding in check(flow)
    ]
    found += [finding for history in situation.agreements for finding in _two_dates(history)]
    return tuple(replace(finding, id=f"n{number}") for number, finding in enumerate(found, 1))


def _denied(flow: Flow) -> Iterator[Finding]:
    """One says that it passes, another denies that."""
    if not flow.contested:
        return
    against = [c for c in flow.denied if not c.anything] or list(flow.denied)
    done = [c for c in flow.affirmed if c.standing in ("delivered", "under way")]
    yes = next(c for c in done if any(c.origin != d.origin for d in against))
    no = next(d for d in against if d.origin != yes.origin)
    yield Finding(
        "exchange-denied",
        "warning",
        f"{_name(flow)} is {yes.standing} on the word of {yes.who}, and denied by {no.who}",
        exchanges=_ids((*done, *against)),
    )


def _overstated(flow: Flow) -> Iterator[Finding]:
    """Of one origin one report has it delivered, and another only expected, at the same time or later."""
    for said in flow.affirmed:
        if said.standing != "delivered" or said.more or not said.chain:
            continue
        hoped = next(
            (
                c for c in flow.affirmed
                if c.standing == "expected" and c.origin == said.origin and c.report != said.report
                and not c.more and (c.published or "") >= (said.published or "") and c.chain
            ),
            None,
        )  # fmt: skip
        if hoped is not None:
            yield Finding(
                "return-overstated",
                "warning",
                f"{_name(flow)} is delivered in {said.outlet or 'a report'} on the word of {said.who}, "
                f"and only expected on the same word in {hoped.outlet or 'another'}",
                exchanges=_ids((said, hoped)),
            )
            return


def _one_origin(flow: Flow) -> Iterator[Finding]:
    """Several reports, and one origin behind them all."""
    reports = {c.report for c in flow.affirmed}
    if len(reports) > 1 and len(flow.origins) == 1:
        yield Finding(
            "one-origin",
            "note",
            f"{_name(flow)} stands in {len(reports)} reports and rests on one origin: {flow.affirmed[0].who}",
            exchanges=_ids(flow.affirmed),
        )


def _two_dates(history: History) -> Iterator[Finding]:
    """An agreement is signed once."""
    one, other = history.parties
    for step in history.steps:
        if step.standing == "signed" and days_apart(step.when):
            yield Finding(
                "two-dates",
                "warning",
                f"what {one.name} and {other.name} signed has two dates: {' and '.join(step.when)}",
                exchanges=_ids(tuple(c for c in step.claims if c.when)),
            )


def _name(flow: Flow) -> str:
    return f"{flow.category} from {flow.giver.name} to {flow.receiver.name}"


def _ids(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.id for c in claims))
