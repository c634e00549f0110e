"""The examples are read as they were when their golden files were made."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from whence.contract import to_json, validate
from whence.reader import Reader

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
AGAIN = "Run examples/make_goldens.py and look at the difference."
ALIKE = 0.9
"""What two readings have in common at least where a processor without the golden's instructions reads: its
last bits differ, and what is rounded by them to eight bits."""


def module(path: Path) -> ModuleType:
    """A script that is in no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made  # where its dataclasses look for their annotations
    spec.loader.exec_module(made)
    return made


goldens = module(EXAMPLES / "make_goldens.py")
REPORTS: list[Path] = goldens.reports()
each = pytest.mark.parametrize("report", REPORTS, ids=lambda p: p.stem)


def golden(report: Path) -> dict[str, Any]:
    path = goldens.golden_path(report)
    assert path.is_file(), f"{report.name} has no golden file. {AGAIN}"
    made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return made


def gist(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """What must not change unseen: which attributions there are, where, on whose word and how sure."""

    def place(span: dict[str, Any] | None) -> tuple[int, int, str] | None:
        return (span["start"], span["end"], span["text"]) if span else None

    def links(chain: list[dict[str, Any]]) -> list[Any]:
        return [
            (link["name"], link["type"], link["anonymous"], place(link), links(link.get("with", [])))
            for link in chain
        ]

    return [
        {
            **{key: a[key] for key in ("id", "parent", "form", "polarity", "standing")},
            "source": place(a["source"]),
            "cue": place(a["cue"]),
            "content": [place(part) for part in a["content"]],
            "authority": links(a["authority"]),
            "said": (place(a["said"]), a["said"]["edtf"]) if a["said"] else None,
        }
        for a in reading["attributions"]
    ]


def alike(some: list[dict[str, Any]], others: list[dict[str, Any]]) -> float:
    """The share of attributions that two readings of a report have in common, whatever their numbers."""

    def bare(a: dict[str, Any]) -> str:
        return json.dumps({key: value for key, value in a.items() if key not in ("id", "parent")})

    a, b = Counter(map(bare, some)), Counter(map(bare, others))
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def test_there_are_examples_and_no_golden_of_none() -> None:
    assert len(REPORTS) >= 10
    assert {p.name for p in goldens.GOLDEN.glob("*")} <= {goldens.golden_path(r).name for r in REPORTS}


@each
def test_a_golden_is_as_the_contract_has_it(report: Path) -> None:
    made = golden(report)
    validate(made["reading"])
    assert made["reading"]["report"]["location"] == report.name
    assert made["reading"]["reader"] is None
    assert made["reading"]["attributions"]
    assert all(a["confidence"] == round(a["confidence"], 1) for a in made["reading"]["attributions"])


@each
def test_an_example_is_read_as_its_golden_has_it(report: Path, reader: Reader) -> None:
    made = golden(report)
    was, now = made["made_with"], goldens.made_with(reader)
    same_processor = was.pop("instructions") == now.pop("instructions")
    assert was == now, f"{report.name} was read with other weights. {AGAIN}"
    reading = goldens.document(report, reader)
    if same_processor:
        assert gist(reading) == gist(made["reading"]), AGAIN
    else:
        assert alike(gist(reading), gist(made["reading"])) >= ALIKE
    for key in ("repairs", "foreign", "language", "outlet", "title", "published"):
        assert reading["report"][key] == made["reading"]["report"][key], AGAIN


def test_the_gist_sees_what_changes(reading: Any) -> None:
    document = to_json(reading)
    before = gist(document)
    assert gist(json.loads(json.dumps(document))) == before
    document["attributions"][0]["confidence"] = 0.1
    assert gist(document) == before
    document["attributions"][0]["standing"] = "asserted"
    assert gist(document) != before
    assert 0.5 < alike(gist(document), before) < 1
    assert alike(before, before) == 1
    assert alike([], before) == 0
