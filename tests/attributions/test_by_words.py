"""Attributions that are found by their words, whether or not the reader of spans sees a cue there."""

from __future__ import annotations

import pytest

import whence
from whence.reader import Reader


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("Two-thirds came from Togo, as was first claimed by rebel commanders.", ["rebel commanders"],
         "Two-thirds came from Togo"),
        ("According to Harbour News, citing Reuters, the vote was delayed.", ["Harbour News", "Reuters"],
         "the vote was delayed"),
        ("According to the governor, Taras Melnyk, three people were hurt.", ["Taras Melnyk"],
         "three people were hurt"),
        ("Exports worth 300 million crowns a week are affected, the chamber of commerce estimates.",
         ["chamber of commerce"], "Exports worth 300 million crowns a week are affected"),
        ("An official had told Reuters of several hundred casualties.", ["Reuters", "An official"],
         "several hundred casualties"),
        ("The minister told the Courier of three deaths.", ["minister"], "three deaths"),
        ("Two crew members who asked not to be named told Reuters the captain had been asleep.",
         ["Reuters", "Two crew members"], "the captain had been asleep"),
        ("The board met twice, said a person with direct knowledge, who asked not to be named.",
         ["a person with direct knowledge"], "The board met twice"),
    ],
)  # fmt: skip
def test_who_says_what(text: str, who: list[str], said: str, reader: Reader) -> None:
    first = whence.read_text(text, reader=reader).attributions[0]
    assert [a.name for a in first.authority] == who
    assert [c.text for c in first.content] == [said]


def test_several_claim_what_an_outlet_reports(reader: Reader) -> None:
    text = (
        "According to the Lantern, two-thirds of the shells came from Togo, as claimed by several officials."
    )
    (one,) = whence.read_text(text, reader=reader).attributions
    assert [a.name for a in one.authority] == ["Lantern", "several officials"]


def test_who_claims_what_is_denied_claims_it_alone(reader: Reader) -> None:
    denied, claimed = whence.read_text(
        "The army denied claims by residents that it had burnt two villages.", reader=reader
    ).attributions
    assert (denied.authority[0].name, denied.polarity) == ("army", "denied")
    assert ([a.name for a in claimed.authority], claimed.polarity) == (["residents"], "affirmed")
    assert claimed.parent is None
    assert denied.content == claimed.content


def test_to_question_people_is_no_claim(reader: Reader) -> None:
    said = whence.read_text(
        "Police have questioned nine guards, an inspector said.", reader=reader
    ).attributions
    assert [a.cue.text for a in said if a.cue] == ["said"]
    (asked,) = whence.read_text("The union questioned the legality of the vote.", reader=reader).attributions
    assert asked.standing == "asked"


def test_an_aside_of_another_is_his_alone(reader: Reader) -> None:
    said, reported = whence.read_text(
        "A senior diplomat said the offer, first reported by the Financial Times, had been withdrawn.",
        reader=reader,
    ).attributions
    assert [a.name for a in said.authority] == ["A senior diplomat"]
    assert [a.name for a in reported.authority] == ["Financial Times"]
    assert reported.parent is None
