"""What Whence prints as JSON: one object per report, of the schema "whence/1".

Stable from the first version on: a field may be added, none is renamed, and `SCHEMA` moves when one
must be. Every `start` and `end` is a half-open range of Unicode code points in `report.text`, and
`report.text[start:end] == text` holds for every span.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from whence.errors import WhenceError

if TYPE_CHECKING:
    from whence.attributions.attribution import Attribution, Authority, Date
    from whence.exchanges.events import Event
    from whence.exchanges.exchange import Exchange, Item, Party
    from whence.figures.figure import Figure, Measure, Named
    from whence.findings.finding import Finding
    from whence.reading import Reading
    from whence.reports.report import Report
    from whence.spans import TextSpan

SCHEMA: Final = "whence/1"

Json = dict[str, Any]


class ContractError(WhenceError):
    """A document is not one that Whence prints; the text names the place in it and what is wrong there."""


def to_json(reading: Reading) -> Json:
    """`reading` as plain dicts and lists, ready for `json.dumps`, as the schema "whence/1" has it."""
    return {
        "schema": SCHEMA,
        "reader": reading.reader or None,
        "warnings": list(reading.warnings),
        "report": _report(reading.report),
        "attributions": [_attribution(attribution) for attribution in reading.attributions],
        "figures": [_figure(figure) for figure in reading.figures],
        "exchanges": [_exchange(exchange) for exchange in reading.exchanges],
        "events": [_event(event) for event in reading.events],
        "findings": [finding_json(finding) for finding in reading.findings],
    }


def schema() -> Json:
    """The JSON Schema (draft 2020-12) of what `to_json` gives."""
    loaded: Json = json.loads(_schema_text())
    return loaded


def validate(document: Any) -> None:
    """Check `document` against the schema and its spans against its text.

    Needs the package `jsonschema`, which Whence itself does without. Raises ContractError at the
    first place where `document` departs from the contract, and WhenceError where `jsonschema` is
    not installed.
    """
    try:
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match
    except ImportError as error:
        raise WhenceError(
            "checking a document needs the package jsonschema: pip install jsonschema"
        ) from error
    wrong = best_match(Draft202012Validator(schema()).iter_errors(document))
    if wrong is not None:
        raise ContractError(f"{wrong.json_path}: {wrong.message}")
    text = document["report"]["text"]
    _check_spans({key: value for key, value in document.items() if key != "report"}, text, "$")
    for kind, field in (("repairs", "before"), ("foreign", None)):
        for i, passage in enumerate(document["report"][kind]):
            start, end = passage["start"], passage["end"]
            if not 0 <= start <= end <= len(text):
                raise ContractError(f"$.report.{kind}[{i}]: [{start}, {end}) lies outside the report's text")
            if field is not None and text[start:end] != passage[field]:
                raise ContractError(
                    f"$.report.{kind}[{i}]: the report's text there is not {passage[field]!r}"
                )


@cache
def _schema_text() -> str:
    return files("whence").joinpath("schema", "whence-1.json").read_text(encoding="utf-8")


def _check_spans(part: Any, text: str, where: str) -> None:
    if isinstance(part, dict):
        if {"text", "start", "end"} <= part.keys() and text[part["start"] : part["end"]] != part["text"]:
            raise ContractError(f"{where}: the report's text at its offsets is not {part['text']!r}")
        for key, value in part.items():
            _check_spans(value, text, f"{where}.{key}")
    elif isinstance(part, list):
        for i, value in enumerate(part):
            _check_spans(value, text, f"{where}[{i}]")


def _span(span: TextSpan) -> Json:
    return {"text": span.text, "start": span.start, "end": span.end}


def _date(date: Date) -> Json:
    return {**_span(date.span), "edtf": date.edtf, "modifier": date.modifier}


def _report(report: Report) -> Json:
    return {
        "id": report.id,
        "location": report.location,
        "outlet": report.outlet,
        "title": report.title,
        "authors": list(report.authors),
        "published": report.published,
        "language": report.language,
        "text": report.text,
        "repairs": [
            {"start": r.start, "end": r.end, "before": r.before, "after": r.after, "rule": r.rule}
            for r in report.repairs
        ],
        "foreign": [
            {"start": f.start, "end": f.end, "language": f.language, "insertion": f.insertion}
            for f in report.foreign
        ],
        "warnings": list(report.warnings),
    }


def _authority(authority: Authority) -> Json:
    return {
        "name": authority.name,
        **_span(authority.span),
        "type": authority.type,
        "anonymous": authority.anonymous,
        "resolved": authority.resolved,
        "actor": authority.actor,
        "with": [_authority(other) for other in authority.also],
    }


def _attribution(attribution: Attribution) -> Json:
    return {
        "id": attribution.id,
        "parent": attribution.parent,
        "source": _span(attribution.source) if attribution.source else None,
        "cue": _span(attribution.cue) if attribution.cue else None,
        "content": [_span(span) for span in attribution.content],
        "form": attribution.form,
        "authority": [_authority(authority) for authority in attribution.authority],
        "polarity": attribution.polarity,
        "standing": attribution.standing,
        "said": _date(attribution.said) if attribution.said else None,
        # Rounded so that the same reading prints the same on every machine.
        "confidence": round(attribution.confidence, 4),
    }


def _figure(figure: Figure) -> Json:
    return {
        "id": figure.id,
        "attribution": figure.attribution,
        **_span(figure.span),
        "low": figure.low,
        "high": figure.high,
        "low_inclusive": figure.low_inclusive,
        "high_inclusive": figure.high_inclusive,
        "approximate": figure.approximate,
        "near": figure.near,
        "vague": figure.vague,
        "kind": figure.kind,
        "unit": figure.unit,
        "of": figure.of,
        "same_as": figure.same_as,
        "parts": list(figure.parts),
        "change": figure.change,
        "polarity": figure.polarity,
        "standing": figure.standing,
        "note": figure.note,
        "measure": _measure(figure.measure),
        "confidence": round(figure.confidence, 4),
    }


def _measure(measure: Measure) -> Json:
    def value(named: Named | None) -> str | None:
        return named.value if named else None

    named = {"what": measure.what, "side": measure.side, "metric": measure.metric, "place": measure.place}
    return {
        **{name: value(one) for name, one in named.items()},
        "as_of": _date(measure.as_of) if measure.as_of else None,
        "since": _date(measure.since) if measure.since else None,
        "covers": measure.covers,
        # The words that each was read from.
        "spans": {name: _span(one.span) for name, one in named.items() if one and one.span},
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "kind": event.kind,
        "plover": event.plover,
        **_span(event.span),
        "attribution": event.attribution,
        "party": _party(event.party),
        "other": _party(event.other),
        "place": event.place,
        "when": _date(event.when) if event.when else None,
        "figures": list(event.figures),
        "exchanges": list(event.exchanges),
        "denied": event.denied,
        "confidence": round(event.confidence, 4),
    }


def _exchange(exchange: Exchange) -> Json:
    return {
        "id": exchange.id,
        "attribution": exchange.attribution,
        "giver": _party(exchange.giver),
        "receiver": _party(exchange.receiver),
        "gives": [_item(item) for item in exchange.gives],
        "in_return": [_item(item) for item in exchange.in_return],
        "standing": exchange.standing,
        "when": _date(exchange.when) if exchange.when else None,
        "trigger": _span(exchange.trigger) if exchange.trigger else None,
        "figures": list(exchange.figures),
        "plover": exchange.plover,
        "confidence": round(exchange.confidence, 4),
    }


def _party(party: Party | None) -> Json | None:
    return {"name": party.name, "actor": party.actor, **_span(party.span)} if party else None


def _item(item: Item) -> Json:
    return {**_span(item.span), "category": item.category}


def finding_json(finding: Finding) -> Json:
    """A finding as plain dicts and lists, as the schema has it."""
    return {
        "id": finding.id,
        "kind": finding.kind,
        "severity": finding.severity,
        "message": finding.message,
        "figures": list(finding.figures),
        "attributions": list(finding.attributions),
        "exchanges": list(finding.exchanges),
    }
