"""Whom described nouns stand for."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from tests.exchanges.test_descriptions import called
from tests.misread import MISREAD
from whence.attributions import attribute
from whence.exchanges.own_words import own_words
from whence.exchanges.parties import Parties
from whence.exchanges.proposals import Proposals
from whence.exchanges.read import tell_by_rules
from whence.exchanges.referents import Referents
from whence.parse import Parse
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # a body of its own, or its owner
        ("Ghana's cocoa board has asked Oslo for 40 million dollars.", "board", "Ghana's cocoa board"),
        ("Ghana's army has asked Oslo for 40 rifles.", "army", "Ghana"),
        ("A Bulgarian hospital was given ten beds by Norway.", "hospital", "Bulgarian hospital"),
        ("The council of Riga has bought ten trams from Škoda.", "council", "council of Riga"),
        # taken up
        (
            "The World Bank met Kenya's ministers. The bank has lent Nairobi 90 million dollars since.",
            "bank",
            "World Bank",
        ),
        ("Cuba has no fuel. Mexico has sent the island two tankers.", "island", "Cuba"),
        ("Chad has asked France for aid. Paris sent the country 40 lorries.", "country", "Chad"),
        # whole words
        ("A dairy co-operative in Otago has sent Fiji milk.", "co", "dairy co-operative in Otago"),
        ("A dairy co-operative in Otago has sent Fiji milk.", "operative", "dairy co-operative in Otago"),
        ("Jakarta-based Mirano has sold Fiji a ferry.", "Mirano", "Mirano"),
        ("Dravo of Sweden has sold Fiji a ferry.", "Dravo", "Dravo"),
    ],
)
def test_whom_a_noun_stands_for(text: str, word: str, name: str, reader: Reader) -> None:
    assert called(text, word, reader) == name


def _read(text: str, reader: Reader) -> tuple[Doc, Parties, Proposals]:
    parse = Parse.of(Report(text), reader)
    read = tell_by_rules(parse, attribute(parse, reader))
    proposals = read.proposals()
    assert proposals is not None
    return parse.doc, read.parties, proposals


def test_own_words_are_longer_and_shorter(reader: Reader) -> None:
    doc, parties, _ = _read("Oslo has paid some 900 young nurses from Chad.", reader)
    nurses = next(t for t in doc if t.text == "nurses")
    words = {label: side.name for label, side in own_words(nurses, parties)}
    assert words["bare short"] == "young nurses"
    assert words["count short"] == "900 young nurses"
    assert words["adjless short"] == "nurses"
    assert any(name == "900 young nurses from Chad" for name in words.values())


def test_options_are_own_words_owners_and_whoever_was_named_but_not_the_other_side(reader: Reader) -> None:
    doc, parties, proposals = _read(
        "Oslo lent Riga money. Kenya's rice board has asked Fiji for help.", reader
    )
    board = next(t for t in doc if t.text == "board")
    fiji = next(m.side for m in proposals.antecedents.mentions if m.side.name == "Fiji")
    chosen = Referents(parties, proposals.antecedents, {})
    keys = {o.side.key for o in chosen.options(board)}
    assert {"kenya's rice board", "country:ken", "country:nor", "country:lva"} <= keys
    assert "country:fji" not in keys  # named behind it
    assert "country:nor" not in {
        o.side.key for o in chosen.options(board, [m.side for m in proposals.antecedents.mentions[:1]])
    }
    found = chosen.of(board, [fiji])
    assert found is not None
    assert found.odds == pytest.approx(1 / len(chosen.options(board, [fiji])))  # no weights: all alike


def test_a_giver_told_by_a_noun_is_called_by_whom_it_means(reader: Reader) -> None:
    text = "Bulgaria's largest dairy has sold Kosovo 40 tonnes of cheese."
    (exchange,) = read_report(Report(text), reader).exchanges
    assert exchange.giver is not None
    assert exchange.giver.name == "Bulgaria's largest dairy"
    start, end = exchange.giver.span.start, exchange.giver.span.end
    assert text[start:end] == exchange.giver.span.text


@pytest.mark.parametrize(
    ("text", "gives", "returns"),
    [
        # both may be what comes back: one of them was given
        (
            "Armenia handed over two Azerbaijani soldiers and received four captive villagers in return.",
            "two Azerbaijani soldiers",
            "four captive villagers",
        ),
        ("Russia and Ukraine exchanged 205 prisoners of war apiece.", "205 prisoners", "205 prisoners"),
        ("The fund approved a $30 million gift to Fiji in return for a law.", "a $30 million gift", None),
    ],
)
def test_what_is_given_and_comes_back(text: str, gives: str, returns: str | None, reader: Reader) -> None:
    found = read_report(Report(text), reader).exchanges
    assert any(gives in item.span.text for x in found for item in x.gives)
    if returns is not None:
        assert any(returns in item.span.text for x in found for item in x.in_return)


def test_land_that_is_taken_is_not_given(reader: Reader) -> None:
    assert read_report(Report("The rebels took the town from the army."), reader).exchanges == ()


SHIPS = "China sent four ships into the strait on Sunday."
ALONE = (
    "Taipei denied a newspaper report that Ukrainian officers were teaching its marines how to hunt landing "
    "craft."
)


@pytest.mark.parametrize(
    "text",
    [
        ALONE,
        pytest.param(
            f"{SHIPS}\n\n{ALONE}\n\nIts president gave no interview.",
            marks=MISREAD,
        ),
    ],
)
def test_a_report_that_is_denied(text: str, reader: Reader) -> None:
    taught = [x for x in read_report(Report(text), reader).exchanges if x.gives[0].category == "training"]
    assert [x.standing for x in taught] == ["denied"]


def test_names_and_plans_are_knowledge(reader: Reader) -> None:
    (given,) = read_report(Report("Kyiv has given Warsaw the plans of its sea drone."), reader).exchanges
    assert given.gives[0].category in ("technology", "intelligence")


def test_where_a_report_was_written_is_nobody_in_it(reader: Reader) -> None:
    text = (
        "NAIROBI, Kenya, Nov. 20, 2024 (Reuters) - At least 34 people were killed when fighters shelled a "
        "market in the town of Umm Dawr on Tuesday, a local doctors' union said.\n\n"
        "The army did not comment. Two diplomats who had been briefed on the matter said Egypt had shipped "
        "some 60 armoured vehicles to the army in exchange for port rights, citing an intelligence "
        "assessment they declined to share."
    )
    (exchange,) = read_report(Report(text), reader).exchanges
    assert exchange.receiver is not None
    assert (exchange.receiver.name, exchange.receiver.actor) == ("army", None)
