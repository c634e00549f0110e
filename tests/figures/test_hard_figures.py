"""Floors under the hand-made hard cases: they rise with the scores, and never fall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import figures
from whence.reader import Reader

DATA = Path(__file__).parent.parent / "data" / "hard_figures.jsonl"
FLOORS = {
    "found": 99.4,
    "amount": 99.2,
    "kind": 99.0,
    "unit": 91.2,
    "change": 98.5,
    "metric": 90.2,
    "side": 91.9,
    "of": 96.8,
}
MOST_EXTRA = 2


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
