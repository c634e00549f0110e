"""What is given, by its whole words, and what comes back for it, however the text ties the two."""

from __future__ import annotations

import pytest

from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report

RETURNS = [
    (
        "The World Bank has promised Zambia $200 million on condition of cuts in maize subsidies.",
        "money", "political", "cuts",
    ),
    (
        "Oslo's loan of 500 million euros to Tunisia is tied to tighter controls on its coast.",
        "money", "political", "controls",
    ),
    (
        "France's offer of two patrol boats to Benin was conditional on the release of a French officer.",
        "ships", "prisoners", "officer",
    ),
    (
        "Another said Riyadh might exchange some of its loans to Islamabad for aircraft.",
        "money", "aircraft", "aircraft",
    ),
    ("A Japanese bank lent Vietnam 40 billion yen, secured by coffee exports.", "money", "food", "coffee"),
    ("China lent Angola $2 billion, to be repaid in crude oil.", "money", "fuel", "crude"),
    (
        "Belarus released 30 political prisoners as a reward for an easing of American sanctions.",
        "prisoners", "sanctions-relief", "sanctions",
    ),
    ("Turkmenistan sends gas to Iran, which pays with electricity.", "energy", "energy", "electricity"),
    ("Kuwait gave Lebanon fuel in return for promises of reform.", "fuel", "political", "reform"),
    ("Turkey supplied Chad with two drones against a promise of oil.", "drones", "fuel", "oil"),
    (
        "Under the deal, valued at $1.3 billion, Saab will deliver 12 Gripen fighters to Peru.",
        "aircraft", "money", "$1.3",
    ),
    ("Romania sold Bulgaria a corvette worth 90 million euros.", "ships", "money", "90"),
    (
        "The Netherlands awarded Naval Group a $5.2 billion contract for four submarines.",
        "ships", "money", "$5.2",
    ),
    (
        "The price of the four frigates that Norway is buying from Britain is put at 10 billion pounds.",
        "ships", "money", "10",
    ),
    (
        "Moldova buys 100 megawatts of electricity from Romania at 90 euros a megawatt-hour.",
        "energy", "money", "90",
    ),
    ("Azerbaijan freed 32 Armenian soldiers in return for two of its own.", "prisoners", "prisoners", "own"),
    ("Ukraine gave Russia a pilot and got back five of its officers.", "prisoners", "prisoners", "officers"),
]  # fmt: skip
GIVEN = [
    ("Washington granted Minsk relief from sanctions on its airline.", "sanctions-relief", "sanctions"),
    ("Norway has offered Kenya the lifting of its veto.", "political", "veto"),
    ("Norway has offered Kenya the know-how to build drones.", "technology", "know-how"),
    ("Norway sent Kenya NLAW anti-tank missiles last month.", "missiles", "NLAW"),
    ("Norway has given Gripens to Kenya.", "aircraft", "Gripens"),
    ("Norway has offered Kenya four second-hand destroyer escorts.", "ships", "escorts"),
    ("Norway has given an IRIS-T system to Kenya.", "weapons", "system"),
    ("Norway has offered Kenya a company of marines.", "troops", "marines"),
    ("Norway gave Kenya a 34 percent share of the mine.", "goods", "share"),
    ("Brussels released 900 million euros of frozen funds to Hungary.", "money", "funds"),
    ("Sweden has given Brazil a licence to build the jet.", "technology", "licence"),
    ("Burkina Faso granted Russia a licence to mine gold.", "political", "licence"),
    ("Norway has offered Kenya 300 lifejackets.", "goods", "lifejackets"),
]


@pytest.mark.parametrize(("text", "given", "back", "word"), RETURNS)
def test_what_comes_back(reader: Reader, text: str, given: str, back: str, word: str) -> None:
    (found,) = read_report(Report(text), reader).exchanges
    assert [item.category for item in found.gives] == [given]
    assert [item.category for item in found.in_return] == [back]
    assert word in found.in_return[0].span.text


@pytest.mark.parametrize(("text", "category", "word"), GIVEN)
def test_what_is_given(reader: Reader, text: str, category: str, word: str) -> None:
    (found,) = read_report(Report(text), reader).exchanges
    assert [item.category for item in found.gives] == [category]
    assert word in found.gives[0].span.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fairlow will pay a break fee of £45m to Basket Barn.", "a break fee of £45m"),
        (
            "Myanmar imported at least 69,000 tonnes of jet fuel in 2024, a report said.",
            "at least 69,000 tonnes of jet fuel",
        ),
    ],
)
def test_things_are_not_cut_at_a_sign_or_a_bound(reader: Reader, text: str, words: str) -> None:
    (found,) = read_report(Report(text), reader).exchanges
    assert found.gives[0].span.text == words


def test_a_firm_sells_arms_to_the_state_with_which_it_signs(reader: Reader) -> None:
    text = "Rheinmetall has signed a contract worth 390 million euros with Hungary for 21 Lynx vehicles."
    (found,) = read_report(Report(text), reader).exchanges
    assert found.giver is not None
    assert found.giver.name == "Rheinmetall"
    assert found.receiver is not None
    assert found.receiver.name == "Hungary"


def test_the_worth_of_a_gift_is_no_price(reader: Reader) -> None:
    (found,) = read_report(Report("Norway gave Kenya six boats worth $40 million."), reader).exchanges
    assert found.in_return == ()


@pytest.mark.parametrize(
    "text",
    [
        "Two Russian drones crossed into Poland during the night.",
        "The finance minister presented his budget to parliament in Lagos.",
        "His assist handed Norway a late chance to draw level.",
        "The coach gave his players two days off before the match in Oslo.",
        "Investors sold shares of Turkish banks on Monday.",
    ],
)
def test_nothing_changes_hands(reader: Reader, text: str) -> None:
    assert read_report(Report(text), reader).exchanges == ()


def test_a_debt_that_is_swapped_is_paid_to_the_lender(reader: Reader) -> None:
    text = "Angola has swapped part of its Chinese debt for crude oil, the treasury said."
    (found,) = read_report(Report(text), reader).exchanges
    assert (found.giver and found.giver.name, found.receiver and found.receiver.name) == ("Angola", "China")
    assert [i.category for i in found.gives] == ["fuel"]
    assert [i.category for i in found.in_return] == ["money"]
