"""A situation on a terminal: flows each way, and under each who says so and who denies it."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from whence.cli.safe import printable
from whence.situation import Bounds, Claim, Flow, History, Situation

_SHOWN = 6
"""Claims of a flow that are printed; the others are in the JSON."""


def situation_lines(found: Situation, width: int) -> list[Text]:
    """The whole situation, a block for each direction between two parties."""
    out = [Text(_title(found), "bold")]
    if not found.flows:
        out.append(Text("Nothing that passes between two named parties was found."))
    ways: dict[tuple[str, str], list[Flow]] = {}
    for flow in found.flows:
        ways.setdefault((flow.giver.key, flow.receiver.key), []).append(flow)
    for flows in ways.values():
        first = flows[0]
        out += [
            Text(),
            Text(f"{printable(first.giver.name)} → {printable(first.receiver.name)}", "bold"),
        ]
        size = max(len(flow.category) for flow in flows)
        for flow in flows:
            out += _flow(flow, size, width)
    for history in found.agreements:
        out += [Text(), *_history(history, width)]
    if found.unplaced:
        out += [Text(), Text("One side not named", "bold")]
        for claim in found.unplaced:
            giver = printable(claim.giver.name) if claim.giver else "(nobody named)"
            receiver = printable(claim.receiver.name) if claim.receiver else "(nobody named)"
            out += _wrapped(Text(f"{giver} → {receiver}, {claim.category}: {claim.standing}"), width, 2, 4)
            out += _claim(claim, width)
    if found.findings:
        out += [Text(), Text("What does not hold, or rests on less than it seems", "bold")]
        for finding in found.findings:
            text = f"{finding.severity} {finding.kind}: {printable(finding.message)}"
            out += _wrapped(Text(text), width, 2, 4)
    return out


def _title(found: Situation) -> str:
    between = " and ".join(printable(side.name) for side in found.between) if found.between else "all parties"
    day = f", as reported by {found.as_of}" if found.as_of else ""
    count = f"{found.reports} report{'s' if found.reports != 1 else ''}"
    return f"What passes between {between}{day} · {count}"


def _flow(flow: Flow, size: int, width: int) -> list[Text]:
    line = Text.assemble((flow.category.ljust(size), "bold"), "  ", flow.standing)
    if flow.furthest != flow.standing:
        line.append(f", {flow.furthest} at the furthest")
    if flow.contested:
        line.append(", contested", "bold")
    elif flow.affirmed and flow.denied:
        line.append(", not believed delivered by " + _names(flow.denied))
    origins = len(flow.origins)
    line.append(f" · {origins} independent origin{'s' if origins != 1 else ''}", "dim")
    for bounds in flow.amounts:
        line.append(f" · {_amount(bounds)}")
    out = _wrapped(line, width, 2, size + 4)
    claims = flow.claims
    for claim in claims[-_SHOWN:]:
        out += _claim(claim, width)
    if len(claims) > _SHOWN:
        out.append(Text(f"      ({len(claims) - _SHOWN} earlier ones are in --json)", "dim"))
    return out


def _claim(claim: Claim, width: int) -> list[Text]:
    chain = " → ".join(map(printable, claim.chain)) or "in its own voice"
    where = f"{printable(claim.outlet or 'outlet unknown')}, {claim.published or 'date unknown'}"
    when = f", {claim.when}" if claim.when else ""
    head = f"{'−' if claim.standing == 'denied' else '+'} {claim.standing}{when}: {where}: {chain}"
    quote = Text(f"“{printable(' '.join(claim.words.split()))}” {claim.id}", "italic")
    return [*_wrapped(Text(head), width, 4, 6), *_wrapped(quote, width, 6, 6)]


def _history(history: History, width: int) -> list[Text]:
    one, other = history.parties
    out = [Text(f"What {printable(one.name)} and {printable(other.name)} agreed, step by step", "bold")]
    for step in history.steps:
        when = f" {' or '.join(step.when)}" if step.when else ""
        first = f"first reported {step.reported}" if step.reported else "reported on an unknown day"
        out += _wrapped(Text.assemble((step.standing, "bold"), f"{when}, {first}"), width, 2, 4)
        for claim in step.claims[:_SHOWN]:
            out += _claim(claim, width)
    return out


def _amount(bounds: Bounds) -> str:
    low, high = printable(bounds.lowest[0].words), printable(bounds.highest[0].words)
    said = f"“{low}”" if low == high else f"“{low}” to “{high}”"
    return f"{said} ({bounds.origins} origin{'s' if bounds.origins != 1 else ''})"


def _names(claims: Sequence[Claim]) -> str:
    return ", ".join(dict.fromkeys(printable(c.who) for c in claims))


def _wrapped(text: Text, width: int, first: int, rest: int) -> list[Text]:
    console = Console(file=StringIO(), width=width, legacy_windows=False, _environ={})
    lines: list[Text] = []
    for line in text.wrap(console, max(8, width - rest), overflow="fold"):
        line.rstrip()
        lines.append(Text.assemble(" " * (rest if lines else first), line))
    return lines
