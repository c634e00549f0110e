"""The benchmark on NewsQuant, on sentences of our own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import newsquant
from benchmarks.common import DataError
from benchmarks.newsquant import Item, Tally, Truth, add, truths
from benchmarks.newsquant_words import items
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


# Each word as text/tag/relation/place of its head; a right tree, so that no weights have a say.
TREES = [
    (
        "Latvia/NNP/nsubj/1 borrows/VBZ/ROOT/1 at/IN/case/5 an/DT/det/5 interest/NN/compound/5 "
        "rate/NN/obl/1 of/IN/case/8 2/CD/nummod/8 %/NN/nmod/5",
        ["interest", "rate", "latvia"],
    ),
    (  # a rate set beside is not the subject's
        "Mills/NNS/nsubj/1 fell/VBD/ROOT/1 ,/,/punct/4 on/IN/case/4 turnover/NN/obl/1 of/IN/case/8 "
        "$/$/nmod/4 5/CD/compound/8 million/CD/nummod/6",
        ["turnover"],
    ),
    (
        "Drought/NN/nsubj/1 helps/VBZ/ROOT/1 olive/NN/compound/3 prices/NNS/iobj/1 to/TO/mark/5 "
        "rise/VB/xcomp/1 8/CD/nummod/7 %/NN/obj/5",
        ["olive", "prices"],
    ),
    (
        "Guests/NNS/nsubj/1 paid/VBD/ROOT/1 a/DT/det/3 total/NN/obj/1 of/IN/case/5 $/$/nmod/3 "
        "900/CD/nummod/5 for/IN/case/8 tickets/NNS/obl/1",
        ["guests", "tickets"],
    ),
    (
        "The/DT/det/1 ferry/NN/nsubj:pass/3 was/VBD/aux:pass/3 hit/VBN/ROOT/3 by/IN/case/5 "
        "strikes/NNS/obl:agent/3 over/IN/case/10 the/DT/det/10 past/JJ/amod/10 two/CD/nummod/10 "
        "years/NNS/nmod/5",
        ["ferry"],
    ),
    (
        "The/DT/det/2 median/JJ/amod/2 price/NN/nsubj/6 in/IN/case/4 May/NNP/nmod/2 was/VBD/cop/6 "
        "$/$/ROOT/6 700/CD/nummod/6",
        ["median", "price"],
    ),
    (
        "The/DT/det/1 stock/NN/nsubj/2 trades/VBZ/ROOT/2 on/IN/case/6 6/CD/nummod/5 times/NNS/compound/6 "
        "earnings/NNS/obl/2",
        ["earnings", "stock"],
    ),
]
_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "VBZ": "VERB", "VBD": "VERB", "VBN": "VERB", "VB": "VERB",
    "IN": "ADP", "DT": "DET", "CD": "NUM", "JJ": "ADJ", "TO": "PART", "$": "SYM", ",": "PUNCT",
}  # fmt: skip


@pytest.mark.parametrize(("tree", "concept"), TREES)
def test_a_concept_under_a_right_tree(tree: str, concept: list[str]) -> None:
    rows = [row.rsplit("/", 3) for row in tree.split(" ")]
    doc = Doc(
        spacy.blank("en").vocab,
        words=[row[0] for row in rows],
        spaces=[row[0] != "$" for row in rows],
        tags=[row[1] for row in rows],
        pos=["AUX" if row[2].startswith(("cop", "aux")) else _POS[row[1]] for row in rows],
        lemmas=["pay" if row[0] == "paid" else row[0].lower() for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
    )
    (item,) = items(doc)
    assert sorted(item.concept) == sorted(concept)
