"""What a report has said before: the country, the agency, both, and what two clauses share."""

from __future__ import annotations

import pytest

from tests.misread import MISREAD
from whence.exchanges.exchange import Exchange
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report


def _read(reader: Reader, text: str) -> list[tuple[str | None, str | None, str]]:
    return [_line(x) for x in read_report(Report(text), reader).exchanges]


def _line(x: Exchange) -> tuple[str | None, str | None, str]:
    giver = x.giver.name if x.giver else None
    return giver, x.receiver.name if x.receiver else None, x.gives[0].category


def test_the_country_is_what_the_title_is_about(reader: Reader) -> None:
    text = (
        "Uganda seeks loans\n\nChina's export bank has agreed to lend Uganda $1.2 billion. "
        "The International Monetary Fund suspended a credit of $1 billion to the country in 2023."
    )
    assert _read(reader, text) == [
        ("China", "Uganda", "money"),
        ("International Monetary Fund", "Uganda", "money"),
    ]


def test_the_agency_is_the_body_named_last(reader: Reader) -> None:
    text = "The World Food Programme works in Sudan. The United States halted its payments to the agency."
    assert _read(reader, text) == [("United States", "World Food Programme", "money")]


def test_a_title_only_repeats_its_report(reader: Reader) -> None:
    text = "Kenya gets Turkish drones\n\nTurkey has delivered six drones to Kenya, the ministry said."
    (one,) = read_report(Report(text), reader).exchanges
    assert one.standing == "delivered"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "France said on Monday it would send six Mirage jets to Ukraine, and Belgium promised 30 tanks.",
            [("France", "Ukraine", "aircraft"), ("Belgium", "Ukraine", "vehicles")],
        ),
        (
            "Pakistan received a $2 billion loan from China, and Saudi Arabia promised another $3 billion.",
            [("China", "Pakistan", "money"), ("Saudi Arabia", "Pakistan", "money")],
        ),
        (
            "Ukraine has asked Germany for Taurus missiles, but Berlin has refused to provide them.",
            [("Germany", "Ukraine", "missiles"), ("Germany", "Ukraine", "missiles")],
        ),
        (
            "Russia has received drones and shells from Iran and North Korea.",
            [("Iran", "Russia", "drones"), ("North Korea", "Russia", "drones")],
        ),
    ],
)
def test_what_clauses_share(
    reader: Reader, text: str, expected: list[tuple[str | None, str | None, str]]
) -> None:
    assert _read(reader, text) == expected


def test_a_request_is_refused_by_whom_it_was_made_to(reader: Reader) -> None:
    text = "Ukraine has asked Germany for Taurus missiles, but Berlin has refused to provide them."
    assert [x.standing for x in read_report(Report(text), reader).exchanges] == ["requested", "refused"]


def test_decided_not_to_send_is_a_refusal(reader: Reader) -> None:
    (one,) = read_report(Report("Ecuador decided not to send its helicopters to Ukraine."), reader).exchanges
    assert one.standing == "refused"


def test_in_return_whomever_the_second_names(reader: Reader) -> None:
    text = "Belarus released 52 prisoners. In return, the United States lifted sanctions on its airline."
    (one,) = read_report(Report(text), reader).exchanges
    assert [item.category for item in one.in_return] == ["sanctions-relief"]


def test_a_state_agency_that_speaks_is_read_to_the_end(reader: Reader) -> None:
    # Whose agency it is asks which country the report names most, whose count asked again whose it is.
    text = (
        "Hanoi has signed a contract to supply Angola with 12 patrol boats, the state news agency VNA said. "
        "Payment of $300 million is to be made in three instalments."
    )
    assert ("Vietnam", "Angola", "ships") in _read(reader, text)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Norway offered Moldova 20 lorries, but Moldova turned the offer down.", "refused"),
        ("Norway offered Moldova 20 lorries. Moldova turned it down.", "refused"),
        ("Norway offered Moldova 20 lorries, but the government rejected the offer.", "refused"),
        ("Moldova asked Norway for 20 lorries. Norway turned down the request.", "refused"),
        ("Moldova spurned the 20 lorries that Norway had offered it.", "refused"),
        ("Norway has offered Moldova 20 lorries; Moldova has not turned the offer down.", "offered"),
        ("Norway offered Moldova 20 lorries, but Moldova rejected its claim to the islands.", "offered"),
    ],
)
def test_an_offer_turned_down_is_refused(reader: Reader, text: str, standing: str) -> None:
    assert [x.standing for x in read_report(Report(text), reader).exchanges] == [standing]


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Moldova are close to a deal under which Norway will supply Moldova with 40 tanks.",
        "Moldova is nearing an agreement to buy 20 jets from Norway.",
        "Moldova moved closer to buying 20 jets from Norway.",
        "Moldova is close to signing a deal to buy 20 jets from Norway, the minister said.",
        pytest.param("Moldova is on the brink of signing a contract for 20 jets from Norway.", marks=MISREAD),
    ],
)
def test_a_deal_that_is_near_is_not_made(reader: Reader, text: str) -> None:
    assert [x.standing for x in read_report(Report(text), reader).exchanges] == ["in preparation"]
