"""Exchanges of the parts of the benchmark do not fall below what was reached.

`floors.json` has, under "exchanges", a floor for each number of `benchmarks/exchanges.py`, per part, and
under "noise" what is allowed for processors that round otherwise.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import exchanges
from whence.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "benchmarks" / "data" / "exchanges"


@pytest.mark.parametrize("part", ["a", "b", "c", "d", "e", "f", "g", "h"])
def test_no_lower_than_before(reader: Reader, part: str) -> None:
    table = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))
    floors, noise = table["exchanges"][part], table["noise"]["exchanges"]
    total = exchanges.Tally()
    for path in (DATA / f"sentences-{part}.jsonl", DATA / f"reports-{part}"):
        tallies, texts = exchanges.measure(path, reader)
        assert texts >= 10
        total.add(tallies["whence"])
    report = total.report()
    reached = {
        "triples_f1": report["triples"]["f1"],
        "triples_precision": report["triples"]["precision"],
        "returns_f1": report["returns"]["f1"],
        "standing": report["standing"],
    }
    assert {name for name, floor in floors.items() if reached[name] < floor - noise} == set(), reached
