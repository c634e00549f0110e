"""Who speaks, where the words for them are apt to be misread."""

from __future__ import annotations

import pytest

import whence
from whence.reader import Reader


def names(text: str, reader: Reader) -> list[list[str]]:
    return [[a.name for a in one.authority] for one in whence.read_text(text, reader=reader).attributions]


def test_the_group_is_whom_its_spokesman_speaks_for(reader: Reader) -> None:
    text = (
        "“We hold the airfield,” an RSF spokesman said on Sunday. The group also blamed the army for the "
        "fire, which it said had burnt the market. The paramilitary Rapid Support Forces deny all charges."
    )
    assert ["Rapid Support Forces"] in names(text, reader)[1:3]
    assert ["group"] not in names(text, reader)


def test_in_what_it_described_is_said_by_who_spoke(reader: Reader) -> None:
    text = (
        "Two missiles hit a depot near Tula overnight, the Ukrainian military said on Monday, in what it "
        "described as the largest strike of the year."
    )
    assert names(text, reader) == [["Ukrainian military"]] * 2


@pytest.mark.parametrize(
    "text",
    [
        "But a Greek diplomat, quoted by the Kathimerini newspaper, said the real number was lower.",
        "The army claims 40 tanks. But a Greek diplomat, quoted by the Kathimerini newspaper, said the real "
        "number was lower.",
    ],
)
def test_whom_a_newspaper_quotes_speaks_through_it(text: str, reader: Reader) -> None:
    assert names(text, reader)[-1] == ["Kathimerini", "a Greek diplomat"]


def test_its_minister_is_the_one_of_whom_it_is_said(reader: Reader) -> None:
    text = (
        "Chad has opened a second crossing, the Xinhua news agency reported. "
        "Kenya will send 300 trucks, its transport minister said."
    )
    assert names(text, reader)[-1] == ["Kenya's transport minister"]


def test_a_tally_is_of_whoever_keeps_it(reader: Reader) -> None:
    text = "Shelling has killed 512 people since May, according to a tally kept by the health ministry."
    assert names(text, reader) == [["health ministry"]]


def test_who_adds_something_to_a_figure_is_who_put_it(reader: Reader) -> None:
    text = (
        "Anna Brandt of the Polaris Institute put the damage at between 3% and 5%, adding that most of it "
        "would be mended by June."
    )
    assert names(text, reader) == [["Anna Brandt"], ["Anna Brandt"]]


def test_a_multiple_is_a_figure_too(reader: Reader) -> None:
    text = (
        "The union put the losses at half a million euros. "
        "Omar Haidari, who leads a rival union, put the losses at twice that."
    )
    assert names(text, reader)[-1] == ["Omar Haidari"]


@pytest.mark.parametrize(
    "text",
    [
        "A Danish official, when asked about the leak, said that it was old news.",
        "She insisted that the Northern League, known as the NL, was a club.",
        "The court said that both men had committed acts that amounted to arson.",
        "The bishop said he was “saddened” by the reports.",
    ],
)
def test_what_is_no_claim_beside_one(text: str, reader: Reader) -> None:
    assert len(names(text, reader)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "One of them, who ran the consulate in Lagos until 2017, said the tapes were real. "
            "“I heard them twice,” he said.",
            [["One of them"], ["One of them"]],
        ),
        ("Iran sold Sudan engines, US says", [["US"]]),
        (
            "Foreign Secretary Anna Lind spoke in Oslo. Secretary of State Marco Rubio said it was over. "
            "Rubio said he was glad.",
            [["Marco Rubio"], ["Marco Rubio"]],
        ),
        ("Troops moved 3 km east of Orikhiv, the monitoring group Rookwatch reported.", [["Rookwatch"]]),
        ("Grain: 2 million tonnes shipped, per Trade Minister Anna Lind.", [["Anna Lind"]]),
        ("The camp cost 3 million euros per year.", []),
        (
            "It took what analysts estimated at a fifth of the province.",
            [["analysts"]],
        ),
        (
            "Strikes on boats have killed 83 people, according to figures announced by the Pentagon.",
            [["Pentagon"]],
        ),
        ("Nobody in Borno state has claimed responsibility.", []),
    ],
)
def test_who_says_it(text: str, expected: list[list[str]], reader: Reader) -> None:
    assert names(text, reader) == expected


def test_an_example_of_those_who_doubt_is_not_the_one_who_promised(reader: Reader) -> None:
    text = (
        "President Bola Tinubu promised on Monday that the state would rebuild. Farmers like Goni are not "
        "convinced. “They promised us soldiers in March,” he said. “We got a signpost.”"
    )
    assert ["Bola Tinubu"] not in names(text, reader)[1:]
    assert all(
        "not convinced" not in one.cue.text for one in whence.read_text(text, reader=reader).attributions
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chad, which bought the lorries in 2021 according to a database kept by the Oslo Institute, "
            "said it was worried.",
            ["Chad"],
        ),
        (
            "More than 40,000 people have fled in Laos, its interior ministry said.",
            ["Laos's interior ministry"],
        ),
        ("“The port has been freed,” the League's Anna Brandt posted on Telegram.", ["Anna Brandt"]),
        ("Malawi needs 40 million euros by May, by the World Bank's reckoning.", ["World Bank"]),
        ("Tehran's tally stood at 1,300 on Sunday.", ["Tehran"]),
    ],
)
def test_who_says_the_last_of_it(text: str, expected: list[str], reader: Reader) -> None:
    assert names(text, reader)[-1] == expected


def test_a_quotation_posted_is_not_of_the_paragraph_before(reader: Reader) -> None:
    text = (
        "TARN — Gunmen allied with the Harbour League said Tuesday that they had taken Uvira, a lakeside "
        "city, less than a week after a truce.\n\n"
        "“The city of Uvira has been freed,” Omar Brandt, the spokesperson for the League, posted on X. He "
        "urged residents to go home."
    )
    found = whence.read_text(text, reader=reader).attributions
    quoted = next(one for one in found if any("has been freed" in c.text for c in one.content))
    assert [a.name for a in quoted.authority] == ["Omar Brandt"]
    assert [c.text for c in quoted.content] == ["“The city of Uvira has been freed,”"]


def test_they_are_not_who_spoke_before_where_others_were_named_since(reader: Reader) -> None:
    text = (
        "British military intelligence has spoken of 40,000 wounded. Rookwatch, a website, and the Harbour "
        "Wave take another path. They read local newspapers, and by May had confirmed 9,000 deaths."
    )
    assert "British military intelligence" not in [
        name for chain in names(text, reader)[1:] for name in chain
    ]


def test_what_he_stressed_is_apart_from_what_he_told(reader: Reader) -> None:
    text = (
        "The secretary general, Lars Lind, told the Oslo forum that 25,000 soldiers were being killed each "
        "month — “killed, not wounded”, he stressed."
    )
    cues = {one.cue.text: one for one in whence.read_text(text, reader=reader).attributions if one.cue}
    assert [c.text for c in cues["stressed"].content] == ["“killed, not wounded”"]
    assert cues["told"].parent is None


@pytest.mark.parametrize(
    "text",
    [
        "A Greek official declined to be identified because the talks were secret.",
        "The club rejected the accusation as “baseless”.",
    ],
)
def test_what_is_left_unsaid(text: str, reader: Reader) -> None:
    found = whence.read_text(text, reader=reader).attributions
    assert all(one.authority and one.polarity == "denied" for one in found)
    assert len(found) <= 1


def test_it_is_not_whose_questions_were_left_unanswered(reader: Reader) -> None:
    text = (
        "Hezbollah has denied hurting miners. It did not respond to Reuters' questions about the report. In "
        "earlier comments it has accused its foes of “making things up”."
    )
    assert names(text, reader)[-1] == ["Hezbollah"]


def test_a_part_of_those_who_died_is_told_by_who_told_of_them(reader: Reader) -> None:
    text = (
        "Some 400 miners were killed in May, the labour office said on Thursday, a third of them underground."
    )
    (only,) = whence.read_text(text, reader=reader).attributions
    assert [c.text for c in only.content] == [
        "Some 400 miners were killed in May", "a third of them underground",
    ]  # fmt: skip


def test_by_whose_count_it_is(reader: Reader) -> None:
    text = (
        "An institute in Kiel valued the shells at 9 billion euros; by its count, Minsk had paid back 400 "
        "million in food and fuel."
    )
    counted = whence.read_text(text, reader=reader).attributions[-1]
    assert [c.text for c in counted.content] == ["Minsk had paid back 400 million in food and fuel"]


def test_a_dateline_is_not_part_of_what_is_said(reader: Reader) -> None:
    text = (
        "Engineers clear mines, Lind says\n\n"
        "OSLO (Kyodo) -- Prime Minister Lars Lind has acknowledged for the first time that nine engineers "
        "were killed while clearing mines, state media reported Saturday."
    )
    assert not any(
        "OSLO" in c.text for one in whence.read_text(text, reader=reader).attributions for c in one.content
    )


def test_by_whose_tallies(reader: Reader) -> None:
    text = (
        "The siege began after raiders killed 1,300 people and took 90 hostages in May, by Israeli tallies."
    )
    assert names(text, reader)[-1] == ["Israeli tallies"]


def test_a_name_goes_on_to_its_acronym(reader: Reader) -> None:
    text = (
        "The Group for the Support of Islam and Muslims (JNIM), which is armed, said through its outlet "
        "that it had left the town."
    )
    assert names(text, reader)[-1] == ["Group for the Support of Islam and Muslims"]


def test_a_headline_behind_a_semicolon_is_another_s(reader: Reader) -> None:
    text = "Chad army says town was retaken; villagers bury dozens of dead\n\nThe town is called Tarn."
    said = whence.read_text(text, reader=reader).attributions[0]
    assert [c.text for c in said.content] == ["town was retaken"]


def test_the_agency_is_the_office_that_spoke(reader: Reader) -> None:
    text = (
        "GENEVA, Nov 6 (Reuters) - Reuters polled economists. According to the Office for National "
        "Statistics, unemployment rose to 5.0%, though the agency cautioned that few had answered its survey."
    )
    assert names(text, reader)[-1] == ["Office for National Statistics"]


def test_who_expects_it_is_the_one_who_is_described(reader: Reader) -> None:
    text = "“It was a soft hold,” said James Lind, an economist at Polaris, who expects a cut in December."
    assert names(text, reader)[-1] == ["James Lind"]


def test_she_is_named_in_her_own_paragraph(reader: Reader) -> None:
    text = (
        "Chief Executive John Lee promised each family money. China's President Xi Jinping, state "
        "broadcaster CCTV reported, had urged “all-out efforts”.\n\n"
        "Lawmaker-elect Emily Ho, whose aunt lives in the court, was not convinced. “It was the "
        "foam,” she said."
    )
    assert names(text, reader)[-1] == ["Emily Ho"]
