"""One authority with two figures for one measure at one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from whence.figures.figure import Figure
from whence.findings.evidence import Evidence, apart, loose
from whence.findings.finding import Finding
from whence.findings.scope import in_one_sentence, may_be_of_one_scope, metric

_AHEAD: Final = 100
"""Figures of one measure with which each is compared: bounds the time that a text of nothing else takes."""


def check(evidence: Evidence) -> Iterator[Finding]:
    """Pairs of figures of one authority, metric, side, things, place and time that cannot both hold.

    In a report with more figures of one measure than `_AHEAD`, only those near one another are compared.
    """
    groups: dict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for one in evidence.figures:
        who, what, side = evidence.authority(one), one.measure.what, one.measure.side
        name = metric(one)
        if not (who and what and name) or one.kind != "count" or one.vague or one.polarity == "denied":
            continue
        if one.of is not None or one.change is not None or one.measure.covers == "period":
            continue
        # "100 more", "another 20", "the other five" are counted beside another figure.
        groups[(who, name, side.value.lower() if side else "", what.value.lower())].append(one)
    for some in groups.values():
        allowed = [loose(one) for one in some]
        for i, one in enumerate(some):
            for k, other in enumerate(some[i + 1 : i + 1 + _AHEAD], i + 1):
                if not apart(allowed[i], allowed[k]):
                    continue
                # Two figures in one sentence are mostly of two things, or the new beside the old.
                if in_one_sentence(evidence, one, other) or not may_be_of_one_scope(evidence, one, other):
                    continue
                who = evidence.authority(one)
                yield Finding(
                    "two-figures",
                    "warning",
                    f"{who} is given with two figures for the same: "
                    f"“{one.span.text}” and “{other.span.text}”",
                    (one.id, other.id),
                    tuple(dict.fromkeys(f.attribution for f in (one, other) if f.attribution)),
                )
                break  # the next pair says the same again
