"""Who gives and gets where neither subject nor object says it: blame, talks, places, laws, payments."""

from __future__ import annotations

import pytest

from tests.misread import MISREAD
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report

CASES = [
    ("Britain has accused Iran of shipping drones to Sudan.", "Iran", "Sudan", "drones"),
    (
        "The Treasury imposed sanctions on two Chinese firms for supplying Iran with drone parts.",
        "two Chinese firms",
        "Iran",
        "goods",
    ),
    (
        "Vietnam is in talks with the United States to buy transport planes, two sources said.",
        "United States",
        "Vietnam",
        "aircraft",
    ),
    ("Peru signed a contract with Hyundai Rotem to buy 150 tanks.", "Hyundai Rotem", "Peru", "vehicles"),
    (
        "Qatar has pledged $50 million for the reconstruction of hospitals in Gaza.",
        "Qatar",
        "Gaza",
        "money",
    ),
    ("Belarus has sold its neighbour Lithuania electricity for years.", "Belarus", "Lithuania", "energy"),
    (
        "An Indian cargo plane with 30 tonnes of medicine landed in Damascus.",
        "India",
        "Syria",
        "medical",
    ),
    (
        "A U.S. aid shipment of 1,000 tonnes of flour reached northern Gaza on Saturday.",
        "United States",
        "northern Gaza",
        "food",
    ),
    (
        "The U.S. Congress passed a bill that gives Israel $14 billion in military aid.",
        "United States",
        "Israel",
        "money",
    ),
]


@pytest.mark.parametrize(("text", "giver", "receiver", "category"), CASES)
def test_sides(reader: Reader, text: str, giver: str, receiver: str, category: str) -> None:
    (one,) = read_report(Report(text), reader).exchanges
    assert one.giver is not None
    assert one.receiver is not None
    assert (one.giver.name, one.receiver.name) == (giver, receiver)
    assert one.gives[0].category == category


def test_who_pays_for_the_things_of_another_gives_them(reader: Reader) -> None:
    (one,) = read_report(Report("Norway is paying for Kyiv's drones."), reader).exchanges
    assert one.giver is not None
    assert one.receiver is not None
    assert (one.giver.name, one.receiver.name) == ("Norway", "Ukraine")


def test_who_is_kept_from_giving_is_no_giver_of_the_keeper(reader: Reader) -> None:
    (one,) = read_report(Report("Bern has blocked Spain from sending Ukraine guns."), reader).exchanges
    assert one.giver is not None
    assert one.giver.name == "Spain"
    assert one.standing == "refused"


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("The EU paid Turkey 6 billion euros for taking in Syrian refugees.", "support"),
        ("Iran freed five Americans in a swap for $6 billion.", "money"),
        (
            "Washington lifted sanctions on Belarusian potash in exchange for the release of 52 prisoners.",
            "prisoners",
        ),
        pytest.param(
            "Wagner fighters guarded mines in Mali in return for a share of the gold.", "goods", marks=MISREAD
        ),
        ("Lebanon asked Iraq for fuel oil. Baghdad agreed and will be paid in medicine.", "medical"),
        ("Italy has delivered six jets to Nigeria. Abuja paid $90 million for the aircraft.", "money"),
    ],
)
def test_what_comes_back(reader: Reader, text: str, back: str) -> None:
    (one,) = read_report(Report(text), reader).exchanges
    assert [item.category for item in one.in_return] == [back]


def test_captives_go_to_who_holds_the_others(reader: Reader) -> None:
    text = "Israel released 90 Palestinian prisoners in exchange for three women held by Hamas."
    (one,) = read_report(Report(text), reader).exchanges
    assert one.receiver is not None
    assert one.receiver.name == "Hamas"


def test_the_freed_go_nowhere_that_nobody_names(reader: Reader) -> None:
    text = "The Houthis, who receive missiles from Tehran, freed 14 sailors on Sunday."
    found = read_report(Report(text), reader).exchanges
    assert [x.gives[0].category for x in found if x.receiver is not None] == ["missiles"]


@pytest.mark.parametrize(
    "text",
    [
        "Moscow warned Washington against sending missiles to Asia.",
        "Qatar said it would arm itself.",
        "The party got 34% of the vote in the east.",
        "Troops from Chad entered the Nigerian town of Damasak.",
        "Israel extended its ceasefire with Hamas by two days.",
    ],
)
def test_no_exchange(reader: Reader, text: str) -> None:
    assert read_report(Report(text), reader).exchanges == ()
