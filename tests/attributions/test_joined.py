"""Two sayings that the reader of spans took for one."""

from __future__ import annotations

import whence
from whence.attributions.attribution import Attribution
from whence.reader import Reader


def read(text: str, reader: Reader) -> list[Attribution]:
    return list(whence.read_text(text, reader=reader).attributions)


def test_whom_a_claim_is_dismissed_by_denies_it(reader: Reader) -> None:
    text = (
        "Mali's ruling military said on Tuesday that a rebel army had agreed to hand back the town of Kidal, "
        "a claim a spokesman for the rebels dismissed as “premature”."
    )
    denial = next(one for one in read(text, reader) if one.polarity == "denied")
    assert [a.name for a in denial.authority] == ["a spokesman for the rebels"]
    assert denial.cue is not None
    assert denial.cue.text == "dismissed"
    assert denial.parent is None


def test_what_an_assertion_is_called_is_said_by_who_calls_it_so(reader: Reader) -> None:
    text = (
        "The White House said on Friday it had evidence that Serbia had sold the engines, an assertion that "
        "Belgrade called “a fairy tale”."
    )
    called = read(text, reader)[-1]
    assert [a.name for a in called.authority] == ["Belgrade"]
    assert [c.text for c in called.content] == ["“a fairy tale”"]


def test_who_is_asked_as_others_have_told(reader: Reader) -> None:
    text = (
        "Asked whether Minsk had offered the pilots passports, as two people close to the talks have told "
        "Reuters, he said he did not know."
    )
    told = next(one for one in read(text, reader) if one.authority[0].name == "Reuters")
    assert told.cue is not None
    assert told.cue.text == "told"
    assert [c.text for c in told.content] == ["Minsk had offered the pilots passports"]


def test_three_of_those_it_named_deny_it(reader: Reader) -> None:
    text = (
        "Grain Watch, an activist group, said in May that 40 firms had sold spare parts to the navy; three "
        "of those it named denied wrongdoing."
    )
    denial = read(text, reader)[-1]
    assert denial.source is not None
    assert denial.source.text == "three of those it named"
    assert denial.polarity == "denied"


def test_a_denial_and_a_saying_are_two(reader: Reader) -> None:
    text = (
        "According to the union, 73 miners have died since the 2021 strike. The company disputes that figure "
        "and says the union inflates its numbers."
    )
    said = [(one.cue.text, one.polarity) for one in read(text, reader)[1:] if one.cue is not None]
    assert sorted(said) == [("disputes", "denied"), ("says", "affirmed")]
