"""Plain events: what figures and exchanges refer to, with PLOVER's types."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.contract import to_json, validate
from whence.errors import WhenceError
from whence.exchanges.events import events_of
from whence.reader import Reader
from whence.reading import Reading, read_report
from whence.reports.report import Report


def reading(reader: Reader, text: str) -> Reading:
    return read_report(Report(text), reader)


def test_losses_on_whose_word(reader: Reader) -> None:
    found = reading(reader, "At least 300 Chadian soldiers were killed in Kanem, the ministry said.")
    (event,) = found.events
    assert (event.id, event.kind, event.plover) == ("e1", "loss", "ASSAULT")
    assert event.party is not None
    assert event.party.name == "Chad"
    assert event.figures == (found.figures[0].id,)
    assert event.attribution == found.attributions[0].id
    assert not event.denied


def test_soldiers_sent_are_a_deployment_between_two(reader: Reader) -> None:
    found = reading(reader, "Rwanda has sent 2,000 soldiers to Mozambique.")
    (event,) = (e for e in found.events if e.kind == "deployment")
    assert event.plover == "MOBILIZE"
    assert event.party is not None
    assert event.other is not None
    assert (event.party.name, event.other.name) == ("Rwanda", "Mozambique")
    assert event.exchanges == ("x1",)


def test_soldiers_without_a_number(reader: Reader) -> None:
    found = reading(reader, "Rwanda has sent soldiers to Mozambique.")
    assert [(e.kind, e.exchanges, e.figures) for e in found.events] == [("deployment", ("x1",), ())]


def test_nothing_happened(reader: Reader) -> None:
    assert reading(reader, "The minister sent a message to Oslo.").events == ()


def test_they_stand_in_the_json(reader: Reader) -> None:
    pytest.importorskip("jsonschema")
    document = to_json(reading(reader, "About 40 Chadian soldiers were wounded, the army said."))
    validate(document)
    assert [e["kind"] for e in document["events"]] == ["loss"]


def test_a_file_of_no_rules(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    path.write_text("[metrics.loss]\nmetrics = 3\n", encoding="utf-8")
    with pytest.raises(WhenceError, match="no rules of events"):
        events_of((), (), path=path)
