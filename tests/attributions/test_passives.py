"""By whom of passive cues."""

from __future__ import annotations

import pytest

import whence
from tests.misread import MISREAD
from whence.reader import Reader


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("The move was condemned as “reckless” by NATO.", "NATO", ["The move", "“reckless”"]),
        (
            "The Times report was described as “false” by the company.",
            "company",
            ["The Times report", "as “false”"],
        ),
        (
            "A claim by the rebels that they held the town was dismissed as propaganda by the ministry.",
            "ministry",
            ["A claim by the rebels that they held the town", "as propaganda"],
        ),
    ],
)
def test_by_whom(text: str, who: str, said: list[str], reader: Reader) -> None:
    passive = next(
        a
        for a in whence.read_text(text, reader=reader).attributions
        if a.cue and a.cue.text.startswith("was")
    )
    assert [a.name for a in passive.authority] == [who]
    assert [c.text for c in passive.content] == said


def test_whose_claim_it_was_is_still_told(reader: Reader) -> None:
    text = "A Thai newspaper report that two soldiers had been killed was dismissed as “rumour” by the army."
    told = {a.authority[0].name: a for a in whence.read_text(text, reader=reader).attributions}
    assert told["A Thai newspaper"].polarity == "affirmed"
    assert told["army"].polarity == "denied"


@MISREAD
def test_agents_that_the_tree_hangs_elsewhere_break_nothing(reader: Reader) -> None:
    text = (
        "A $3.2 billion contract for 14 Rafale jets was signed by Dassault Aviation and Iraq's defence "
        "ministry in Baghdad on Sunday, after four years of negotiations."
    )
    (only,) = whence.read_text(text, reader=reader).attributions
    assert only.source is None
