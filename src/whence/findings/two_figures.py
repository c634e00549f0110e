"""One authority with two figures for one measure at one time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from whence.figures.figure import Figure
from whence.findings.evidence import Evidence, apart, loose
from whence.findings.finding import Finding
from whence.findings.scope import in_one_sentence, may_be_of_one_scope, metric

_UPDATED: Final = re.compile(
    r"\b(?:initially|originally|previously|earlier|later|at first|first said|revised|updated|raised"
    r"|since then|by (?:then|evening|night|nightfall|morning|midday|noon)"
    r"|rose|risen|rising|climbed|another|more bodies)\b",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(r"\b(?:from|against|than|to)\s+(?:the\s+|about\s+|some\s+)?$", re.IGNORECASE)
_DAY: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|overnight"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d+)?)\b",
    re.IGNORECASE,
)
_WHERE: Final = re.compile(
    r"\b(?:in|at|for|by|during|on|near|over|with|after|under)\s+(?:the\s+|an?\s+|its\s+)?((?:[\w’'-]+\s+){0,2}?[\w’'-]+)"
    r"(?=[\s,.;]|$)", re.IGNORECASE
)  # fmt: skip
_END: Final = re.compile(r"[.!?][”\"’']?\s+|\n")
_LONGEST: Final = 300
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
        if evidence.report.text[one.span.end : one.span.end + 7].startswith((" more", " fewer", " other")):
            continue  # "1 million more votes than"
        if _COMPARED.search(evidence.report.text[max(0, one.span.start - 20) : one.span.start]):
            continue  # "up from 40" is what was
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
                if _told_apart(evidence.report.text, one, other):
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


def _told_apart(text: str, one: Figure, other: Figure) -> bool:
    """Whether the sentences say that the one is newer, or of another day, place or occasion."""
    sentences = [_sentence(text, figure) for figure in (one, other)]
    if any(_UPDATED.search(sentence) for sentence in sentences):
        return True
    days = [{m[0].lower() for m in _DAY.finditer(sentence)} for sentence in sentences]
    if all(days) and days[0] != days[1]:
        return True
    where = [{m[1].lower() for m in _WHERE.finditer(_behind(text, figure))} for figure in (one, other)]
    return all(where) and where[0] != where[1]


def _sentence(text: str, figure: Figure) -> str:
    start = max(
        (m.end() for m in _END.finditer(text, max(0, figure.span.start - _LONGEST), figure.span.start)),
        default=0,
    )
    end = _END.search(text, figure.span.end, figure.span.end + _LONGEST)
    return text[max(start, figure.span.start - _LONGEST) : end.start() if end else figure.span.end + _LONGEST]


def _behind(text: str, figure: Figure) -> str:
    """What stands behind a figure in its clause."""
    return re.split(r"[,;]|[.!?]\s|\n", text[figure.span.end : figure.span.end + _LONGEST], maxsplit=1)[0]
