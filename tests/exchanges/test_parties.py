"""Who a party is: firms, forces of no state, people as they are told of, and who takes up whom."""

from __future__ import annotations

import pytest

from tests.misread import MISREAD
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report

CASES = [
    ("Shipbuilder Hanstad will deliver three ferries to Iceland next spring.", "Hanstad", "Iceland"),
    ("Drugmaker Welling & Hart donated 2 million vaccine doses to Ethiopia.", "Welling & Hart", "Ethiopia"),
    (
        "Swiss trader Vantage Metals sold 5,000 tonnes of copper to Chinese smelter Jinlong.",
        "Vantage Metals",
        "Jinlong",
    ),
    (
        "The chief executive of brewer Halden said it had sold its Polish brewery to Japan's Kirano.",
        "Halden",
        "Kirano",
    ),
    (
        "French rival Altamar lost the order because it had refused to share its know-how with the Indians.",
        "Altamar",
        "India",
    ),
    ("The rebels get rifles from the powerful Shan army in the east.", "Shan army", "rebels"),
    (
        "The multinational force in Haiti has received 20 trucks from Canada.",
        "Canada",
        "multinational force in Haiti",
    ),
    (
        "Norway has pledged 30 million kroner to help families displaced by the floods in Pakistan.",
        "Norway",
        "families displaced by the floods in Pakistan",
    ),
    (
        "Germany paid for prosthetics for 60 mine victims in northern Iraq.",
        "Germany",
        "mine victims in northern Iraq",
    ),
    ("Italy will train 300 Libyan air traffic controllers in Taranto.", "Italy", "Libya"),
    ("Hezbollah freed three Red Cross workers on Friday.", "Hezbollah", "Red Cross"),
    (
        "Serbia and Kosovo each handed over twelve detainees on Sunday, the first such swap in years.",
        "Serbia",
        "Kosovo",
    ),
    (
        "Floods spoilt the harvest in Malawi. Its government has asked the World Food Programme for rice.",
        "World Food Programme",
        "Malawi",
    ),
    ("A Korean start-up, Lumo, will sell 4,000 batteries to the Kenyan bus maker Basi.", "Lumo", "Basi"),
    pytest.param(
        "Turkish drones helped Ethiopia's army retake Lalibela.", "Turkey", "Ethiopia", marks=MISREAD
    ),
    pytest.param(
        "Oxfam has been supplying a clinic in Goma with drugs.", "Oxfam", "clinic in Goma", marks=MISREAD
    ),
    ("Satellite images from Finland helped Ukrainian gunners find the depot.", "Finland", "Ukraine"),
    (
        "Swiss prosecutors will hand Uzbekistan $131 million seized from the former president's daughter.",
        "Switzerland",
        "Uzbekistan",
    ),
    (
        "According to the Open Centre, a British study group, and Reuters, Iran has shipped guns to Sudan.",
        "Iran",
        "Sudan",
    ),
]


@pytest.mark.parametrize(("text", "giver", "receiver"), CASES)
def test_who(reader: Reader, text: str, giver: str, receiver: str) -> None:
    (one,) = read_report(Report(text), reader).exchanges
    assert one.giver is not None
    assert one.receiver is not None
    assert (one.giver.name, one.receiver.name) == (giver, receiver)


def test_volunteers_act_for_the_body_that_they_are_from(reader: Reader) -> None:
    text = "Volunteers from Turkey's Umut Foundation handed the survivors blankets and soup."
    found = read_report(Report(text), reader).exchanges
    assert {x.giver.name for x in found if x.giver is not None} == {"Umut Foundation"}


def test_a_nation_takes_up_its_body(reader: Reader) -> None:
    text = (
        "Celtos sold its stake in the port to Denmark's Havnor for $90 million. "
        "The Danes will also train 60 crane drivers."
    )
    found = read_report(Report(text), reader).exchanges
    assert found[-1].giver is not None
    assert found[-1].giver.name == "Havnor"


def test_who_else_gives_gives_to_the_only_receiver(reader: Reader) -> None:
    text = (
        "Kenya sends 400 more police to Haiti\n\nKenya sent 400 more police officers to Haiti on Monday. "
        "Chad has withdrawn its offer of a battalion."
    )
    found = read_report(Report(text), reader).exchanges
    assert found[-1].receiver is not None
    assert found[-1].receiver.name == "Haiti"


@pytest.mark.parametrize(
    "text",
    [
        "Floodwater cut the main road to Pokhara and swept away two bridges.",
        "China's coast guard sent five ships into waters near Thitu on Monday.",
    ],
)
def test_nobody_gives(reader: Reader, text: str) -> None:
    assert read_report(Report(text), reader).exchanges == ()


def test_participles_in_a_row_are_of_one_subject(reader: Reader) -> None:
    text = "Somalia's new army was trained by Turkey, armed by Egypt and paid by the Gulf states."
    found = read_report(Report(text), reader).exchanges
    assert {x.receiver.name for x in found if x.receiver is not None} == {"Somalia"}


def test_whose_leader_asks_is_not_asked(reader: Reader) -> None:
    text = "Georgia has cut gas supplies to Abkhazia, whose leader asked Moscow for help."
    found = read_report(Report(text), reader).exchanges
    assert [(x.giver.name, x.receiver.name) for x in found if x.giver and x.receiver] == [
        ("Georgia", "Abkhazia"),
        ("Russia", "Abkhazia"),
    ]


def test_what_a_signer_will_do_was_signed(reader: Reader) -> None:
    text = (
        "Uzbekistan signed a contract with Emirati company Noor, which will supply 120 turbines for a farm."
    )
    (one,) = read_report(Report(text), reader).exchanges
    assert one.giver is not None
    assert (one.giver.name, one.standing) == ("Noor", "signed")


def test_whom_soldiers_are_sent_to_is_not_guessed_from_who_is_attacked(reader: Reader) -> None:
    text = (
        "Zelensky: losses exceed 3,000\n\nThe President of Ukraine, Volodymyr Zelensky, said so on Monday. "
        "There is a risk that Pyongyang will send more troops to the front, Zelensky wrote."
    )
    found = read_report(Report(text), reader).exchanges
    assert all(x.receiver is None or x.receiver.name != "Ukraine" for x in found)
