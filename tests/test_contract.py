from __future__ import annotations

import copy
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from whence.attributions.attribution import Attribution, Authority
from whence.contract import SCHEMA, ContractError, schema, to_json, validate
from whence.reading import Reading
from whence.reports.report import Report
from whence.spans import TextSpan

SPAN = {"text", "start", "end"}


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_a_reading_prints_as_the_contract_has_it(reading: Reading) -> None:
    document = to_json(reading)
    validate(document)
    validate(json.loads(json.dumps(document)))
    assert document["schema"] == SCHEMA == "whence/1"
    assert document["figures"] == document["exchanges"] == document["findings"] == []
    report = document["report"]
    assert {
        "id", "location", "outlet", "title", "authors", "published", "language", "text", "repairs", "foreign",
    } <= report.keys()  # fmt: skip
    assert report["published"] is None
    assert report["repairs"][0]["after"] == "lives which"
    assert report["foreign"][0]["language"] == "es"
    first, second, third, fourth, fifth = document["attributions"]
    assert first.keys() >= {
        "id", "parent", "source", "cue", "content", "form", "authority", "polarity", "standing", "said",
        "confidence",
    }  # fmt: skip
    assert first["said"] == {
        **first["said"],
        "text": "Monday",
        "edtf": "2024-12-23",
        "modifier": "early",
    }
    assert first["said"].keys() == SPAN | {"edtf", "modifier"}
    assert [link["name"] for link in first["authority"]] == ["The Harbour Courier", "two port officials"]
    assert first["authority"][1]["anonymous"] is True
    assert len(second["content"]) == 2
    assert third["parent"] == "a2"
    assert third["polarity"] == "denied"
    assert third["authority"][0]["resolved"] is False
    assert fourth["source"] is None
    assert fourth["authority"] == []
    joint = fifth["authority"][0]["with"]
    assert [one["name"] for one in joint] == ["Coast Guard"]
    assert joint[0].keys() == fifth["authority"][0].keys()


def test_every_field_of_the_contract_is_required(reading: Reading) -> None:
    document = to_json(reading)
    for key in ("schema", "report", "attributions", "figures", "exchanges", "findings"):
        with pytest.raises(ContractError, match=key):
            validate({name: value for name, value in document.items() if name != key})


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (("schema",), "whence/2", "schema"),
        (("attributions", 0, "form"), "sung", "form"),
        (("attributions", 0, "confidence"), 1.5, "confidence"),
        (("attributions", 0, "content"), [], "content"),
        (("attributions", 0, "authority", 0, "type"), "wizard", "type"),
        (("attributions", 0, "cue", "start"), 3, "offsets"),
        (("attributions", 4, "authority", 0, "with", 0, "text"), "Coast", "offsets"),
        (("report", "repairs", 0, "before"), "lives", "repairs"),
        (("report", "foreign", 0, "end"), 10_000, "foreign"),
        (("report", "id"), "1", "id"),
    ],
)
def test_what_departs_from_the_contract_is_found(
    reading: Reading, path: tuple[str | int, ...], value: object, complaint: str
) -> None:
    document = copy.deepcopy(to_json(reading))
    place = document
    for key in path[:-1]:
        place = place[key]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    with pytest.raises(ContractError, match=complaint):
        validate(document)


def test_fields_may_be_added(reading: Reading) -> None:
    document = to_json(reading)
    document["attributions"][0]["later"] = document["later"] = {"kind": "new"}
    validate(document)


def test_later_parts_fit_the_schema(reading: Reading) -> None:
    document = to_json(reading)
    words = document["attributions"][3]["content"][0]
    date = {**document["attributions"][0]["said"]}
    document["figures"] = [
        {
            "id": "f1", "attribution": "a4", **words, "low": 4000, "high": None, "low_inclusive": True,
            "high_inclusive": False, "approximate": False, "kind": "measure", "unit": "tonne", "of": None,
            "change": None, "confidence": 0.5,
            "measure": {
                "what": "grain", "side": None, "metric": "missing", "place": None, "as_of": date,
                "since": None,
            },
        }
    ]  # fmt: skip
    document["exchanges"] = [
        {
            "id": "x1", "attribution": None, "giver": {"name": "A", "actor": None, **words}, "receiver": None,
            "gives": [{**words, "category": "food"}], "in_return": [], "standing": "under way", "when": date,
        }
    ]  # fmt: skip
    document["findings"] = [
        {
            "id": "n1", "kind": "share-mismatch", "severity": "note", "message": "it does not add up",
            "figures": ["f1"], "attributions": [], "exchanges": ["x1"],
        }
    ]  # fmt: skip
    validate(document)
    document["figures"][0]["kind"] = "guess"
    with pytest.raises(ContractError, match="kind"):
        validate(document)


@given(st.data())
def test_any_text_keeps_its_offsets(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=60))
    start = data.draw(st.integers(0, len(text) - 1))
    words = TextSpan.of(text, start, data.draw(st.integers(start + 1, len(text))))
    claim = Attribution("a1", words, words, (words,), (Authority(words.text, words),), confidence=1 / 3)
    document = json.loads(json.dumps(to_json(Reading(Report(text), (claim,)))))
    validate(document)
    assert document["report"]["text"] == text
    assert document["attributions"][0]["confidence"] == 0.3333


def test_a_reader_without_a_name_is_null(reading: Reading) -> None:
    assert to_json(replace(reading, reader=""))["reader"] is None
