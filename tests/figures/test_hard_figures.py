"""Floors under the hand-made hard cases: they rise with the scores, and never fall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import figures
from whence.reader import Reader

DATA = Path(__file__).parent.parent / "data" / "hard_figures.jsonl"
FLOORS = {
    "found": 99.0,
    "amount": 98.7,
    "kind": 98.5,
    "unit": 89.4,
    "change": 98.0,
    "metric": 90.0,
    "side": 91.3,
    "of": 96.1,
}
MOST_EXTRA = 6


@pytest.fixture(scope="module")
def scores(reader: Reader) -> dict[str, Any]:
    return figures.measure(DATA, reader)


def test_there_are_four_hundred_phrases(scores: dict[str, Any]) -> None:
    assert scores["figures"] >= 400


@pytest.mark.parametrize("name", FLOORS)
def test_a_score_never_falls(scores: dict[str, Any], name: str) -> None:
    assert scores[name] >= FLOORS[name]


def test_little_is_read_where_there_is_no_figure(scores: dict[str, Any]) -> None:
    assert scores["extra"] <= MOST_EXTRA
