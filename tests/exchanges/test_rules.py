"""Frames and categories are data: an analyst's file is read on top, and a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.errors import WhenceError
from whence.exchanges import ExchangeRules, read_exchanges
from whence.exchanges.read import tell_by_rules
from whence.parse import Parse
from whence.reader import Reader
from whence.reports.report import Report


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.toml"


def test_categories_of_the_package() -> None:
    rules = ExchangeRules.load()
    assert {"troops", "ammunition", "money", "technology", "agreement", "support"} <= rules.categories
    assert rules.phrases["air", "defence", "system"] == "weapons"


def test_a_word_of_ones_own(own: Path, reader: Reader) -> None:
    own.write_text('[categories]\nantiquities = ["amphora"]\n', encoding="utf-8")
    parse = Parse.of(Report("Egypt sent three amphoras to Greece."), reader)
    (found,) = read_exchanges(parse, (), rules=ExchangeRules.load(own))
    assert [item.category for item in found.gives] == ["antiquities"]


def test_a_verb_of_ones_own(own: Path, reader: Reader) -> None:
    text = "Egypt bestows grain on Sudan."
    parse = Parse.of(Report(text), reader)
    assert tell_by_rules(parse, ()).told == []
    own.write_text(
        '[[verb]]\nlemmas = ["bestow"]\ngiver = ["subject"]\nreceiver = ["on"]\nitem = ["object"]\n'
        'needs = ["item", "receiver"]\n',
        encoding="utf-8",
    )
    rules = ExchangeRules.load(own)
    (told,) = tell_by_rules(parse, (), rules=rules).told
    (found,) = read_exchanges(parse, (), rules=rules)
    for one in (told, found):
        assert one.giver is not None
        assert one.receiver is not None
        assert (one.giver.name, one.receiver.name) == ("Egypt", "Sudan")


def test_ones_own_category_holds_against_the_packages(own: Path) -> None:
    own.write_text('[categories]\nrelief = ["tent"]\n', encoding="utf-8")
    assert ExchangeRules.load().phrases["tent",] == "goods"
    assert ExchangeRules.load(own).phrases["tent",] == "relief"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[categories]\ntroops = 3\n", "troops of [categories] must be a list of words"),
        ("[things]\n", "no such table of rules: things"),
        ('[[verb]]\nlemmas = ["give"]\n', "has no item"),
        ('[[verb]]\nlemmas = ["give"]\nitem = ["object"]\nneeds = ["luck"]\n', "needs luck"),
        ('[[verb]]\nitem = ["object"]\n', "a [[verb]] has no lemmas"),
        ('[[verb]]\nlemmas = ["give"]\nitem = ["object"]\ngivers = []\n', "no such key: givers"),
        ('[[governor]]\nlemmas = ["dither"]\nstanding = "dithered"\n', "dithered is no standing"),
        ('[verb]\nlemmas = ["give"]\n', "verb must be an array of tables"),
        ("verb = [", "not a TOML file of rules"),
    ],
)
def test_what_is_wrong_is_named(own: Path, text: str, said: str) -> None:
    own.write_text(text, encoding="utf-8")
    with pytest.raises(WhenceError) as error:
        ExchangeRules.load(own)
    assert str(own) in str(error.value)
    assert said in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WhenceError, match="cannot read these rules"):
        ExchangeRules.load(tmp_path / "none.toml")
