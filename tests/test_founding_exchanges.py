"""The report with which it began: its exchanges, on whose word, and how far each got.

The report is somebody else's text and no part of the project: it is read from the development data, and
only names and single words of it stand here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import whence
from whence.attributions.attribution import Attribution
from whence.exchanges import Exchange
from whence.reader import Reader
from whence.reading import Reading


@pytest.fixture(scope="module")
def found(reader: Reader, shared: Path) -> Reading:
    path = shared / "founding-report" / "report.txt"
    if not path.is_file():
        pytest.skip(f"{path}: the founding report is not there")
    return whence.read(path, reader=reader)


def sides(exchange: Exchange) -> tuple[str | None, str | None]:
    return (
        exchange.giver.name if exchange.giver else None,
        exchange.receiver.name if exchange.receiver else None,
    )


def given(reading: Reading, word: str) -> list[Exchange]:
    """The exchanges whose items hold a word."""
    return [x for x in reading.exchanges if any(word in i.span.text for i in x.gives)]


def word_of(reading: Reading, exchange: Exchange) -> Attribution | None:
    return next((a for a in reading.attributions if a.id == exchange.attribution), None)


def names(attribution: Attribution | None) -> str:
    return " → ".join(a.name for a in attribution.authority) if attribution else ""


def test_troops_for_money_technology_and_oil(found: Reading) -> None:
    exchange = next(x for x in found.exchanges if x.in_return)
    assert sides(exchange) == ("North Korea", "Russia")
    assert [i.category for i in exchange.gives] == ["troops"]
    assert sorted(i.category for i in exchange.in_return) == ["fuel", "money", "technology"]
    assert exchange.standing == "under way"
    assert "Radio Free Europe" in names(word_of(found, exchange))


@pytest.mark.parametrize(
    ("word", "category"),
    [("mortars", "ammunition"), ("projectiles", "ammunition"), ("ballistic", "missiles")],
)
def test_shells_and_missiles(found: Reading, word: str, category: str) -> None:
    (exchange,) = given(found, word)
    assert sides(exchange) == ("North Korea", "Russia")
    assert category in {i.category for i in exchange.gives}
    assert exchange.standing == "delivered"
    assert exchange.in_return == ()
    chain = names(word_of(found, exchange))
    assert "Wall Street Journal" in chain
    assert "Ukrainian officials" in chain


def test_the_shares_are_attached(found: Reading) -> None:
    texts = {f.id: f.span.text for f in found.figures}
    (shells,), (missiles,) = given(found, "mortars"), given(found, "ballistic")
    assert [texts[f] for f in shells.figures] == ["two-thirds"]
    assert [texts[f] for f in missiles.figures] == ["one in three"]


def test_further_support(found: Reading) -> None:
    (exchange,) = given(found, "support")
    assert sides(exchange) == ("North Korea", "Russia")
    assert exchange.standing == "in preparation"
    attribution = word_of(found, exchange)
    assert attribution is not None
    joint = {a.name for link in attribution.authority for a in (link, *link.also)}
    assert any("Zelensky" in name for name in joint)
    assert any("Joint Chiefs" in name for name in joint)


def test_an_offer_that_was_accepted(found: Reading) -> None:
    (exchange,) = given(found, "offer")
    assert sides(exchange) == ("North Korea", "Russia")
    assert exchange.standing == "agreed"
    assert exchange.plover == "AGREE"
    chain = names(word_of(found, exchange))
    assert chain.startswith("New York Times")
    assert "US officials" in chain


def test_signed_in_november_on_nobodys_word(found: Reading) -> None:
    (exchange,) = [x for x in found.exchanges if x.standing == "signed"]
    assert sides(exchange) == ("North Korea", "Russia")
    assert exchange.attribution is None
    assert exchange.when is not None
    assert exchange.when.edtf == "XXXX-11"
