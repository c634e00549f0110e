"""Short reports with their readings made by hand, so that these tests need no reader."""

from __future__ import annotations

from whence.attributions.attribution import Attribution, Authority
from whence.dates import Date
from whence.figures.figure import Figure, Measure, Named
from whence.reading import Reading
from whence.reports.report import Report
from whence.spans import TextSpan


def span(text: str, words: str, after: int = 0) -> TextSpan:
    """The first place of `words` in a text."""
    start = text.index(words, after)
    return TextSpan.of(text, start, start + len(words))


def told(
    text: str,
    figure: str,
    *,
    amount: tuple[float | None, float | None],
    outlet: str,
    day: str,
    who: str | None = None,
    kind: str = "person",
    what: str | None = None,
    metric: str | None = None,
    side: str | None = None,
    place: str | None = None,
    said: str | None = None,
    standing: str = "asserted",
    inclusive: bool = True,
    approximate: bool = False,
    of: str = "count",
    title: str | None = None,
) -> Reading:
    """A report with one figure, on the word of `who`, who must stand in the text."""
    low, high = amount
    claims: tuple[Attribution, ...] = ()
    if who is not None:
        named = span(text, who)
        claims = (
            Attribution(
                "a1", named, None, (span(text, text.split(".")[0]),),
                (Authority(who, named, kind, anonymous=kind == "group"),),  # type: ignore[arg-type]
                standing=standing, confidence=0.9,  # type: ignore[arg-type]
                said=Date(named, said) if said else None,
            ),
        )  # fmt: skip

    def name(value: str | None) -> Named | None:
        return Named(value) if value else None

    one = Figure(
        "f1", span(text, figure), low, high,
        low is not None and inclusive, high is not None and inclusive, approximate,
        of, "percent" if of == "percentage" else None,  # type: ignore[arg-type]
        Measure(name(what), name(side), name(metric), name(place)),
        attribution="a1" if claims else None, confidence=0.9,
    )  # fmt: skip
    report = Report(
        text, f"https://news.example/{outlet}/{day}/{abs(hash(text)) % 10**6}", outlet=outlet,
        title=title or "A report", published=day,
    )  # fmt: skip
    return Reading(report, claims, "hand 1", (), (one,))


def stated(
    text: str,
    content: str,
    who: str,
    *,
    outlet: str,
    day: str,
    cue: str = "said",
    kind: str = "person",
    polarity: str = "affirmed",
    standing: str = "asserted",
    said: str | None = None,
) -> Reading:
    """A report with one statement without a figure, on the word of `who`, who must stand in the text."""
    named = span(text, who)
    claim = Attribution(
        "a1", named, span(text, cue), (span(text, content),),
        (Authority(who, named, kind, anonymous=kind == "group"),),  # type: ignore[arg-type]
        polarity=polarity, standing=standing, confidence=0.9,  # type: ignore[arg-type]
        said=Date(named, said) if said else None,
    )  # fmt: skip
    report = Report(
        text, f"https://news.example/{outlet}/{day}/{abs(hash(text)) % 10**6}", outlet=outlet,
        title="A report", published=day,
    )  # fmt: skip
    return Reading(report, (claim,), "hand 1", (), ())
