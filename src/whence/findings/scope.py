"""Whether two figures of a report can be about the same: authority, side, things, place and time."""

from __future__ import annotations

from whence.dates import Date
from whence.figures.figure import Figure, Named
from whence.findings.evidence import Evidence


def metric(figure: Figure) -> str | None:
    """The name of the figure's metric, where it has one."""
    return figure.measure.metric.value if figure.measure.metric is not None else None


def may_be_of_one_scope(evidence: Evidence, one: Figure, other: Figure) -> bool:
    """Whether nothing in the text sets two figures apart.

    The same authority must vouch for both, the same side must be named with both, and place, time,
    period and what is counted must not differ. What only one of them says sets them apart too,
    unless they stand in one sentence: silence is better than a false alarm.
    """
    if one.attribution != other.attribution and evidence.authority(one) != evidence.authority(other):
        return False
    if one.polarity != other.polarity or one.standing != other.standing or one.change != other.change:
        return False
    a, b = one.measure, other.measure
    near = in_one_sentence(evidence, one, other)
    if a.covers != b.covers:
        return False
    for x, y in ((a.side, b.side), (a.place, b.place)):
        if _value(x) != _value(y) and not (near and (x is None or y is None)):
            return False
    for d, e in ((a.as_of, b.as_of), (a.since, b.since)):
        if _day(d) != _day(e) and not (near and (d is None or e is None)):
            return False
    return True


def in_one_sentence(evidence: Evidence, one: Figure, other: Figure) -> bool:
    """Whether nothing that ends a sentence stands between the two."""
    first, last = sorted((one.span, other.span))
    between = evidence.report.text[first.end : last.start]
    return len(between) < 200 and not any(mark in between for mark in (". ", "! ", "? ", "\n"))


def _value(named: Named | None) -> str | None:
    return named.value.lower() if named is not None else None


def _day(date: Date | None) -> str | None:
    return None if date is None else date.edtf or date.span.text.lower()
