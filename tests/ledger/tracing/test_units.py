"""Series of things in several units, and figures that a headline announces."""

from __future__ import annotations

from dataclasses import replace

from tests.ledger.tracing.made import told
from tests.ledger.tracing.test_tracing import add
from whence.ledger.store import Ledger
from whence.ledger.tracing import trace
from whence.reading import Reading
from whence.spans import TextSpan


def grain(figure: str, amount: int, outlet: str, who: str, of: str = "count") -> Reading:
    text = f"{who} said that {figure} had reached Tovan."
    return told(
        text, figure, amount=(amount, amount), outlet=outlet, day="2031-03-05", who=who, what=None,
        metric="supplied", side="Sarim", of=of, title="News",
    )  # fmt: skip


def test_tonnes_and_heads_are_not_compared(ledger: Ledger) -> None:
    add(
        ledger,
        grain("40,000 tonnes", 40_000, "Meridian", "Joan Ferrer", "measure"),
        grain("38,000 tonnes", 38_000, "Coastline Today", "Mele Vaka", "measure"),
        grain("12 drones", 12, "Hangang", "Ada Roth"),
    )
    series = trace(ledger, metric="supplied", side="Sarim")
    (line,) = series.lines
    assert len(line.points) == 3
    assert line.envelope is not None
    assert (line.envelope.lowest.figure.low, line.envelope.highest.figure.high) == (38_000, 40_000)
    assert not any("12 drones" in f.message for f in series.findings if f.kind == "conflict")


def test_a_headline_is_no_origin_of_its_own(ledger: Ledger) -> None:
    title = "Admiral: 1,840 sailors dead"
    text = f"{title}\n\nAdmiral Joan Ferrer said on Monday that 1,840 sailors had been killed."
    below = told(
        text, "1,840", amount=(1840, 1840), outlet="Meridian", day="2031-03-05", who="Admiral",
        what="sailors", metric="killed", side="Sarim", title=title,
    )  # fmt: skip
    (headline,) = below.figures
    at = text.index("1,840", len(title))
    body = replace(headline, id="f2", span=TextSpan.of(text, at, at + 5), attribution="a2")
    (claim,) = below.attributions
    named = TextSpan.of(text, text.index("Joan"), text.index("Joan") + len("Joan Ferrer"))
    said = TextSpan.of(text, text.index("that 1,840"), len(text) - 1)
    spoken = replace(
        claim, id="a2", source=named, content=(said,),
        authority=(replace(claim.authority[0], name="Joan Ferrer", span=named),),
    )  # fmt: skip
    add(ledger, replace(below, figures=(headline, body), attributions=(claim, spoken)))
    (line,) = trace(ledger, metric="killed", side="Sarim").lines
    assert (len(line.points), line.origins) == (2, 1)
