"""Arithmetic that fails in the shapes in which reports have it, and none where it holds."""

from __future__ import annotations

import pytest

from whence import Reader
from whence.api import read_text


def found(reader: Reader, text: str) -> list[tuple[str, str]]:
    return [(f.kind, f.message) for f in read_text(text, reader=reader).findings if f.kind != "missing-date"]


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("12 people were killed and 40 wounded, a total of 62 casualties.", "sum-mismatch", "are 52, not 62"),
        (
            "A third of the 900 prisoners, or 150 men, were freed.",
            "share-mismatch",
            "150 of 900 is 17%, not a third; 450 would make it a third",
        ),
        ("Half of the 40 victims, 12 people, were children.", "share-mismatch", "12 of 40 is 30%, not half"),
        ("Output doubled to 1,200 from 900.", "change-mismatch", "a rise of 33%, not “doubled”"),
        (
            "Output tripled from 10,000 tonnes to 20,000 tonnes.",
            "change-mismatch",
            "a rise of 100%, not “tripled”",
        ),
        (
            "The force has fallen by half, from 90,000 to 60,000.",
            "change-mismatch",
            "a fall of 33%, not “half”",
        ),
        (
            "There were 97 homicides last year, a 31% fall on the 109 recorded in 2024.",
            "change-mismatch",
            "from 109 to 97 is a fall of 11%, not 31%",
        ),
        (
            "Debt rose to $310 billion from $290 billion, a rise of 17%.",
            "change-mismatch",
            "a rise of 6.9%, not 17%",
        ),
        (
            "Output fell from 50,000 to 40,000 barrels, a drop of 30%.",
            "change-mismatch",
            "a fall of 20%, not 30%",
        ),
        (
            "The strike killed 30 people, including 12 men, 10 women and 15 children.",
            "sum-mismatch",
            "12 + 10 + 15 is 37, more than 30",
        ),
        (
            "The army reported 50 casualties, including 20 dead and 40 wounded.",
            "sum-mismatch",
            "20 and 40 are 60, not 50",
        ),
        (
            "Of the 71 people on board, 34 were rescued, 31 were killed and 16 are missing.",
            "sum-mismatch",
            "is 81, more than 71",
        ),
        (
            "Out of 315 votes cast, 212 were in favour, or 77%.",
            "share-mismatch",
            "212 of 315 is 67%, not 77%",
        ),
    ],
)
def test_what_does_not_add_up(reader: Reader, text: str, kind: str, message: str) -> None:
    ((name, words),) = found(reader, text)
    assert name == kind
    assert message in words


@pytest.mark.parametrize(
    "text",
    [
        "12 people were killed and 40 wounded, a total of 52 casualties.",
        "A third of the 900 prisoners, or 300 men, were freed.",
        "Output doubled to 1,800 from 900.",
        "Output more than doubled to 2,100 from 900.",
        "The force has fallen by half, from 90,000 to 45,000.",
        "There were 97 homicides last year, an 11% fall on the 109 recorded in 2024.",
        "Debt rose to $310 billion from $290 billion, a rise of 7%.",
        "The strike killed 30 people, including 12 foreigners, 20 women and five doctors.",
        "The strike killed 30 people, including 12 men, 10 women and eight children.",
        "The army reported 70 casualties, including 20 dead and 40 wounded.",
        "Of the 81 people on board, 34 were rescued, 31 were killed and 16 are missing.",
        "The ship carried 18 crew: a Greek captain, 14 Filipinos and three Ukrainians.",
        "Israel will free 1,950 prisoners: 250 serving life and 1,700 seized in Gaza, plus 22 minors.",
        "I have earned 9 million votes in this election. I have 1 million more votes than he has.",
        "Eight states with 83 votes have split control: one chamber of one party, one of the other.",
    ],
)
def test_what_does(reader: Reader, text: str) -> None:
    assert found(reader, text) == []
