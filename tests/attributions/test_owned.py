"""Whose a body is that bears a common name."""

from __future__ import annotations

import pytest

import whence
from whence.reader import Reader


def names(text: str, reader: Reader) -> list[list[str]]:
    return [[a.name for a in one.authority] for one in whence.read_text(text, reader=reader).attributions]


def test_two_ministries_of_one_name_are_two(reader: Reader) -> None:
    text = (
        "Russia's Defence Ministry said it had shot down 64 drones. "
        "Ukraine's Defence Ministry said that 12 drones had been shot down. "
        "The Russian Defence Ministry called that a lie."
    )
    first, second, *third = names(text, reader)
    assert first == ["Russia's Defence Ministry"]
    assert second == ["Ukraine's Defence Ministry"]
    assert third[:1] in ([["Russia's Defence Ministry"]], [])
    found = whence.read_text(text, reader=reader).findings
    assert "two-figures" not in {finding.kind for finding in found}


def test_a_name_without_its_owner_is_the_one_body_that_has_one(reader: Reader) -> None:
    text = "Poland's Foreign Ministry said it would wait. The Foreign Ministry added that it had time."
    assert names(text, reader) == [["Poland's Foreign Ministry"]] * 2


def test_a_name_without_its_owner_is_none_of_two_bodies(reader: Reader) -> None:
    text = (
        "Poland's Foreign Ministry said it would wait. Latvia's Foreign Ministry said it would not. "
        "The Foreign Ministry added that there was time."
    )
    assert names(text, reader)[2] == ["Foreign Ministry"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("South Korea's Joint Chiefs of Staff said 40 had fled.", "Joint Chiefs of Staff"),
        ("The Turkish Foreign Ministry said 40 had fled.", "Turkish Foreign Ministry"),
        ("The Bab Shams Relief Committee said that 40 had fled Bab Shams.", "Bab Shams Relief Committee"),
    ],
)
def test_a_name_that_says_enough_stays_as_it_is(text: str, name: str, reader: Reader) -> None:
    assert names(text, reader)[0] == [name]


def test_two_general_staffs_are_told_apart(reader: Reader) -> None:
    text = "Ukraine's General Staff said the hill had held. Russia's General Staff said it had fallen."
    assert names(text, reader) == [["Ukraine's General Staff"], ["Russia's General Staff"]]


def test_a_committee_named_after_a_town_is_not_the_town(reader: Reader) -> None:
    text = (
        "Shells fell on El Obeid on Monday. The El Obeid Emergency Committee, a network of doctors, said "
        "that 30 people had been wounded."
    )
    assert names(text, reader)[-1] == ["El Obeid Emergency Committee"]


def test_a_known_agency_is_not_the_one_of_its_name_elsewhere(reader: Reader) -> None:
    text = "South Korea's Defense Intelligence Agency put the number of rounds at 12 million in July."
    assert names(text, reader)[0] == ["South Korea's Defense Intelligence Agency"]


def test_a_commission_is_no_newspaper(reader: Reader) -> None:
    text = "The Independent Commission Against Graft, a watchdog, said it had arrested eight people."
    assert names(text, reader)[0][0].startswith("Independent Commission")
