"""What is lost, counted, asked for or lists who gives more: who gives what to whom, and who does not."""

from __future__ import annotations

import pytest

import whence
from whence.exchanges.exchange import Exchange
from whence.reader import Reader


def passed(text: str, reader: Reader) -> list[tuple[str | None, str | None, str]]:
    def names(one: Exchange) -> tuple[str | None, str | None, str]:
        giver, receiver = one.giver, one.receiver
        return giver and giver.name, receiver and receiver.name, one.gives[0].span.text

    return [names(one) for one in whence.read_text(text, reader=reader).exchanges]


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine lost 365 servicemen and 12 tanks in the Belgorod region of Russia, the ministry said.",
        "Trump told aides that he had approved attack plans for Iran, The Wall Street Journal reports.",
    ],
)
def test_nothing_passes(text: str, reader: Reader) -> None:
    assert passed(text, reader) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Hamas released 17 more hostages on Sunday, including 14 Israelis and three Thais.", "Thailand"),
        ("Berlin gave up Vadim Krasikov at Washington's request.", "United States"),
        ("Kyiv has received only 10 billion Canadian dollars of what it needs, he said.", "Canada"),
        ("Spain pledged 20 ambulances, Italy 30 and Portugal 12.", "Portugal"),
    ],
)
def test_who_is_only_named_beside_it(text: str, wrong: str, reader: Reader) -> None:
    assert wrong not in {side for one in passed(text, reader) for side in one[:2]}


def test_who_gives_more_of_the_same(reader: Reader) -> None:
    text = "Norway has sent Kyiv 40 howitzers, Denmark 19 and the Netherlands eight."
    assert passed(text, reader) == [
        ("Norway", "Ukraine", "40 howitzers"),
        ("Denmark", "Ukraine", "19"),
        ("Netherlands", "Ukraine", "eight"),
    ]
