from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from whence.attributions.attribution import Authority
from whence.attributions.name_spans import abbreviates
from whence.attributions.names import Names
from whence.attributions.rules import packaged_rules
from whence.spans import TextSpan

VOCAB = spacy.blank("en").vocab


def named(text: str) -> Names:
    """Names of a text whose entities are written as KIND{words}; every word hangs on the first."""
    words: list[str] = []
    ents: list[str] = []
    kind = ""
    begins = False
    for piece in text.split():
        if piece.endswith("{"):
            kind, begins = piece[:-1], True
        elif piece == "}":
            kind = ""
        else:
            words.append(piece)
            ents.append(f"{'B' if begins else 'I'}-{kind}" if kind else "O")
            begins = False
    tags = [
        "NNP" if e != "O" else "." if not w[0].isalpha() else "NN" for w, e in zip(words, ents, strict=True)
    ]
    pos = [{"NNP": "PROPN", ".": "PUNCT", "NN": "VERB"}[t] for t in tags]
    doc = Doc(
        VOCAB, words, ents=ents, tags=tags, pos=pos, lemmas=[w.lower() for w in words],
        heads=[0] * len(words), deps=["ROOT", *["dep"] * (len(words) - 1)],
    )  # fmt: skip
    return Names(doc, packaged_rules())


def bearers(text: str) -> list[tuple[str, str, int]]:
    return [(b.name, b.kind, len(b.mentions)) for b in named(text).bearers]


@pytest.mark.parametrize(
    ("short", "full", "is_one"),
    [
        ("ISW", "Institute for the Study of War", True),
        ("RFE/RL", "Radio Free Europe/Radio Liberty", True),
        ("JCS", "Joint Chiefs of Staff", True),
        ("U.N.", "United Nations", True),
        ("NIS", "National Intelligence Service", True),
        ("HCG", "Harbour Coast Guard", True),
        ("ISW", "Institute of Strategic Studies", False),
        ("UN", "Unesco", False),
        ("Isw", "Institute for the Study of War", False),
        ("US", "Ulysses", False),
        ("", "", False),
        ("A", "Anna", False),
    ],
)
def test_whatabbreviates_what(short: str, full: str, is_one: bool) -> None:
    assert abbreviates(short, full) is is_one


def test_a_name_and_its_acronym_in_brackets_are_one() -> None:
    found = named("ORG{ Harbour Coast Guard } ( ORG{ HCG } ) waited . ORG{ HCG } left .").bearers
    assert [(b.name, len(b.mentions)) for b in found] == [("Harbour Coast Guard", 3)]


def test_an_acronym_in_brackets_needs_no_entity() -> None:
    names = named("The Centre for Harbour Studies ( CHS ) waited")
    assert [b.name for b in names.bearers] == ["Centre for Harbour Studies"]
    assert names.at(6) is names.bearers[0]


def test_brackets_that_abbreviate_something_else_are_left_alone() -> None:
    assert bearers("ORG{ Harbour Guard } ( ORG{ XYZ } ) waited") == [
        ("Harbour Guard", "ORG", 1), ("XYZ", "ORG", 1),
    ]  # fmt: skip


def test_an_acronym_first_takes_the_full_name_later() -> None:
    assert bearers("ORG{ HCG } waited . ORG{ Harbour Coast Guard } left") == [
        ("Harbour Coast Guard", "ORG", 2)
    ]


@pytest.mark.parametrize(
    "title", ["Mr.", "Mr", "Mrs", "Ms", "Dr.", "Sir", "Gen.", "Sen.", "President", "Minister"]
)
def test_titles_are_no_part_of_a_name(title: str) -> None:
    assert bearers(f"PERSON{{ {title} Ines Okafor }} waited") == [("Ines Okafor", "PERSON", 1)]


@pytest.mark.parametrize("article", ["The", "the", "a"])
def test_articles_are_no_part_of_a_name(article: str) -> None:
    assert bearers(f"ORG{{ {article} Harbour Guard }} waited") == [("Harbour Guard", "ORG", 1)]


def test_a_possessive_is_no_part_of_a_name() -> None:
    assert bearers("PERSON{ Ines Okafor ’s } boat") == [("Ines Okafor", "PERSON", 1)]


def test_a_surname_is_the_person_named_before() -> None:
    assert bearers("PERSON{ Ines Okafor } waited . PERSON{ Okafor } left . PERSON{ Mrs Okafor } too") == [
        ("Ines Okafor", "PERSON", 3)
    ]


def test_the_fuller_name_may_come_later() -> None:
    assert bearers("PERSON{ Okafor } waited . PERSON{ Ines Okafor } left") == [("Ines Okafor", "PERSON", 2)]


def test_two_of_one_family_are_two() -> None:
    found = bearers("PERSON{ Ines Okafor } waited . PERSON{ Paul Okafor } left")
    assert [name for name, _, _ in found] == ["Ines Okafor", "Paul Okafor"]


def test_a_title_gives_a_gender() -> None:
    assert named("PERSON{ Mrs Okafor } waited").bearers[0].gender == "she"
    assert named("PERSON{ Mr. Okafor } waited").bearers[0].gender == "he"
    assert named("PERSON{ Ines Okafor } waited").bearers[0].gender is None


@pytest.mark.parametrize("word", ["It", "He", "She", "They", "Who", "I", "We"])
def test_a_pronoun_is_never_a_name(word: str) -> None:
    assert bearers(f"boats , PERSON{{ {word} }} waited") == []
    assert bearers(f"boats , ORG{{ {word} }} waited") == []


def test_a_known_outlet_needs_no_entity() -> None:
    assert [(b.name, b.kind) for b in named("yesterday the New York Times wrote").bearers] == [
        ("New York Times", "OUTLET")
    ]


def test_a_place_is_no_person_of_that_name() -> None:
    assert [kind for _, kind, _ in bearers("PLACE{ Victoria } lies north . PERSON{ Ada Victoria } left")] == [
        "PLACE", "PERSON",
    ]  # fmt: skip


def test_mentions_are_found_within_words() -> None:
    names = named("PERSON{ Ines Okafor } met PERSON{ Paul Marsh } today")
    assert [(span, b.name) for span, b in names.within((0, 6))] == [
        ((0, 2), "Ines Okafor"),
        ((3, 5), "Paul Marsh"),
    ]
    assert [b.name for _, b in names.within((2, 4))] == ["Paul Marsh"]
    assert names.within((5, 6)) == []
    assert names.at(5) is None


def test_no_words_hold_no_names() -> None:
    assert Names(Doc(VOCAB, []), packaged_rules()).bearers == []


def test_a_copy_is_added_to_alone() -> None:
    names = named("PERSON{ Ann Lee } met PERSON{ Bo Rask } . PERSON{ Lee } left")
    again = names.copy()
    lee = again.at(0)
    assert lee is not None
    assert lee is again.at(6) is again.bearers[0]
    assert lee == names.at(0)
    assert lee is not names.at(0)
    again.describe_unnamed((3, 4), Authority("an aide", TextSpan(0, 0, ""), "person", True), ())
    lee.words.add("chief")
    assert len(again.bearers) == len(names.bearers) + 1
    assert "chief" not in names.bearers[0].words
