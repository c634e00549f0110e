"""What sounds like an exchange and is none, or is refused: who asks, needs, hits or only makes something."""

from __future__ import annotations

import pytest

from tests.misread import MISREAD
from whence import Reader
from whence.api import read_text

Told = tuple[str | None, str | None, str, list[str]]


def told(reader: Reader, text: str) -> list[Told]:
    return [
        (
            x.giver.name if x.giver else None,
            x.receiver.name if x.receiver else None,
            x.standing,
            [item.span.text for item in x.in_return],
        )
        for x in read_text(text, reader=reader).exchanges
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Iran had sent missiles to Russia, the spokesman declined to comment.",
        "It is not clear whether Iran has sent missiles to Russia.",
        "It remains unclear whether the Emirates have supplied drones to the RSF.",
        "Asked if the Emirates were arming the RSF, Rubio said nothing.",
        "Moldova does not need German guns, Igor Dodon said.",
        "Serbia and Kosovo never signed the deal.",
        "Israeli fire killed 27 Palestinians who were waiting for aid trucks, the ministry said.",
        "A poll by INSA gave the CDU 27%.",
    ],
)
def test_nothing_passes(reader: Reader, text: str) -> None:
    assert told(reader, text) == []


@pytest.mark.parametrize(
    ("text", "exchanges"),
    [
        ("Moldova would not accept Russian gas, Sandu said.", [("Russia", "Moldova", "refused", [])]),
        (
            "Lebanon will not accept Iranian weapons on its soil, Aoun said.",
            [("Iran", "Lebanon", "refused", [])],
        ),
        (
            "Zelensky asked whether Washington would sell Ukraine 25 Patriot systems.",
            [("United States", "Ukraine", "requested", [])],
        ),
        ("Poland bought radars from Saab for its frigates.", [("Saab", "Poland", "delivered", [])]),
        (
            "Poland bought radars from Saab for $40 million.",
            [("Saab", "Poland", "delivered", ["$40 million"])],
        ),
        ("Gazprom bought the Bulgarian stake in the pipeline.", [("Bulgaria", "Gazprom", "delivered", [])]),
        (
            "The Netherlands sent Ukraine 24 F-16s. The jets cost The Hague 500 million euros.",
            [("Netherlands", "Ukraine", "delivered", [])],
        ),
        (
            "Ukraine and Hungary have not signed the agreement, the minister said.",
            [("Ukraine", "Hungary", "in preparation", [])],
        ),
    ],
)
def test_what_passes(reader: Reader, text: str, exchanges: list[Told]) -> None:
    assert told(reader, text) == exchanges


@pytest.mark.parametrize(
    "text",
    [
        "Zelenskiy met Lavrov's deputy in Istanbul. Washington was preparing to send 40 Abrams tanks.",
        "Hezbollah fired rockets at Haifa on Monday. Washington is preparing to send two THAAD batteries.",
        "Putin met U.S. envoy Steve Witkoff in Moscow. Berlin was preparing to send two Patriot batteries.",
        "Germany hands over two more IRIS-T systems as Oslo pays for Patriot missiles",
    ],
)
def test_who_is_met_or_hit_or_pays_elsewhere_gets_nothing(reader: Reader, text: str) -> None:
    wrong = {"Russia", "Haifa", "United States", "Norway"}
    assert [one for one in told(reader, text) if one[1] in wrong] == []


def test_a_denied_need_denies_no_delivery(reader: Reader) -> None:
    reading = read_text(
        "Germany has delivered 12 guns to Moldova, officials said. Moldova does not need German guns, "
        "Igor Dodon said.",
        reader=reader,
    )
    assert [x.standing for x in reading.exchanges] == ["delivered"]
    assert "exchange-denied" not in {f.kind for f in reading.findings}


def test_who_says_that_a_ship_carried_something_carries_nothing(reader: Reader) -> None:
    text = (
        "A cargo ship that the Portuguese navy says was carrying 60 tonnes of artillery propellant to Libya "
        "has been held at Sines since Friday, port officials said on Monday."
    )
    assert [one for one in told(reader, text) if one[0] == "Portugal"] == []
    (firm,) = told(reader, "The firm that Kyiv says sold Russia 40 engines denied it.")
    assert firm[:2] == ("firm", "Russia")
    assert all(
        one[0] != "Ukraine" for one in told(reader, "The state that Kyiv believes is arming Russia is Iran.")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine's air force said Russia had launched 99 drones and three ballistic missiles.",
        "Israel said Iran had launched 40 ballistic missiles.",
        "Canada has pledged $5 million. Mexico opened two shelters.",
        "France has sent 200 rescuers. Greece closed its schools.",
        "Croatia has dispatched two helicopters. Serbia offered to take in displaced families.",
        "The Campaign Against Arms Trade said that Britain sold missiles.",
        "Kenya urged Ethiopia not to accept Turkish drones, an official said.",
    ],
)
def test_what_is_fired_who_only_speaks_and_what_others_do_is_no_gift(reader: Reader, text: str) -> None:
    assert read_text(text, reader=reader).exchanges == ()


def test_a_part_that_was_disbursed_has_been_delivered(reader: Reader) -> None:
    text = (
        "The World Bank has agreed to lend Kenya $1 billion, of which $400 million was disbursed in May, "
        "he said."
    )
    assert [x.standing for x in read_text(text, reader=reader).exchanges] == ["agreed", "delivered"]


def test_who_accuses_gives_nothing_and_a_currency_is_no_party(reader: Reader) -> None:
    text = "Turkey, which Greece accused of supplying missiles to Libya, said it wanted peace."
    assert [one[:2] for one in told(reader, text)] == [("Turkey", "Libya")]
    for text in (
        "The families paid US$300 for his release.",
        "The herders have promised to pay SDG 90 million in blood money.",
    ):
        assert told(reader, text) == []


@MISREAD
def test_what_somebody_agrees_only_to_send_is_not_what_was_demanded(reader: Reader) -> None:
    text = (
        "Kyiv demanded Taurus missiles but Berlin has so far agreed only to send Patriots, an official said."
    )
    agreed = [x for x in read_text(text, reader=reader).exchanges if x.standing == "agreed"]
    assert [[i.span.text for i in x.gives] for x in agreed] == [["Patriots"]]
