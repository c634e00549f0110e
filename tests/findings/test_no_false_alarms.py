"""Sentences of everyday reports in which all adds up, and what their numbers count."""

from __future__ import annotations

import pytest

import whence
from whence.figures.figure import Figure
from whence.reader import Reader

TRUE = [
    "The strike killed 12 people, including three women, and wounded 40, 15 of them critically.",
    "The blast left 12 people dead, including three soldiers, and 40 injured, 15 of them seriously.",
    "The storm killed 14 people and damaged 300 homes and 20 schools, 320 buildings in all, it said.",
    "The army said it had killed 30 rebels and destroyed four tanks and six trucks, 10 vehicles in total.",
    "Washington would put up $20 billion, Brussels another $20 billion, and Britain, Canada and Japan a "
    "combined $10 billion.",
    "Police arrested 14 people on Monday, 22 on Tuesday and a total of 9 on Wednesday and Thursday.",
    "The number of refugees in Chad rose to 620,000 from 400,000 a year ago. Of these, 500,000 are women.",
    "Some 1,900 homes were destroyed, more than the 1,200 lost in 2019. Of these, 1,500 were in Herat.",
    "More than 480,000 people have fled, up from 240,000 in January. Of these, 260,000 went to Gedaref.",
    "Italy's debt is 137% of output and Greece's 154%.",
    "Norway pledged 150 tonnes of grain, Sweden 90 tonnes and Denmark 40 tonnes.",
]


@pytest.mark.parametrize("text", TRUE, ids=[text[:40] for text in TRUE])
def test_what_adds_up_is_no_finding(text: str, reader: Reader) -> None:
    found = whence.read_text(text, reader=reader, published="2025-03-01").findings
    assert [finding.message for finding in found if finding.severity == "error"] == []


def figures(text: str, reader: Reader) -> dict[str, Figure]:
    return {f.span.text: f for f in whence.read_text(text, reader=reader).figures}


@pytest.mark.parametrize(
    ("text", "number", "what"),
    [
        ("The blast killed four people, including two children, and injured 17.", "17", "people"),
        ("The attack killed 12 soldiers, among them two doctors, and injured 25.", "25", "soldiers"),
        ("Spain pledged 20 ambulances, Italy 30 and Portugal 12.", "30", "ambulances"),
    ],
)
def test_what_a_bare_number_counts(text: str, number: str, what: str, reader: Reader) -> None:
    counted = figures(text, reader)[number].measure.what
    assert counted is not None
    assert counted.value == what


def test_who_gives_how_many(reader: Reader) -> None:
    found = figures("Norway has sent Kyiv 40 howitzers, Denmark 19 and the Netherlands eight.", reader)
    sides = {number: f.measure.side.value for number, f in found.items() if f.measure.side is not None}
    assert sides == {"40": "Norway", "19": "Denmark", "eight": "Netherlands"}


def test_each_number_has_its_own_day(reader: Reader) -> None:
    text = (
        "The army recruited 36,000 men last year, up from 24,000 in 2022. "
        "Police held 14 on Monday and 22 on Tuesday."
    )
    found = figures(text, reader)
    days = {number: f.measure.as_of.span.text for number, f in found.items() if f.measure.as_of is not None}
    assert days == {"36,000": "last year", "24,000": "in 2022", "14": "on Monday", "22": "on Tuesday"}


def test_a_share_that_is_made_up_does_not_rise(reader: Reader) -> None:
    share = figures("Women make up 40% of the staff.", reader)["40%"]
    assert share.change is None
    assert share.measure.metric is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police freed 14 of the 21 hostages, and the remaining nine are still held.", "remainder-mismatch"),
        ("More than 480,000 people have fled the state, up 60% from 240,000.", "change-mismatch"),
        ("Exports fell 25% to $5 billion from $9 billion.", "change-mismatch"),
        ("The army had suffered 900 casualties, 250 killed and 550 wounded.", "sum-mismatch"),
    ],
)
def test_what_does_not_add_up_is_found(text: str, kind: str, reader: Reader) -> None:
    assert kind in [finding.kind for finding in whence.read_text(text, reader=reader).findings]


@pytest.mark.parametrize(
    "text",
    [
        "Police freed 14 of the 21 hostages, and the remaining seven are still held.",
        "Of the 21 hostages 14 were freed, three died, and the remaining four are still held.",
        "Some 480,000 people have fled the state, up 60% from 300,000.",
        "Exports rose 25% to $5 billion from $4 billion.",
        "The army suffered 800 casualties: 250 killed and 550 wounded.",
        "The army suffered 900 casualties, including 250 killed and 550 wounded.",
        "There were 56 passengers and 10 crew members on board, among them 30 Egyptian citizens.",
        "He led among voters under 30 and she held a lead among those 45 and over.",
        "Five other states go to the polls, including Lower Tarn, where 475 delegates are in play.",
        "I must choose which one of these two sides takes precedence.",
        "Eight states, with 83 votes, have split control: one Northern chamber, one Southern chamber.",
    ],
)
def test_what_is_left_or_grown_adds_up(text: str, reader: Reader) -> None:
    found = whence.read_text(text, reader=reader, published="2025-03-01").findings
    assert [finding.message for finding in found if finding.severity == "error"] == []
