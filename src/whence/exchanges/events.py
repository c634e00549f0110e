"""Plain events that figures and exchanges refer to: losses, captures, deployments, strikes, sanctions.

An event coder's row needs the event and not only the number of it: each is mapped to PLOVER, and keeps on
whose word it stands. The rules are data (`data/events.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import tomli

from whence.attributions.attribution import Date
from whence.errors import WhenceError
from whence.exchanges.exchange import Exchange, Party
from whence.figures.figure import Figure
from whence.spans import TextSpan

_DATA: Final = Path(__file__).parent / "data" / "events.toml"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is said to have, to one party or between two. What is not said is None."""

    id: str
    kind: str
    """A kind of `events.toml`: "loss", "capture", "deployment", "strike", "sanction"."""
    plover: str
    span: TextSpan
    """The words that say so: the figure's, or the thing that is given."""
    attribution: str | None
    party: Party | None
    """Whose losses, soldiers or arms they are; who sends or sanctions."""
    other: Party | None
    """To whom they are sent, or on whom sanctions lie."""
    place: str | None
    when: Date | None
    figures: tuple[str, ...]
    exchanges: tuple[str, ...]
    denied: bool
    confidence: float


def events_of(
    figures: Iterable[Figure], exchanges: Iterable[Exchange], *, path: Path = _DATA
) -> tuple[Event, ...]:
    """The events of a report, in the order of the text; one for each figure, or exchange without a figure.

    Raises WhenceError where the file at `path` cannot be used.
    """
    rules = _rules(path)
    exchanges = tuple(exchanges)
    found = sorted(
        [*_of_figures(figures, exchanges, rules), *_of_exchanges(exchanges, rules)],
        key=lambda event: (event.span.start, event.kind),
    )
    return tuple(_numbered(found))


def _numbered(found: Iterable[Event]) -> Iterator[Event]:
    for number, event in enumerate(found, start=1):
        values = {name: getattr(event, name) for name in Event.__slots__}
        yield Event(**{**values, "id": f"e{number}"})


def _of_figures(
    figures: Iterable[Figure], exchanges: tuple[Exchange, ...], rules: Mapping[str, Any]
) -> Iterator[Event]:
    kinds = {
        metric: (kind, str(rule["plover"]))
        for kind, rule in rules["metrics"].items()
        for metric in rule["metrics"]
    }
    measured = {figure: x for x in exchanges for figure in x.figures}
    for figure in figures:
        measure = figure.measure
        if measure.metric is None or measure.metric.value not in kinds or figure.same_as is not None:
            continue
        kind, plover = kinds[measure.metric.value]
        on = measured.get(figure.id)
        side = measure.side
        whose = Party(side.value, side.span) if side is not None and side.span is not None else None
        yield Event(
            id="",
            kind=kind,
            plover=plover,
            span=figure.span,
            attribution=figure.attribution,
            party=on.giver if on is not None else whose,
            other=on.receiver if on is not None else None,
            place=measure.place.value if measure.place is not None else None,
            when=measure.as_of or (on.when if on is not None else None),
            figures=(figure.id,),
            exchanges=(on.id,) if on is not None else (),
            denied=figure.polarity == "denied" or (on is not None and on.standing == "denied"),
            confidence=figure.confidence,
        )


def _of_exchanges(exchanges: tuple[Exchange, ...], rules: Mapping[str, Any]) -> Iterator[Event]:
    for exchange in exchanges:
        for kind, rule in rules["exchanges"].items():
            standings = rule.get("standings")
            items = [item for item in exchange.gives if item.category in rule["categories"]]
            if not items or exchange.figures or (standings and exchange.standing not in standings):
                continue
            yield Event(
                id="",
                kind=kind,
                plover=str(rule["plover"]),
                span=items[0].span,
                attribution=exchange.attribution,
                party=exchange.giver,
                other=exchange.receiver,
                place=None,
                when=exchange.when,
                figures=(),
                exchanges=(exchange.id,),
                denied=exchange.standing == "denied",
                confidence=exchange.confidence,
            )


@cache
def _rules(path: Path) -> Mapping[str, Any]:
    try:
        rules = tomli.loads(path.read_text(encoding="utf-8"))
        for kind, rule in rules["metrics"].items():
            if not isinstance(rule["metrics"], list) or not isinstance(rule["plover"], str):
                raise KeyError(f"metrics.{kind}")
        for kind, rule in rules["exchanges"].items():
            if not isinstance(rule["categories"], list) or not isinstance(rule["plover"], str):
                raise KeyError(f"exchanges.{kind}")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WhenceError(f"{path}: these are no rules of events ({error}).") from error
    return rules
