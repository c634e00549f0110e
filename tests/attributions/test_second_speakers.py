"""Whose word a second clause is; and who cites whom, however the clauses hang together."""

from __future__ import annotations

import pytest

import whence
from whence.reader import Reader

CASES: list[tuple[str, list[tuple[str, list[str]]]]] = [
    (
        "Guterres said hospitals were full, and the WHO, in its daily bulletin, warned that "
        "cholera was "
        "spreading.",
        [("hospitals were full", ["Guterres"]), ("that cholera was spreading", ["WHO"])],
    ),
    (
        "Putin said talks had failed, and Lavrov, speaking in Ankara, accused Kyiv of sabotage.",
        [("talks had failed", ["Putin"]), ("Kyiv of sabotage", ["Lavrov"])],
    ),
    (
        'Rubio spoke to both sides, the State Department said, and urged "immediate de-escalation".',
        [("Rubio spoke to both sides", ["State Department"]),
         ('"immediate de-escalation"', ["State Department", "Rubio"])],
    ),
    (
        "The charity, which has 40 staff, according to its website, denied wrongdoing.",
        [("wrongdoing", ["charity"]), ("which has 40 staff", ["its website"])],
    ),
    (
        "The assessment, first described by The Wall Street Journal, estimated that doing so "
        "would take "
        "until 2027.",
        [("that doing so would take until 2027", ["Wall Street Journal", "assessment"])],
    ),
    (
        "A banner hung from the balcony with the words: “No more lies.” According to police, 200 "
        "people took "
        "part.",
        [("200 people took part", ["police"])],
    ),
    ("The Guardian, citing AFP, said the vote was delayed.", [("the vote was delayed", ["Guardian", "AFP"])]),
    (
        "According to Ukrainska Pravda, citing Reuters, the vote was delayed.",
        [("the vote was delayed", ["Ukrainska Pravda", "Reuters"])],
    ),
    (
        "Axios, citing an Israeli and a US official, reported that the two had been in contact.",
        [("that the two had been in contact", ["Axios", "an Israeli and a US official"])],
    ),
    (
        "Al Arabiya, quoting Israel's Channel 12, said a truce was near.",
        [("a truce was near", ["Al Arabiya", "Channel 12"])],
    ),
    (
        "According to Reuters, which cited three officials, Iran has moved its centrifuges.",
        [("Iran has moved its centrifuges", ["Reuters", "three officials"])],
    ),
    (
        "According to the FT, which cites sources close to the matter, EU ambassadors failed to agree on it.",
        [("EU ambassadors failed to agree on it", ["FT", "sources close to the matter"])],
    ),
    (
        "Turkey is ready to host such a summit, the TV channel cited Erdogan.",
        [("Turkey is ready to host such a summit", ["TV channel", "Erdogan"])],
    ),
    (
        "The report said the minister had demanded an inquiry, and that the governor, John Hale, "
        "had agreed "
        "to pay for it.",
        [("an inquiry", ["report", "minister"]), ("to pay for it", ["report", "John Hale"])],
    ),
    (
        "MOSCOW, September 22. /TASS/. Russian forces took a village, the Defense Ministry reported.",
        [("Russian forces took a village", ["Defense Ministry"])],
    ),
    (
        "Qatar has been accused by Israel of funding Hamas, which it denies.",
        [("Qatar", ["Israel"]), ("of funding Hamas", ["Qatar"])],
    ),
    (
        "Bellingcat had documented nine strikes since October, and found that munitions from the "
        "US were used.",
        [("that munitions from the US were used", ["Bellingcat"])],
    ),
    (
        "The boy was left alone for two hours, an inquest heard on Monday.",
        [("The boy was left alone for two hours", [])],
    ),
    (
        "Two people were killed, Sergey Aksyonov, the head of Crimea, said.",
        [("Two people were killed", ["Sergey Aksyonov"])],
    ),
    (
        "At least 34 people were killed, a doctors' union said, an account the Rapid Support Forces denied.",
        [
            ("At least 34 people were killed", ["a doctors' union"]),
            ("At least 34 people were killed", ["Rapid Support Forces"]),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), CASES, ids=[text[:40] for text, _ in CASES])
def test_each_clause_is_on_its_own_word(text: str, told: list[tuple[str, list[str]]], reader: Reader) -> None:
    found = [
        (a.content[0].text, [one.name for one in a.authority])
        for a in whence.read_text(text, reader=reader).attributions
    ]
    for expected in told:
        assert expected in found
    said = [text for text, _ in told]
    assert [one for one in found if one[0] in said] == [one for one in found if one in told]
