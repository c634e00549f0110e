"""What is done by saying it is an attribution, whether or not the reader of spans saw one."""

from __future__ import annotations

import pytest

from tests.misread import MISREAD
from whence.api import read_text
from whence.reader import Reader


def said(reader: Reader, text: str) -> list[tuple[str | None, str, str]]:
    return [
        (one.source.text if one.source else None, one.cue.text, one.content[0].text)
        for one in read_text(text, reader=reader).attributions
        if one.cue is not None and one.content
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Southern Column on Tuesday denied firing on the town of Losk.",
            ("The Southern Column", "denied", "firing on the town of Losk"),
        ),
        (
            "Halder United denied that it had known of the bets.",
            ("Halder United", "denied", "that it had known of the bets"),
        ),
        (
            "Trade was slow. Governor Felix Amar turned down an offer of soldiers from the capital.",
            ("Governor Felix Amar", "turned down", "an offer of soldiers from the capital"),
        ),
        (
            "Roads were closed. Mayor Tor Hald ruled out a curfew.",
            ("Mayor Tor Hald", "ruled out", "a curfew"),
        ),
    ],
)
def test_acts_of_speech_are_read(reader: Reader, text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in said(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "The committee turned the chairs down at noon.",
        pytest.param("Sarn rejected the ball with both hands and ran.", marks=MISREAD),
        "A storm turned down the corn in the fields.",
    ],
)
def test_what_is_no_act_of_speech_is_not(reader: Reader, text: str) -> None:
    assert not [
        one for one in said(reader, text) if one[1] in ("denied", "turned down", "turned", "rejected")
    ]
