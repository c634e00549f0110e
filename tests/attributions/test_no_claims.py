"""What is no claim, though it is built like one."""

from __future__ import annotations

import pytest

import whence
from whence.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "That has angered the mayor.",
        "The decision angered Sen. Lena Hargrove, who sponsored the bill.",
        "Yusuf does not care much about fins.",
        "The militia, which Iran supports, has withdrawn.",
        "A bill the two senators introduced in March would bar companies from showing targeted ads.",
        "A law the council passed in May would force landlords to register.",
        "The senator agreed. A bill introduced in March would bar companies from showing such ads.",
        "The study does not prove that night work causes kidney stones.",
    ],
)
def test_nobody_claims_it(text: str, reader: Reader) -> None:
    assert whence.read_text(text, reader=reader).attributions == ()


def test_an_answer_is_no_question(reader: Reader) -> None:
    text = "Peskov answered a question about Zelensky's proposal by saying that Moscow would study it."
    (only,) = whence.read_text(text, reader=reader).attributions
    assert only.content[0].text == "that Moscow would study it"


def test_an_opinion_that_is_shared_is_no_plan(reader: Reader) -> None:
    (only,) = whence.read_text("Michael Kofman agreed that the line would hold.", reader=reader).attributions
    assert only.standing == "asserted"


def test_whom_the_police_arrest_suspects_nobody(reader: Reader) -> None:
    text = "A 41-year-old man, Travis Lee Boone, was arrested on suspicion of aggravated arson."
    assert all(a.source is None for a in whence.read_text(text, reader=reader).attributions)


def test_a_country_before_a_colon_is_a_topic(reader: Reader) -> None:
    text = (
        "Democratic Republic of the Congo: ICRC alarmed by attacks on hospitals\n\nThe town was reached on "
        "Tuesday."
    )
    assert whence.read_text(text, reader=reader).attributions == ()


def test_who_is_asked_asks_nothing(reader: Reader) -> None:
    for text in (
        "Netanyahu, asked whether he would resign, said he would not.",
        "Smith, pressed on whether he would resign, said he would stay.",
    ):
        cited = {a.cue.text: a.source for a in whence.read_text(text, reader=reader).attributions if a.cue}
        assert [who for cue, who in cited.items() if cue != "said"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "The company neither confirmed nor denied that it had paid a ransom.",
        "The Gaza Health Ministry does not distinguish between civilians and combatants.",
        "Refugees told to leave camp by Friday",
    ],
)
def test_who_leaves_it_open_or_is_bidden_says_nothing(text: str, reader: Reader) -> None:
    assert whence.read_text(text, reader=reader).attributions == ()


def test_nothing_to_suggest_it_suggests_nothing(reader: Reader) -> None:
    text = "Fenwick said there was nothing to suggest that it was linked to the disappearance."
    _, inner = whence.read_text(text, reader=reader).attributions
    assert (inner.cue.text, inner.polarity) == ("to suggest", "denied")


def test_what_only_some_are_believed_to_be_leaves_the_rest_as_it_is(reader: Reader) -> None:
    text = (
        "A source said eleven people were still missing, of whom six were believed to be held by the Houthis."
    )
    assert whence.read_text(text, reader=reader).attributions[0].standing == "asserted"
