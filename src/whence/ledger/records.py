"""What a ledger answers with: statements and figures, each with its report and on whose word, as judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whence.ledger import keys

Number = int | float


@dataclass(frozen=True, slots=True)
class Source:
    """The report that something stands in, at its first appearance."""

    report_id: str
    outlet: str | None
    title: str | None
    location: str
    published: str | None


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A figure with its report and its statement. What is not known is None; dates are in EDTF."""

    id: str
    n: int
    source: Source
    attribution: str | None
    """Id of the attribution that it stands in; None in the report's own voice."""
    chain: tuple[tuple[str, ...], ...]
    """The authorities, outermost first, joint ones together; empty in the report's own voice."""
    said: str | None
    """When it was said."""
    said_from: str | None
    said_to: str | None
    statement: str
    """The words that it stands in: the attribution's content, or its own."""
    words: str
    start: int
    end: int
    low: Number | None
    high: Number | None
    low_inclusive: bool
    high_inclusive: bool
    approximate: bool
    near: str | None
    vague: str | None
    kind: str
    unit: str | None
    of: str | None
    change: str | None
    what: str | None
    side: str | None
    metric: str | None
    place: str | None
    as_of: str | None
    since: str | None
    covers: str | None
    polarity: str
    standing: str
    note: str | None
    confidence: float

    @property
    def origin(self) -> str | None:
        """Whose figure it is: the last link of the chain."""
        return " + ".join(self.chain[-1]) if self.chain else None

    @property
    def point(self) -> Number | None:
        """The one number given, where it is one and no bound or range."""
        return self.low if self.low is not None and self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution with the figures in it, or a figure that the report gives in its own voice."""

    id: str
    n: int
    source: Source
    chain: tuple[tuple[str, ...], ...]
    words: str
    cue: str | None
    form: str | None
    polarity: str
    standing: str
    said: str | None
    confidence: float
    figures: tuple[FigureRecord, ...]


def statement_of(
    report: Mapping[Any, Any], claim: Mapping[Any, Any] | None, figures: list[FigureRecord]
) -> Statement:
    """The statement that rows stand for: of an attribution, or where there is none of its one figure."""
    if claim is None:
        (figure,) = figures
        return Statement(
            figure.id, figure.n, figure.source, (), figure.words, None, None, figure.polarity,
            figure.standing, None, figure.confidence, (figure,),
        )  # fmt: skip
    return Statement(
        id=claim["id"],
        n=claim["n"],
        source=source_of(report),
        chain=chain_of(claim),
        words=claim["words"],
        cue=claim["cue_words"],
        form=claim["form"],
        polarity=claim["polarity"],
        standing=claim["standing"],
        said=_said(claim),
        confidence=claim["confidence"],
        figures=tuple(figures),
    )


def figure_record(
    report: Mapping[Any, Any], claim: Mapping[Any, Any] | None, row: Mapping[Any, Any]
) -> FigureRecord:
    """A figure out of its row, that of its report, and that of the attribution that it stands in."""
    reading = row["reading_id"]
    detail = row["detail"]
    corrected = row["original"] or {}

    def number(name: str) -> Number | None:
        # A column of numbers does not tell 3 from 3.0; what was read does, unless it was corrected.
        value: Number | None = row[name]
        if name not in corrected:
            value = detail[name]
        elif value is not None and float(value).is_integer():
            value = int(value)
        return value

    return FigureRecord(
        id=row["id"],
        n=row["n"],
        source=source_of(report),
        attribution=claim["id"] if claim is not None else None,
        chain=chain_of(claim) if claim is not None else (),
        said=_said(claim) if claim is not None else None,
        said_from=claim["said_from"] if claim is not None else None,
        said_to=claim["said_to"] if claim is not None else None,
        statement=claim["words"] if claim is not None else row["words"],
        low=number("low"),
        high=number("high"),
        of=keys.item_id(reading, row["of"]) if row["of"] else None,
        **{name: row[name] for name in _PLAIN},
    )


_PLAIN = (
    "words", "start", "end", "low_inclusive", "high_inclusive", "approximate", "near", "vague", "kind",
    "unit", "change", "what", "side", "metric", "place", "as_of", "since", "covers", "polarity", "standing",
    "note", "confidence",
)  # fmt: skip


def source_of(report: Mapping[Any, Any]) -> Source:
    """The source that a report's row stands for."""
    return Source(report["id"], report["outlet"], report["title"], report["location"], report["published"])


def chain_of(claim: Mapping[Any, Any]) -> tuple[tuple[str, ...], ...]:
    """The authorities of an attribution's row, outermost first, joint ones together."""
    return tuple(tuple(link) for link in claim["chain"])


def _said(claim: Mapping[Any, Any]) -> str | None:
    corrected = claim["original"] or {}
    if "said_from" in corrected:
        return _range(claim["said_from"], claim["said_to"])
    said: list[Any] | None = claim["said"]
    return said[2] if said else None


def _range(first: str | None, last: str | None) -> str | None:
    return first if first == last else f"{first}/{last}"
