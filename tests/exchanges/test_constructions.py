"""Constructions in which the sides, the thing or its price stand in unusual places."""

from __future__ import annotations

import pytest

from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report

CASES = [
    ("Norway's donation of 22 F-16s to Ukraine was announced in Oslo.", "Norway", "Ukraine", "aircraft"),
    ("Tehran gave Hezbollah rockets, cash and training.", "Iran", "Hezbollah", "missiles"),
    ("The Pentagon is sending Israel more interceptors.", "United States", "Israel", "missiles"),
    (
        "Egypt has rejected a request from Washington to send artillery shells to Ukraine.",
        "Egypt",
        "Ukraine",
        "ammunition",
    ),
    ("The German chancellor thanked Qatar for the gas.", "Qatar", "Germany", "energy"),
    ("The junta turned to Beijing for loans.", "China", "junta", "money"),
    ("The ministry paid Nairobi 12 million euros.", "ministry", "Kenya", "money"),
    ("Slovakia denies having let Kyiv have any of its Soviet-made jets.", "Slovakia", "Ukraine", "aircraft"),
    ("The firm has granted a yard in Busan a licence to build the engine.", "firm", "yard", "technology"),
]


@pytest.mark.parametrize(("text", "giver", "receiver", "category"), CASES)
def test_sides_and_category(reader: Reader, text: str, giver: str, receiver: str, category: str) -> None:
    found = read_report(Report(text), reader).exchanges
    assert len(found) == 1
    (one,) = found
    assert one.giver is not None
    assert one.giver.name == giver
    assert one.receiver is not None
    assert receiver in one.receiver.name
    assert one.gives[0].category == category


def test_a_price_behind_a_colon(reader: Reader) -> None:
    text = "Moscow is giving Pyongyang oil. The price: a million shells."
    (found,) = read_report(Report(text), reader).exchanges
    assert [item.category for item in found.in_return] == ["ammunition"]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels took the town from the army after a week of shelling.",
        "She thanked the voters for their support.",
        "The president turned to his wife for comfort.",
        "The referee handed Spain a penalty.",
        "Poland says that it has put at least 200 of Putin's soldiers out of action.",
        "Taiwan protested in May. China sent 30 aircraft across the middle of the strait.",
    ],
)
def test_no_exchange(reader: Reader, text: str) -> None:
    assert read_report(Report(text), reader).exchanges == ()


def test_a_request_met_with_a_refusal(reader: Reader) -> None:
    text = "Kenya's request to Ankara for drones met with a polite refusal."
    (found,) = read_report(Report(text), reader).exchanges
    assert found.standing == "refused"


def test_what_was_ordered_and_has_come(reader: Reader) -> None:
    text = "Manila has received two of the four frigates that it ordered from South Korea in 2021."
    (found,) = read_report(Report(text), reader).exchanges
    assert (found.standing, found.gives[0].category) == ("delivered", "ships")


def test_the_one_neighbour_of_a_report(reader: Reader) -> None:
    text = "Moscow sold Pyongyang diesel in May. Now Russia is sending its neighbour flour, a trader said."
    found = read_report(Report(text), reader).exchanges
    assert {x.receiver.name for x in found if x.receiver is not None} == {"North Korea"}
    assert len(found) == 2


def test_lorries_of_it(reader: Reader) -> None:
    text = "Flour is scarce in Gaza. Egypt has sent Gaza 70 lorries of it."
    (found,) = read_report(Report(text), reader).exchanges
    assert found.gives[0].category == "food"
