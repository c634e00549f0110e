"""Whom pronouns, and "the country", stand for."""

from __future__ import annotations

import pytest

from tests.exchanges.test_descriptions import called
from whence.exchanges.antecedents import Antecedents, pronoun_class
from whence.exchanges.read import tell_by_rules
from whence.parse import Parse
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report

DROUGHT = (
    "Kenya has a drought. Kenya has closed schools, and Kenya is short of water, the army of Kenya said. "
)


@pytest.mark.parametrize(
    "clause",
    [
        "The government of the country has asked Uganda for maize.",
        "The army of the country sent lorries to Uganda.",
        "The parliament of the country, the state broadcaster said, has sent Uganda tents.",
    ],
)
def test_whose_body_it_is_may_be_the_country_s(clause: str, reader: Reader) -> None:
    """Asking for the subject's country once asked for the country's subject, without end."""
    (exchange,) = read_report(Report(DROUGHT + clause), reader).exchanges
    names = {side.name for side in (exchange.giver, exchange.receiver) if side is not None}
    assert names == {"Kenya", "Uganda"}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ('"We still have no drones," the Somali defence minister said.', "We", "Somalia"),
        ("We have waited for the Finnish rifles all year, a Ukrainian captain said.", "We", "Ukraine"),
        ("Minsk said on Monday that it had lent Baku two bridges.", "it", "Belarus"),
        ("Farmers in Kano lost their seed. Benin lent them two tractors.", "them", "Farmers in Kano"),
    ],
)
def test_whom_a_pronoun_stands_for(text: str, word: str, name: str, reader: Reader) -> None:
    assert called(text, word, reader) == name


def test_names_are_read_as_far_as_somebody_looks(reader: Reader) -> None:
    parse = Parse.of(Report("Oslo lent Riga money. Tallinn sent Vilnius fuel. Berlin sent nothing."), reader)
    read = tell_by_rules(parse, ())
    proposals = read.proposals()
    assert proposals is not None
    chosen, whole = (Antecedents(read.parties, proposals.people) for _ in range(2))
    end = parse.doc[0].sent.end
    first = [m.side.name for m in chosen.mentions_before(end)]
    assert first == [m.side.name for m in whole.mentions if m.at < end] == ["Norway", "Latvia"]
    assert [m.at for m in chosen.mentions] == [m.at for m in whole.mentions]


def test_candidates_are_named_before_or_beside_and_never_the_other_side(reader: Reader) -> None:
    text = "Oslo lent Riga money. Tallinn said that it had sent Vilnius fuel. Berlin sent nothing."
    parse = Parse.of(Report(text), reader)
    read = tell_by_rules(parse, ())
    proposals = read.proposals()
    assert proposals is not None
    chosen = Antecedents(read.parties, proposals.people)
    it = next(t for t in parse.doc if t.text == "it")
    assert pronoun_class(it) == "it"
    assert set(chosen.features(it)) == {"country:nor", "country:lva", "country:est", "country:ltu"}
    vilnius = next(m.side for m in chosen.mentions if m.side.actor == "country:ltu")
    assert "country:ltu" not in chosen.features(it, [vilnius])
    found = chosen.of(it, [vilnius])
    assert found is not None
    assert found.side.actor == "country:est"
    assert text[parse.doc[found.side.start].idx :].startswith("it")
    assert 0.5 < found.odds <= 1
    assert chosen.of(next(t for t in parse.doc if t.text == "money")) is None
