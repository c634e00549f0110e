"""Two sayings that the reader of spans took for one."""

from __future__ import annotations

import whence
from tests.misread import MISREAD
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


def test_who_is_asked_as_others_have_told(reader: Reader) -> None:
    text = (
        "Asked whether Minsk had offered the pilots passports, as two people close to the talks have told "
        "Reuters, he said he did not know."
    )
    told = next(one for one in read(text, reader) if one.authority[0].name == "Reuters")
    assert told.cue is not None
    assert told.cue.text == "told"
    assert [c.text for c in told.content] == ["Minsk had offered the pilots passports"]


def test_a_denial_and_a_saying_are_two(reader: Reader) -> None:
    text = (
        "According to the union, 73 miners have died since the 2021 strike. The company disputes that figure "
        "and says the union inflates its numbers."
    )
    said = [(one.cue.text, one.polarity) for one in read(text, reader)[1:] if one.cue is not None]
    assert sorted(said) == [("disputes", "denied"), ("says", "affirmed")]


def test_two_who_are_named_say_it_together(reader: Reader) -> None:
    (said,) = read("Two stations, Radio Vardo and the Coast Herald, reported that it had rained.", reader)
    (one,) = said.authority
    assert [one.name, *(other.name for other in one.also)] == ["Radio Vardo", "Coast Herald"]


def test_a_site_by_name_that_cites_others(reader: Reader) -> None:
    text = (
        "According to a Belarusian opposition website, Nasha Niva, which cited two officials in the palace, "
        "Moscow has agreed to write off 800 million euros in gas debts."
    )
    first = next(one for one in read(text, reader) if one.parent is None)
    assert [a.name for a in first.authority] == ["Nasha Niva", "two officials in the palace"]
    assert first.content[0].text.startswith("Moscow has agreed")


def test_what_a_governor_wrote_on_telegram(reader: Reader) -> None:
    text = (
        "Raiders hit the port of Tarn overnight, cutting power to 900 homes, the regional governor, Oleh "
        "Kiper, wrote on Telegram."
    )
    said = read(text, reader)[-1]
    assert [a.name for a in said.authority] == ["Oleh Kiper"]
    assert [c.text for c in said.content] == [
        "Raiders hit the port of Tarn overnight, cutting power to 900 homes",
    ]  # fmt: skip


def test_they_are_those_who_told_and_not_whom_they_told_of(reader: Reader) -> None:
    text = (
        "The mining company Barrick said it would pay Mali 430 million euros, two people with knowledge "
        "of the deal told Bloomberg; Mali will renew a permit, they said."
    )
    assert "two people with knowledge of the deal" in [a.name for a in read(text, reader)[-1].authority]


def test_a_jet_that_appeared_is_what_the_commander_told(reader: Reader) -> None:
    text = "A Russian fighter jet appeared overhead, the navy's commander, Ivo Lind, later acknowledged."
    said = read(text, reader)
    assert [c.text for one in said for c in one.content] == ["A Russian fighter jet appeared overhead"]
    assert [a.name for a in said[0].authority] == ["Ivo Lind"]


def test_an_acronym_in_brackets_is_of_whom_they_cite(reader: Reader) -> None:
    text = (
        "Ukrainian media reported, citing a source in the Security Service of Ukraine (SBU), that its drones "
        "had hit a rig."
    )
    (said,) = read(text, reader)
    assert [c.text for c in said.content] == ["that its drones had hit a rig"]


def test_in_whose_words(reader: Reader) -> None:
    text = "In the words of Kremlin aide Omar Lind, Europe is “paying for it”."
    (said,) = read(text, reader)
    assert [a.name for a in said.authority] == ["Omar Lind"]
    assert said.content[-1].text == "Europe is “paying for it”"


@MISREAD
def test_what_an_assertion_is_called_is_said_by_who_calls_it_so(reader: Reader) -> None:
    text = (
        "The White House said on Friday it had evidence that Serbia had sold the engines, an assertion that "
        "Belgrade called “a fairy tale”."
    )
    called = read(text, reader)[-1]
    assert [a.name for a in called.authority] == ["Belgrade"]
    assert [c.text for c in called.content] == ["“a fairy tale”"]


@MISREAD
def test_three_of_those_it_named_deny_it(reader: Reader) -> None:
    text = (
        "Grain Watch, an activist group, said in May that 40 firms had sold spare parts to the navy; three "
        "of those it named denied wrongdoing."
    )
    denial = read(text, reader)[-1]
    assert denial.source is not None
    assert denial.source.text == "three of those it named"
    assert denial.polarity == "denied"
