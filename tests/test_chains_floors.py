"""Whole attributions in the examples and the hard cases do not fall below what was reached.

`floors.json` has, under "chains", a floor for each number of `benchmarks/chains.py`, per folder or file:

    {"chains": {"examples": {"recall": 80.0}, "hard_attributions.jsonl": {"chain": 70.0}}}

For `own_voice_attributed` the number is a ceiling. Under "noise" stands what is allowed for
processors that round otherwise.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from whence.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "floors.json"
PATHS = {
    "examples": ROOT / "examples",
    "hard_attributions.jsonl": ROOT / "tests/data/hard_attributions.jsonl",
}
CEILINGS = frozenset({"own_voice_attributed"})


def benchmark() -> ModuleType:
    path = ROOT / "benchmarks" / "chains.py"
    spec = importlib.util.spec_from_file_location("benchmark_chains", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made  # where its dataclasses look for their annotations
    spec.loader.exec_module(made)
    return made


def noise() -> float:
    found: float = json.loads(FLOORS.read_text(encoding="utf-8"))["noise"]["chains"]
    return found


def floors() -> dict[str, dict[str, float]]:
    found: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    if not found.get("chains"):
        pytest.skip("tests/floors.json has no floors for chains")
    chains: dict[str, dict[str, float]] = found["chains"]
    assert set(chains) <= set(PATHS)
    return chains


def scores(name: str, reader: Reader) -> dict[str, Any]:
    chains = benchmark()
    tally = chains.Tally()
    for case in chains.cases(PATHS[name]):
        chains.score(case, reader, tally)
    assert not [error for error in tally.errors if error.startswith("truth")]
    found: dict[str, Any] = chains.summary(tally)
    return found


@pytest.mark.parametrize("name", PATHS)
def test_whole_attributions_keep_their_floors(name: str, reader: Reader) -> None:
    wanted = floors().get(name)
    if not wanted:
        pytest.skip(f"tests/floors.json has no floors for {name}")
    found = scores(name, reader)
    below = {
        key: (found[key], floor)
        for key, floor in wanted.items()
        if found[key] is None or (found[key] > floor if key in CEILINGS else found[key] < floor - noise())
    }
    assert not below, "now, and as it was"


@pytest.mark.parametrize("name", PATHS)
def test_every_case_counts(name: str) -> None:
    cases = list(benchmark().cases(PATHS[name]))
    assert len(cases) >= 10
    assert len({case.name for case in cases}) == len(cases)
    assert sum(len(case.attributions) for case in cases) > 20
