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
    ],
)
def test_no_exchange(reader: Reader, text: str) -> None:
    assert read_report(Report(text), reader).exchanges == ()
