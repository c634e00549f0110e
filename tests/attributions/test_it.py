"""Who "it" is: the body that spoke last, and never a person or several people."""

from __future__ import annotations

import pytest

import whence
from whence.reader import Reader

STRIKE = (
    "At least nine people were killed when a shell struck a bakery in Velin, according to two nurses at the "
    "district hospital.\n\nThe army said in a statement that it had destroyed a depot and denied that any "
    "civilians had been hit."
)


def last_of(reader: Reader, text: str, cue: str) -> list[str]:
    """The names at the end of the chains of attributions with this cue."""
    reading = whence.read_text(text, reader=reader)
    return [a.authority[-1].name for a in reading.attributions if a.cue.text == cue]


def test_a_body_without_a_name_is_it(reader: Reader) -> None:
    assert last_of(reader, STRIKE, "denied") == ["army"]


@pytest.mark.parametrize("crowd", ["Several villagers", "Two doctors", "Residents"])
def test_several_people_are_never_it(reader: Reader, crowd: str) -> None:
    text = f"{crowd} said the bridge had been hit twice. It said the road was open again."
    assert crowd not in last_of(reader, text, "said")[1:]


def test_who_is_named_without_the_words_that_lead_to_it(reader: Reader) -> None:
    text = (
        "Denmark has lent the port two tugs, according to the harbour master, who declined to give a price. "
        "He said he expected them to arrive by Sunday."
    )
    assert last_of(reader, text, "declined") == ["harbour master"]
