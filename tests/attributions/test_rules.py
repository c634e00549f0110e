from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from whence.attributions.attribution import AuthorityType, Standing
from whence.attributions.rules import Rules, packaged_rules
from whence.errors import WhenceError


def test_packaged_rules_hold_what_the_contract_knows() -> None:
    rules = packaged_rules()
    standings = set(get_args(Standing))
    assert {entry.standing for entry in (*rules.cue_classes, *rules.content_classes)} <= standings
    types = set(get_args(AuthorityType))
    assert set(rules.type_heads.values()) <= types
    assert set(rules.stands_for.values()) <= types
    assert packaged_rules() is rules


def test_packaged_words_are_written_as_they_are_looked_up() -> None:
    rules = packaged_rules()
    for words in (
        rules.denials,
        rules.signals,
        rules.outlets,
        rules.persons,
        rules.type_heads,
        rules.stands_for,
    ):
        assert words
        assert all(word == word.lower().strip() and word for word in words)
    for entry in (*rules.cue_classes, *rules.content_classes):
        assert entry.lemmas or entry.phrases
        assert all(" " not in lemma for lemma in entry.lemmas)


@pytest.mark.parametrize(
    ("lemma", "standing"),
    [
        ("claim", "claimed"), ("allege", "alleged"), ("believe", "suspected"), ("estimate", "estimated"),
        ("expect", "expected"), ("plan", "planned"), ("urge", "demanded"), ("ask", "asked"),
        ("unverified", "unverified"),
    ],
)  # fmt: skip
def test_a_cue_is_in_the_class_of_its_kind(lemma: str, standing: str) -> None:
    first = next(entry for entry in packaged_rules().cue_classes if lemma in entry.lemmas)
    assert first.standing == standing


def rules_of(tmp_path: Path, text: str) -> Rules:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return Rules.load(file)


def test_a_file_adds_to_the_packaged_rules(tmp_path: Path) -> None:
    rules = rules_of(
        tmp_path,
        """
        [outlets]
        names = ["harbour courier"]
        [types]
        military = ["flotilla"]
        person = ["harbourmaster"]
        [polarity]
        denials = ["pooh-pooh"]
        """,
    )
    plain = packaged_rules()
    assert rules.outlets == plain.outlets | {"harbour courier"}
    assert rules.type_heads["flotilla"] == "military"
    assert rules.persons == plain.persons | {"harbourmaster"}
    assert rules.denials == plain.denials | {"pooh-pooh"}
    assert "pooh-pooh" in rules.signals
    assert rules.negations == plain.negations


def test_a_class_of_a_file_comes_before_the_packaged_ones(tmp_path: Path) -> None:
    rules = rules_of(
        tmp_path, '[[class]]\nstanding = "claimed"\nlemmas = ["whisper", "expect", "let slip"]\n'
    )
    first = rules.cue_classes[0]
    assert (first.standing, first.lemmas, first.phrases) == (
        "claimed", frozenset({"whisper", "expect"}), {"let": (("let", "slip"),)},
    )  # fmt: skip
    assert "whisper" in rules.signals
    assert rules.cue_classes[1:] == packaged_rules().cue_classes


def test_several_files_are_read_one_on_top_of_the_other(tmp_path: Path) -> None:
    one, two = tmp_path / "1.toml", tmp_path / "2.toml"
    one.write_text('[outlets]\nnames = ["one"]\n', encoding="utf-8")
    two.write_text('[outlets]\nnames = ["two"]\n', encoding="utf-8")
    assert {"one", "two"} <= Rules.load(one, two).outlets


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WhenceError, match=r"missing\.toml"):
        Rules.load(tmp_path / "missing.toml")
    with pytest.raises(WhenceError, match=tmp_path.name):
        Rules.load(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "this is no table",
        "[outlets",
        '[outlet]\nnames = ["one"]',
        'wrong = 1\n[outlets]\nnames = ["one"]',
        '[[class]]\nlemmas = ["whisper"]',
        '[[class]]\nstanding = "sung"\nlemmas = ["chant"]',
        "outlets = 3",
        "[outlets]\nnames = 3",
        "[outlets]\nnames = [1, 2]",
        '[types]\nwizard = ["mage"]',
        "outlets = " + "[" * 100_000,
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(WhenceError, match=r"mine\.toml"):
        rules_of(tmp_path, text)


def test_an_unknown_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(WhenceError, match="outlet, spells"):
        rules_of(tmp_path, '[spells]\na = []\n[outlet]\nnames = ["one"]\n')


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes('[outlets]\nnames = ["libération"]\n'.encode("latin-1"))
    with pytest.raises(WhenceError, match=r"latin\.toml"):
        Rules.load(file)
