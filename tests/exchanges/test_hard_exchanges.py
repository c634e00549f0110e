"""Floors under the hand-made hard cases: they rise with the scores, and never fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import exchanges
from whence.reader import Reader

HARD = Path(__file__).parent.parent / "data" / "hard_exchanges.jsonl"


@pytest.fixture(scope="module")
def tallies(reader: Reader) -> dict[str, exchanges.Tally]:
    found, texts = exchanges.measure(HARD, reader)
    assert texts >= 100
    return found


def test_giver_receiver_and_item(tallies: dict[str, exchanges.Tally]) -> None:
    triples = tallies["whence"].report()["triples"]
    assert triples["precision"] >= 0.95
    assert triples["f1"] >= 0.95


def test_what_comes_back(tallies: dict[str, exchanges.Tally]) -> None:
    assert tallies["whence"].report()["returns"]["f1"] >= 0.9


def test_how_far_it_got(tallies: dict[str, exchanges.Tally]) -> None:
    assert tallies["whence"].report()["standing"] >= 0.95


def test_a_verb_with_subject_object_and_dative_is_not_enough(tallies: dict[str, exchanges.Tally]) -> None:
    ours, naive = (tallies[way].report()["triples"]["f1"] for way in ("whence", "baseline"))
    assert naive < ours / 2
