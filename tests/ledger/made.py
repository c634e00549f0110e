"""Readings made by hand for the ledger: small ones of any number, and one in which every field is set."""

from __future__ import annotations

from dataclasses import replace

from whence.attributions.attribution import Attribution, Authority, Date
from whence.exchanges.exchange import Exchange, Item, Party
from whence.figures.figure import Figure, Measure, Named
from whence.findings.finding import Finding
from whence.reading import Reading
from whence.reports.report import Foreign, Repair, Report
from whence.spans import TextSpan

OUTLETS = ("The Inland Post", "Harbour Courier", "Coast Radio")
METRICS = ("killed", "wounded", "casualties")


def made(
    number: int, *, outlet: str | None = None, day: int | None = None, reader: str = "hand 1"
) -> Reading:
    """A report of three claims: one with a figure, one through an outlet, and a figure in its own voice."""
    metric = METRICS[number % 3]
    text = (
        f"The harbour master said on Monday that at least {number + 10} sailors were {metric} "
        "off Port Azure. "
        f"Coast Radio, citing a customs officer, reported that ship {number} carried grain. "
        f"The town has {number + 1000} houses."
    )

    def span(words: str, after: int = 0) -> TextSpan:
        start = text.index(words, after)
        return TextSpan.of(text, start, start + len(words))

    counted, houses = span(f"at least {number + 10}"), span(f"{number + 1000}")
    claims = (
        Attribution(
            "a1",
            span("The harbour master"),
            span("said"),
            (span(f"at least {number + 10} sailors were {metric} off Port Azure"),),
            (Authority("the harbour master", span("The harbour master"), "person"),),
            said=Date(span("Monday"), "2024-12-23"),
            confidence=0.9,
        ),
        Attribution(
            "a2",
            span("Coast Radio"),
            span("reported"),
            (span(f"ship {number} carried grain"),),
            (
                Authority("Coast Radio", span("Coast Radio"), "outlet"),
                Authority("a customs officer", span("a customs officer"), "person", anonymous=True),
            ),
            standing="claimed" if number % 2 else "asserted",
            confidence=0.8,
        ),
    )
    figures = (
        Figure(
            "f1", counted, number + 10, None, True, False, False, "count", None,
            Measure(Named("sailors", span("sailors")), Named("Azure", span("Azure")),
                    Named(metric, span(metric)), Named("Port Azure", span("Port Azure"))),
            attribution="a1", confidence=0.7,
        ),
        Figure(
            "f2", houses, number + 1000, number + 1000, True, True, False, "count", None,
            Measure(Named("houses", span("houses")), metric=Named("stock")), confidence=0.6,
        ),
    )  # fmt: skip
    finding = Finding("missing-date", "note", "the count has no day", figures=("f1",), id="n1")
    report = Report(
        text,
        f"https://news.example/{number}",
        outlet=outlet or OUTLETS[number % 3],
        title=f"Report {number}",
        authors=("A. Writer",),
        published=f"2024-12-{day or number % 28 + 1:02d}",
    )
    return Reading(report, claims, reader, ("a warning",), figures, (), (finding,))


def other_reader(reading: Reading, name: str = "hand 2") -> Reading:
    """The same report as another reader might read it: the first claim as before, the second not."""
    first, second = reading.attributions
    return replace(
        reading,
        reader=name,
        attributions=(replace(second, content=(first.content[0],)), replace(first, id="a3")),
        figures=tuple(replace(f, id=f"f{i + 5}", attribution=None) for i, f in enumerate(reading.figures)),
        findings=(),
    )


def full() -> Reading:
    """A reading in which no field is left as it is by default."""
    text = (
        "Kim \x00 sent 12,000 \ud83d troops or “nearly” 3.0 per cent [vier] to Mosc\ufdd0ow in late October."
    )

    def span(words: str) -> TextSpan:
        start = text.index(words)
        return TextSpan.of(text, start, start + len(words))

    date = Date(span("October"), "2024-10", "late")
    claim = Attribution(
        "a1", span("Kim \x00"), span("sent"), (span("12,000"), span("troops")),
        (
            Authority("Ra\x00dio", span("or"), "outlet", True, False, "outlet:radio",
                      (Authority("Kim \ud83d", span("Kim"), "person"),)),
            Authority("Mosc\ufdd0ow", span("Mosc\ufdd0ow"), "government"),
        ),
        "mixed", "denied", "estimated", date, 0.123456789, "a0",
    )  # fmt: skip
    figure = Figure(
        id="f1", span=span("12,000"), low=12000, high=3.0, low_inclusive=False, high_inclusive=True,
        approximate=True, kind="percentage", unit="percent",
        measure=Measure(
            Named("troops", span("troops")), Named("Kim \x00"), Named("deployed", span("sent")),
            Named("Moscow", span("Mosc\ufdd0ow")), date, Date(span("late")), "period",
        ),
        attribution="a1", of="f2", same_as="f3", parts=("f4", "f5"), change="up", near="below", vague="many",
        polarity="denied", standing="expected", note="a note", confidence=0.987654321,
    )  # fmt: skip
    exchange = Exchange(
        "x1", Party("North Korea", span("Kim"), "country:prk"), Party("Russia", span("Mosc\ufdd0ow"), None),
        (Item(span("troops"), "troops"),), (Item(span("per cent"), "money"),), "promised", "a1", date,
        span("sent"), ("f1",), "AID", 0.5,
    )  # fmt: skip
    report = Report(
        text, "a/'; DROP TABLE report; --\x1b[2J", "<b>Out\x00let</b>", "Tit\udc00le", ("A", "B"),
        "2024-12-24T10:00:00+00:00", "en",
        (Repair(4, 5, "\x00", " ", "rule"),), (Foreign(50, 54, "de", True),), ("doubt\x00",),
    )  # fmt: skip
    finding = Finding("share-mismatch", "error", "3 \x00 of", ("f1",), ("a1",), ("x1",), "n1")
    return Reading(report, (claim,), "hand \ud83d", ("w\x00",), (figure,), (exchange,), (finding,))
