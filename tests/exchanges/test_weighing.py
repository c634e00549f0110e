"""Rules and reader weighed against each other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from whence.attributions import attribute
from whence.exchanges.categories import Thing
from whence.exchanges.read import tell_by_rules
from whence.exchanges.side import Side
from whence.exchanges.weighing import Candidate, Weights, candidates, features, packaged_weights, weigh
from whence.parse import Parse
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report

NORWAY = Side("Norway", 0, 1, "country:nor")
UKRAINE = Side("Ukraine", 3, 4, "country:ukr")
POLAND = Side("Poland", 5, 6, "country:pol")
TANKS = Thing(2, 3, 2, "vehicles")
BY_ITEM = Weights(("item",), (1.0,), 0.5, 0.5, 0.5, 0.5)
"""As sure as the reader is that the thing is given."""


def candidate(giver: Side | None, receiver: Side | None, odds: float, thing: Thing = TANKS) -> Candidate:
    return Candidate(thing, giver, receiver, (odds, odds, odds))


def test_what_is_not_sure_enough_goes() -> None:
    sure, unsure = candidate(NORWAY, UKRAINE, 0.8), candidate(NORWAY, UKRAINE, 0.4, Thing(8, 9, 8, "money"))
    assert weigh([sure, unsure], BY_ITEM) == [sure]
    assert sure.confidence == pytest.approx(0.8)


def test_the_surer_of_two_that_exclude_each_other_stays() -> None:
    right, wrong = candidate(NORWAY, UKRAINE, 0.9), candidate(POLAND, NORWAY, 0.7)
    assert weigh([wrong, right], BY_ITEM) == [right]


def test_two_receivers_of_one_gift_both_stay() -> None:
    both = [candidate(NORWAY, UKRAINE, 0.9), candidate(NORWAY, POLAND, 0.8)]
    assert weigh(both, BY_ITEM) == both


def test_of_two_readings_of_one_giver_only_the_surer_stays(reader: Reader) -> None:
    text = (
        "The Koreans met the Russians, and the soldiers went with their shells to the men at the front, "
        "whom Minsk and Tehran had armed; they in turn were promised it, a paper that had seen them said."
    )
    parse = Parse.of(Report(text), reader)
    read = tell_by_rules(parse, attribute(parse, reader))
    proposals = read.proposals()
    assert proposals is not None
    some = candidates([], proposals, read.innermost)
    ranks = {c.rank for c in some}
    assert len(ranks) > 1, "only one reading was proposed"
    kept = weigh(some, replace(packaged_weights(), least_proposed=0.0))
    assert len({(c.thing.head, c.rank) for c in kept}) == len({c.thing.head for c in kept})


def test_features_are_those_that_were_fitted() -> None:
    weights = packaged_weights()
    assert tuple(features(candidate(NORWAY, None, 0.5))) == weights.features
    assert len(weights.weights) == len(weights.features)
    assert 0 < weights.least_one_sided < weights.least_told <= weights.least_proposed < 1
    assert 0 < weights.least_returned < weights.least_told


def test_certainty_of_the_reader_is_bounded() -> None:
    known = features(candidate(None, NORWAY, 1.0))
    assert known["no giver"] == 1.0
    assert all(abs(v) < 10 for v in known.values())
    json.dumps(known, allow_nan=False)


def test_confidence_is_a_probability_and_not_one_for_all(reader: Reader) -> None:
    text = (
        "Norway has sent Ukraine forty ambulances, the ministry in Oslo said.\n\n"
        "A shipping magnate stumped up two million euros so that the island's school could be rebuilt."
    )
    found = read_report(Report(text), reader).exchanges
    assert found
    assert all(0 < x.confidence < 1 for x in found)


def test_what_comes_back_is_told_beside_what_it_is_for(reader: Reader) -> None:
    # The money and oil at one report's end are for troops, and not for the shells at its beginning.
    examples = Path(__file__).resolve().parents[2] / "examples"
    for path in sorted(examples.rglob("*.txt")):
        report = Report(path.read_text(encoding="utf-8"))
        for x in read_report(report, reader).exchanges:
            near = [i.span.start for i in x.gives]
            for item in x.in_return:
                assert min(abs(item.span.start - at) for at in near) < 600, (path.name, item.span.text)
