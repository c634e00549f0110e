"""Each check of exchanges, on reports made by hand: what it finds, and what it must not."""

from __future__ import annotations

import pytest
from situation.made import Page

import whence
from whence.exchanges.exchange import Item
from whence.exchanges.support import TYPES, support_type
from whence.findings import check_report
from whence.reader import Reader

TEXT = "Mali sent shells to Chad, Ada said. No rifles went, Omar said. Wheat was hoped for on 4 May or 6 May."


def page() -> Page:
    return Page(TEXT, "Courier", "2024-06-01")


def kinds(made: Page) -> list[str]:
    reading = made.reading()
    found = check_report(reading.report, reading.attributions, reading.figures, reading.exchanges)
    return [finding.kind for finding in found]


def test_affirmed_by_one_and_denied_by_another() -> None:
    made = page().says("Mali", "Chad", {"shells": "ammunition"}, "delivered", ("Ada",))
    made.says("Mali", "Chad", {"rifles": "ammunition"}, "denied", ("Omar",))
    assert kinds(made) == ["exchange-denied"]


@pytest.mark.parametrize(
    ("giver", "category", "standing", "who"),
    [
        ("Mali", "weapons", "denied", "Omar"),  # something else
        ("Mali", "ammunition", "refused", "Omar"),
        ("Mali", "ammunition", "denied", "Ada"),  # the same person, of other shells
        (None, "ammunition", "denied", "Omar"),  # nobody says who gave it
    ],
)
def test_what_is_no_denial(giver: str | None, category: str, standing: str, who: str) -> None:
    made = page().says("Mali", "Chad", {"shells": "ammunition"}, "delivered", ("Ada",))
    made.says(giver, "Chad", {"rifles": category}, standing, (who,))
    assert kinds(made) == []


def test_expected_by_one_and_denied_by_another_can_both_hold() -> None:
    made = page().says("Mali", "Chad", {"shells": "ammunition"}, "expected", ("Ada",))
    assert kinds(made.says("Mali", "Chad", {"rifles": "ammunition"}, "denied", ("Omar",))) == []


def test_told_as_delivered_and_only_expected_by_its_source() -> None:
    made = page().says("Mali", "Chad", {"shells": "food"}, "delivered", ("Ada",))
    made.says("Mali", "Chad", {"Wheat": "food"}, "expected", ("Ada",))
    assert kinds(made) == ["return-overstated"]
    other = page().says("Mali", "Chad", {"shells": "food"}, "delivered", ("Omar",))
    assert kinds(other.says("Mali", "Chad", {"Wheat": "food"}, "expected", ("Ada",))) == []


@pytest.mark.parametrize(
    ("second", "wrong"), [("2024-05-06", True), ("2024-05", False), ("XXXX-05-06", False)]
)
def test_two_dates_of_one_agreement(second: str, wrong: bool) -> None:
    made = page().says("Mali", "Chad", {"shells": "agreement"}, "signed", when=("4 May", "2024-05-04"))
    made.says("Chad", "Mali", {"shells": "agreement"}, "signed", when=("6 May", second))
    assert kinds(made) == (["two-dates"] if wrong else [])


def test_types_of_support() -> None:
    span = page().span("shells")
    assert support_type(Item(span, "ammunition")) == "weapons"
    assert support_type(Item(span, "troops"), "delivered") == "troops"
    assert support_type(Item(span, "troops"), "promised") == "foreign military presence"
    assert support_type(Item(span, "agreement")) is None
    assert "other" in TYPES


def test_who_denies_is_who_rejects_what_another_says(reader: Reader) -> None:
    text = (
        "Rwanda has often rejected accusations by Congo's government that it supplies the M23 with rifles. "
        "In May, two German lawmakers said that Rwanda was providing rifles to the M23."
    )
    found = [f for f in whence.read_text(text, reader=reader).findings if f.kind == "exchange-denied"]
    assert [f.message for f in found] == [
        "“rifles” passed, or passes, on the word of two German lawmakers; it is denied by Rwanda"
    ]
