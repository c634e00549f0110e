"""Whose losses "its soldiers" are: the teller's, and nobody's where it may be another's."""

from __future__ import annotations

import pytest

from whence import Reader
from whence.api import read_text


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Chad's army said on Monday that 97 of its soldiers had been killed in the attack.", ["Chad"]),
        ("Rwanda said that five of its citizens died when shells hit Gisenyi.", ["Rwanda"]),
        ("Chad said it had lost 97 soldiers in the battle.", ["Chad"]),
        ("Chad's defence ministry said 30 of its soldiers were killed and 52 wounded.", ["Chad", "Chad"]),
        (
            "Chad said 30 of its soldiers died and that 50 rebels were killed and 20 wounded.",
            ["Chad", None, None],
        ),
        ("Zelensky said 400 of his soldiers had died.", ["Ukraine"]),
        # Whoever kills so many "of its" kills another's.
        ("Ukraine said it had killed 30 of its commanders.", [None]),
        ("Iran said Israel had killed 14 of its scientists.", [None]),
        ("Ukraine's air force said it shot down 30 of their drones.", [None]),
        # Nor is it the teller's where another name stands between, or the word may mean the other side.
        (
            "Ukraine's General Staff said Russia had lost ground and 300 of its soldiers were killed.",
            [None],
        ),
        ("Russia said 40 of their fighters had been killed.", [None]),
        ("Ninety-seven of its soldiers were killed, the Pakistani military said.", [None]),
    ],
)
def test_whose_losses_they_are(reader: Reader, text: str, sides: list[str | None]) -> None:
    figures = read_text(text, reader=reader).figures
    assert [f.measure.side.value if f.measure.side else None for f in figures] == sides
    for figure in figures:
        side = figure.measure.side
        if side is not None and side.span is not None:
            assert text[side.span.start : side.span.end] == side.span.text
