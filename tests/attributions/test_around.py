"""Who speaks, in headlines and by what stands around them; and on which day."""

from __future__ import annotations

import pytest

import whence
from whence.reader import Reader

HEADLINES = [
    ("Tax rise 'inevitable', says minister as pressure grows", "minister", "Tax rise 'inevitable'"),
    ("'We were lied to', says union as plant shuts", "union", "'We were lied to'"),
    ("Drones hit refinery in Ryazan — governor", "governor", "Drones hit refinery in Ryazan"),
    ("US to sell jets to Ankara — Bloomberg", "Bloomberg", "US to sell jets to Ankara"),
]


@pytest.mark.parametrize(("line", "who", "said"), HEADLINES, ids=[who for _, who, _ in HEADLINES])
def test_a_headline_says_whose_word_it_is(line: str, who: str, said: str, reader: Reader) -> None:
    first = whence.read_text(f"{line}\n\nThe plant closed on Friday.", reader=reader).attributions[0]
    assert [a.name for a in first.authority] == [who]
    assert [c.text for c in first.content] == [said]


def test_an_account_speaks(reader: Reader) -> None:
    text = "The fin was American, it said. “I only count one crater,” wrote @Osint613."
    last = whence.read_text(text, reader=reader).attributions[-1]
    assert [a.name for a in last.authority] == ["@Osint613"]


def test_who_is_in_no_position_to_say_denies_it(reader: Reader) -> None:
    (only,) = whence.read_text(
        "The ICRC is not in a position to say who was responsible.", reader=reader
    ).attributions
    assert (only.authority[0].name, only.polarity) == ("ICRC", "denied")


def test_who_first_made_a_claim_makes_it(reader: Reader) -> None:
    text = "The claim that Kyiv planned the attack was first made by the FSB."
    first = whence.read_text(text, reader=reader).attributions[0]
    assert [a.name for a in first.authority] == ["FSB"]
    assert first.content[0].text == "that Kyiv planned the attack"


def test_sources_behind_according_to_are_named(reader: Reader) -> None:
    text = (
        "Allies fume\n\nBy DANA POE | 07/18/2024 05:02 AM EDT\n\nWASHINGTON — Senate Majority Leader Carl "
        "Whitfield has privately told members that a $38 billion rail package will not reach the floor "
        "before August, according to two Senate aides granted anonymity to discuss internal deliberations."
    )
    outer, inner = whence.read_text(text, reader=reader).attributions
    assert [a.name for a in outer.authority] == ["two Senate aides"]
    assert [a.name for a in inner.authority] == ["two Senate aides", "Carl Whitfield"]


@pytest.mark.parametrize(
    "text",
    [
        "The death toll has risen to 61, the agency said on Wednesday, as aid groups warned of cholera.",
        "The vessel was rammed twice, the coast guard said on Wednesday, an accusation Beijing rejected.",
    ],
)
def test_a_day_is_of_who_spoke_then(text: str, reader: Reader) -> None:
    one, other = whence.read_text(text, reader=reader).attributions
    assert one.said is not None
    assert one.said.span.text == "on Wednesday"
    assert other.said is None


def test_what_may_be_asked_is_not_what_is_said(reader: Reader) -> None:
    (only,) = whence.read_text("He would not say when they might return.", reader=reader).attributions
    assert only.standing == "asserted"


def test_two_who_say_it_together(reader: Reader) -> None:
    text = "A medical group and two residents said the hospital was hit."
    (only,) = whence.read_text(text, reader=reader).attributions
    assert [a.name for a in only.authority[0].also] == ["two residents"]
