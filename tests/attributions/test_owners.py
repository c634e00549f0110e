"""Whose word it is, where one statement was read into another's content."""

from __future__ import annotations

import pytest

import whence
from whence.reader import Reader


def test_who_answers_behind_a_semicolon_does_so_on_their_own_word(reader: Reader) -> None:
    text = (
        "According to a report by a United Nations panel, the group has received at least 12 howitzers since "
        "November through an airstrip in eastern Chad; N'Djamena has repeatedly rejected the allegation."
    )
    panel, other = whence.read_text(text, reader=reader).attributions
    assert panel.content[-1].text.endswith("eastern Chad")
    assert [a.name for a in other.authority] == ["N'Djamena"]
    assert other.parent is None
    assert other.polarity == "denied"
    text = "“The group has howitzers; Paris has rejected the claim,” the envoy said."
    assert all(a.parent or a.cue.text == "said" for a in whence.read_text(text, reader=reader).attributions)


def test_an_aside_with_its_own_speaker_is_not_said_by_the_first(reader: Reader) -> None:
    text = (
        "Congo's army and the M23 rebels accused each other on Thursday of breaking a truce signed in Doha "
        "only nine days earlier, as aid groups warned that 80,000 people had fled fighting around Uvira."
    )
    accused, warned = whence.read_text(text, reader=reader).attributions
    assert accused.content[-1].text.endswith("nine days earlier")
    assert [a.name for a in warned.authority] == ["aid groups"]


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("The army denied claims by residents that it had burnt two villages.", ["residents"]),
        ("The minister dismissed the allegation that he took a bribe.", []),
        ("The mayor's office rejected reports that the builder had been promised the contract.", []),
        ("Iran denies allegations it supplied drones to Russia.", []),
    ],
)
def test_what_somebody_denies_is_claimed_by_others(text: str, claimants: list[str], reader: Reader) -> None:
    denied, *claimed = whence.read_text(text, reader=reader).attributions
    assert denied.polarity == "denied"
    first = claimed[0]
    assert first.parent is None
    assert [a.name for a in first.authority] == claimants


def test_two_with_an_article_each_are_two(reader: Reader) -> None:
    text = (
        "Congo's army and the M23 rebels accused each other of breaking a truce. "
        "The army said that rebel fighters had attacked three positions."
    )
    accused, said = whence.read_text(text, reader=reader).attributions
    assert [a.name for a in accused.authority[0].also] == ["M23 rebels"]
    assert [a.name for a in said.authority] == ["Congo's army"]
    assert not said.authority[0].also


def test_she_is_nobody_who_was_named_before_the_one_she_is(reader: Reader) -> None:
    text = (
        "“They all do it,” shrugged Marc, a baker. The museum's director, who has been in her post since "
        "2019, is said to have threatened to resign. Reached by phone, she declined to comment."
    )
    last = whence.read_text(text, reader=reader).attributions[-1]
    assert last.cue.text == "declined"
    assert all("Marc" not in a.name for a in last.authority)


def test_those_asked_are_who_says_it(reader: Reader) -> None:
    text = "In a poll published last week, 61 percent of 804 people asked said they trusted the mayor."
    said = whence.read_text(text, reader=reader).attributions[-1]
    assert said.cue.text == "said"
    assert said.standing == "asserted"


def test_the_group_is_the_body_that_spoke_last(reader: Reader) -> None:
    text = (
        "Naypyidaw buys its jet fuel through intermediaries, Amnesty International says. "
        "Last month the group reported that nine shipments had arrived."
    )
    last = whence.read_text(text, reader=reader).attributions[-1]
    assert [a.name for a in last.authority] == ["Amnesty International"]
    text = "The ministry said the port was shut. The group denied that it had mined it."
    assert [a.name for a in whence.read_text(text, reader=reader).attributions[-1].authority] == ["group"]


def test_by_friday_is_no_day_on_which_it_was_said(reader: Reader) -> None:
    text = "How many had crossed by Friday was not clear: a border official spoke of forty."
    assert whence.read_text(text, reader=reader).attributions[-1].said is None


@pytest.mark.parametrize(
    ("text", "claimed", "denier"),
    [
        (
            "The envoy told reporters that Harare had sold the copper twice, a charge Harare denies.",
            "Harare had sold the copper twice",
            "Harare",
        ),
        (
            "The inquiry said Chad armed the militia, an accusation the government in N'Djamena denies.",
            "Chad armed the militia",
            "government in N'Djamena",
        ),
    ],
)
def test_a_charge_is_rejected_by_whom_the_clause_names(
    text: str, claimed: str, denier: str, reader: Reader
) -> None:
    first, second = whence.read_text(text, reader=reader).attributions
    assert first.content[-1].text.endswith(claimed)
    assert len(first.content) == 1
    assert [a.name for a in second.authority] == [denier]
    assert second.polarity == "denied"
    assert second.parent is None


def test_what_a_claim_is_dismissed_as_is_no_part_of_it(reader: Reader) -> None:
    text = "The governor dismissed reports of empty shelves in Belgorod as “theatre”."
    claim = whence.read_text(text, reader=reader).attributions[-1]
    assert [c.text for c in claim.content] == ["empty shelves in Belgorod"]


def test_what_goes_on_behind_a_colon_is_reported_too(reader: Reader) -> None:
    text = (
        "Norway granted Moldova 60 million euros in May, Reuters reported, citing aides to the minister: "
        "40 million for the grid and 20 million for schools."
    )
    only = whence.read_text(text, reader=reader).attributions[0]
    assert only.authority[0].name == "Reuters"
    assert only.content[-1].text == "40 million for the grid and 20 million for schools"
