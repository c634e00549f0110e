"""Numbers written out behind a dateline, with the capital that a sentence begins with."""

from __future__ import annotations

import pytest

from whence.api import read_text
from whence.reader import Reader


@pytest.mark.parametrize("dash", ["—", "-", "–"])
def test_a_number_behind_a_dateline_is_an_amount_and_no_name(reader: Reader, dash: str) -> None:
    text = (
        f"TARN, May 3 (Northwire) {dash} Seventeen Tarnish soldiers were killed or went missing on Monday "
        "night, the general staff said."
    )
    assert [(one.span.text, one.low) for one in read_text(text, reader=reader).figures][:1] == [
        ("Seventeen", 17)
    ]


def test_a_number_in_a_name_behind_a_dash_is_none(reader: Reader) -> None:
    text = "They met in the ministers' usual club - the Group of Seven Sisters - and left early."
    assert not read_text(text, reader=reader).figures
