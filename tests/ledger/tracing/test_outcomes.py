"""What became of those a figure counts, read out of one sentence; and when two sentences differ in it."""

from __future__ import annotations

import pytest

from whence.ledger.tracing.lexicon import packaged_lexicon
from whence.ledger.tracing.outcomes import Outcome, changed, outcome_of


def outcome(
    sentence: str, number: str, metric: str | None = None, *others: tuple[str, str | None]
) -> Outcome:
    def place(words: str) -> tuple[int, int]:
        start = sentence.index(words)
        return start, start + len(words)

    beside = [(*place(words), theirs) for words, theirs in others]
    return outcome_of(metric, sentence, *place(number), beside, packaged_lexicon())


@pytest.mark.parametrize(
    ("sentence", "number", "metric", "names"),
    [
        ("Some 40 soldiers were killed or wounded.", "40", "casualties", {"killed", "wounded"}),
        ("Some 40 fighters were killed or captured.", "40", "killed", {"killed", "arrested"}),
        ("In all 40 people are dead, wounded or missing.", "40", None, {"killed", "wounded", "missing"}),
        ("Some 40 people have been driven out or killed.", "40", "displaced", {"displaced", "killed"}),
        ("Police detained 40 of the marchers.", "40", None, {"arrested"}),
        ("Around 40 people fled their homes.", "40", "displaced", {"displaced"}),
        ("Accounts with 40 crowns were frozen.", "40", "held", {"frozen"}),
        ("Cape Toll has 40 houses.", "40", None, set()),
    ],
)
def test_outcomes(sentence: str, number: str, metric: str | None, names: set[str]) -> None:
    assert outcome(sentence, number, metric).names == names


def test_each_number_has_its_own_outcome() -> None:
    sentence = "At least 84 people were killed and 300 injured."
    dead = outcome(sentence, "84", "killed", ("300", "wounded"))
    hurt = outcome(sentence, "300", "wounded", ("84", "killed"))
    assert (dead.names, hurt.names) == ({"killed"}, {"wounded"})
    assert not dead.others
    asked = outcome("It got a third of the 60 dollars that it needs.", "a third", None, ("60", None))
    assert "requested" not in asked.names


@pytest.mark.parametrize(
    ("before", "after", "differ"),
    [
        (("40 men were killed or wounded", "casualties"), ("40 men were killed", "killed"), True),
        (("40 men were killed or captured", "killed"), ("40 men were killed", "killed"), True),
        (("40 people fled their homes", "displaced"), ("40 people are homeless", None), False),
        (("40 people were evacuated", "evacuated"), ("40 people were rescued", "rescued"), False),
        (("40 people are ill", None), ("40 people are dead", None), True),
        (("40 people were arrested", "arrested"), ("40 people were convicted", None), True),
        (("40 crowns were pledged", "pledged"), ("40 crowns were received", "received"), True),
        (("40 crowns were offered", None), ("40 crowns were promised", "promised"), False),
        (("40 passengers were on the bus", None), ("40 passengers were killed", "killed"), True),
        (("the toll reached 40", None), ("40 passengers were killed", "killed"), False),
        (("40 men were killed, others were wounded", "killed"), ("40 men were wounded", "wounded"), False),
    ],
)
def test_what_counts_as_another_outcome(
    before: tuple[str, str | None], after: tuple[str, str | None], differ: bool
) -> None:
    one, other = (outcome(sentence, "40", metric) for sentence, metric in (before, after))
    assert changed(one, other, packaged_lexicon()) is differ
