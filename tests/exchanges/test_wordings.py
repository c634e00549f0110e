"""Ways in which reports say that something passes, is taken back, or is paid for."""

from __future__ import annotations

import pytest

from tests.misread import MISREAD
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report

GIVEN = [
    ("Canada put deliveries of armoured cars to Riyadh on hold in April.",
     "Canada", "Saudi Arabia", "vehicles", "stopped"),
    ("Poland has withdrawn the helicopters it lent to Latvia.", "Poland", "Latvia", "aircraft", "stopped"),
    ("South Sudan has shut off the oil it was sending to Port Sudan.",
     "South Sudan", "Sudan", "fuel", "stopped"),
    ("Ukraine's air force said Norwegian interceptors had stopped arriving in June.",
     "Norway", "Ukraine", "missiles", "stopped"),
    ("Two Turkish transport planes touched down in Tripoli on Friday carrying 40 tonnes of medicine.",
     "Turkey", "Libya", "medical", "delivered"),
    ("Berlin rejected Kyiv's request to send Taurus missiles.", "Germany", "Ukraine", "missiles", "refused"),
    ("Iranian rockets helped the Houthis hold the port.", "Iran", "Houthis", "missiles", "delivered"),
    ("Ireland has paid for prosthetic legs for 140 mine victims in Angola.",
     "Ireland", "mine victims in Angola", "medical", "delivered"),
    pytest.param("The World Bank covered a third of the cost of the dam in Malawi.",
                 "World Bank", "Malawi", "money", "delivered", marks=MISREAD),
    ("Most of the rifles captured from the militia were made in Serbia.",
     "Serbia", "militia", "weapons", "delivered"),
    ("Fiji pleaded with Canberra for a hospital ship.", "Australia", "Fiji", "ships", "requested"),
    ("Zelenskiy said he hoped France would come forward with a batch of Aster missiles.",
     "France", "Ukraine", "missiles", "expected"),
    ("Denver sent forward Malik Carver to Miami on Thursday.", "Denver", "Miami", "labour", "delivered"),
    ("The Uzbek government signed a contract on Thursday with Noorwind, which will supply 120 turbines.",
     "Noorwind", "Uzbekistan", "goods", "signed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "giver", "receiver", "category", "standing"), GIVEN)
def test_given(reader: Reader, text: str, giver: str, receiver: str, category: str, standing: str) -> None:
    (one,) = read_report(Report(text), reader).exchanges
    assert one.giver is not None
    assert one.receiver is not None
    assert (one.giver.name, one.receiver.name) == (giver, receiver)
    assert ([i.category for i in one.gives], one.standing) == ([category], standing)


RETURNS = [
    ("Caracas released six Americans in a deal that saw two Venezuelan bankers leave a Florida jail.",
     "two Venezuelan bankers"),
    ("The kidnappers released the two engineers after the mining company paid a ransom of $400,000.",
     "a ransom of $400,000"),
    ("Turkey released the crew only after Athens returned its patrol boat.", "its patrol boat"),
    ("India delivered 12 rail engines to Mozambique in May; payment is due in January.", "payment"),
    ("Cuba rents out some 400 physicians to Calabria, where the regional government pays 4,700 euros a "
     "month for each of them.",
     "4,700 euros a month"),
    ("Washington eased its curbs on Belarusian potash last week. In return Minsk pardoned 52 prisoners.",
     "52 prisoners"),
    ("Togo gave the Emirati firm a 30-year lease on its port; in exchange the firm will build two berths.",
     "two berths"),
    pytest.param("The kidnappers let the priest go for a ransom of 20,000 dollars.",
                 "a ransom of 20,000 dollars", marks=MISREAD),
    ("In return for closing its border crossings, Minsk received 200 million euros from Brussels.",
     "closing its border crossings"),
    ("Valencia have loaned goalkeeper Pau Ferrer to Hertha Berlin until June, with the German club "
     "covering his wages in full.",
     "his wages"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "back"), RETURNS)
def test_comes_back(reader: Reader, text: str, back: str) -> None:
    (one,) = read_report(Report(text), reader).exchanges
    assert [item.span.text for item in one.in_return] == [back]


def test_one_player_is_one_thing(reader: Reader) -> None:
    text = (
        "Torino have bought Ghana striker Kofi Mensah from Genk for 11 million euros. "
        "The 22-year-old scored twice on his debut. His agent took a fee of 900,000 euros."
    )
    (one,) = read_report(Report(text), reader).exchanges
    assert [item.span.text for item in one.gives] == ["striker Kofi Mensah"]


@pytest.mark.parametrize(
    "text",
    [
        "Floodwater cut the main road to Beira and swept away two bridges.",
        "France was told to pull out its special forces that year.",
        "China's coast guard sent four ships into waters near Kinmen on Sunday.",
        "Georgia declined to say whether it had supplied Ukraine with Buk missiles.",
        "Ethiopia shot down a drone that it said came from Sudan.",
        "The captain said that he gave this city everything.",
    ],
)
def test_nothing_passes(reader: Reader, text: str) -> None:
    assert read_report(Report(text), reader).exchanges == ()


def test_what_is_the_givers_own_does_not_come_back_to_it(reader: Reader) -> None:
    text = (
        "China has sold Myanmar six fighter jets. In exchange for Beijing's protection at the UN, "
        "the generals have promised to guard the pipelines."
    )
    (sold,) = read_report(Report(text), reader).exchanges
    assert sold.in_return == ()


def test_at_least_is_part_of_what_is_given(reader: Reader) -> None:
    text = "Iran has sold Sudan armed drones and sent at least 40 technicians to help assemble them."
    given = [item.span.text for one in read_report(Report(text), reader).exchanges for item in one.gives]
    assert "least 40 technicians" not in given


def test_when_something_was_sent_is_not_when_who_says_so_came(reader: Reader) -> None:
    text = (
        "Iran, according to American officials who visited Beirut this month, has sent Hezbollah $300 "
        "million this year."
    )
    (one,) = read_report(Report(text, published="2026-11-20"), reader).exchanges
    assert one.when is not None
    assert one.when.edtf == "2026"


def test_where_somebody_writes_gives_nothing(reader: Reader) -> None:
    text = "Laos's prime minister appealed on Facebook for an immediate ceasefire."
    givers = [one.giver.name for one in read_report(Report(text), reader).exchanges if one.giver is not None]
    assert "Facebook" not in givers


def test_a_list_and_its_first_word_are_one(reader: Reader) -> None:
    text = "By its count, Russia had paid North Korea back in food, fuel and air-defense systems."
    for one in read_report(Report(text), reader).exchanges:
        spans = [(item.span.start, item.span.end) for item in one.gives]
        assert not any(a <= c and d <= b and (a, b) != (c, d) for a, b in spans for c, d in spans)


def test_a_number_that_is_given_passes_to_nobody(reader: Reader) -> None:
    text = "South Korea's Defense Intelligence Agency gave a higher number in July: 12 million 152mm rounds."
    assert read_report(Report(text), reader).exchanges == ()
    text = "France gave Ukraine a number of howitzers in May."
    (one,) = read_report(Report(text), reader).exchanges
    assert one.giver is not None
    assert one.giver.name == "France"
