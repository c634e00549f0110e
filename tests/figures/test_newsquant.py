"""The benchmark on NewsQuant, on sentences of our own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import newsquant
from benchmarks.common import DataError
from benchmarks.newsquant import Item, Tally, Truth, add, truths
from whence.reader import Reader
from whence.reader.model import WEIGHTS

SENTENCES = [
    ("The bakery sold more than 300 buns on Friday.", [(">", "300", "bun", "bakery")]),
    ("Mill shares rose 4%.", [("up", "4", "percentage", "Mill shares")]),
    ("The walk is 10 to 12 km.", [("=", "10-12", "kilometre", "walk")]),
]


def write(folder: Path) -> Path:
    path = folder / "sentences.json"
    names = ("change", "value", "normalized_unit", "referred_concepts")
    rows = [{"text": t, "quantities": [dict(zip(names, q, strict=True)) for q in qs]} for t, qs in SENTENCES]
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def test_the_file_is_read(tmp_path: Path) -> None:
    read = truths(write(tmp_path))
    assert read[2][1] == [Truth((10.0, 12.0), "kilometre", "=", ("walk",))]
    assert read[1][1][0].concept == ("mill", "shares")


@pytest.mark.parametrize("text", ["no json", "{}", '[{"text": "x"}]'])
def test_a_file_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"broken\.json"):
        truths(path)


def test_counts() -> None:
    gold = [
        Truth((1.0,), "loaf", "=", ("-",)),
        Truth((1.0,), "cake", "~", ("-",)),
        Truth((5.0,), "x", "=", ("-",)),
    ]
    read = [Item((1.0,), "cake", "~", ("shop",)), Item((2.0,), "x", "=", ("-",))]
    tally = Tally()
    pairs = add(tally, gold, read)
    assert pairs == [(1, 0)]  # the one that agrees more
    assert (tally.truth, tally.read, tally.value, tally.unit, tally.change, tally.whole) == (3, 2, 1, 1, 1, 0)
    report = tally.report("value")["value"]
    assert report == {"precision": 50.0, "recall": 33.3, "f1": 40.0}


@pytest.mark.skipif(not (WEIGHTS / "reader.onnx").exists(), reason="the packaged weights are not there")
def test_three_sentences(tmp_path: Path) -> None:
    result = newsquant.measure(truths(write(tmp_path)), Reader.load(), errors=True)
    assert result["errors"] == []
    assert {name: score["f1"] for name, score in result["whence"].items()} == dict.fromkeys(
        result["whence"], 100.0
    )
