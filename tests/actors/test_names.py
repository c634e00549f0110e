from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.actors import Actors, name_key, packaged_actors
from whence.actors.names import fold, normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Kremlin's", "Kremlin"),
        ("the Houthis'", "Houthis"),
        ("U.S.", "US"),
        ("Kim Jong-un", "KIM JONG UN"),
        ("Élysée", "elysee"),
        ("Jonas Gahr Støre", "jonas gahr store"),
        ("Agence France–Presse", "Agence France-Presse"),
        ("Task & Purpose", "Task and Purpose"),
        ("Sa'ar", "Sa’ar"),
        ("New\u00a0York\n Times", "New York Times"),
        ("\u200bReuters\u202e", "Reuters"),
    ],
)
def test_writings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normal(one) == normal(other) != ""


@pytest.mark.parametrize(
    "names",
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "Mr Volodymyr Zelenskyi"),
        ("Sergei Lavrov", "Sergey Lavrov", "Sergej Lavrov"),
        ("Yevgeny Prigozhin", "Yevgeniy Prigozhin"),
        ("Kim Jong Un", "Kim Jong-un", "Kim Jongun"),
        ("Mohammed Deif", "Muhammad Deif", "Mohamed Deif"),
        ("Bashar al-Assad", "Bashar Assad", "Bashar Al Assad"),
        ("Abdel Fattah el-Sisi", "Abdul Fattah al-Sisi", "Abdelfattah al-Sisi"),
        ("Dmytro Kuleba", "Dmitro Kuleba"),
        ("Muammar Gaddafi", "Muammar Gadafi"),
    ],
)
def test_spellings_of_one_person_share_a_key(names: tuple[str, ...]) -> None:
    assert len({name_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong Un", "Kim Jong Il"),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Vladimir Putin", "Volodymyr Putin"),
        ("Oleksandr Syrskyi", "Aleksandr Syrskyi"),
        ("Michel Aoun", "Joseph Aoun"),
        ("Lee Jae-myung", "Lee Myung-bak"),
        ("Anna Marin", "Ana Marić"),
        ("Jang Min", "Yang Min"),
    ],
)
def test_different_people_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


HOSTILE = [
    "x" * 100_000,
    "Putin " * 20_000,
    "the " * 50_000,
    "'s" * 50_000,
    "." * 100_000,
    "a." * 50_000,
    "(" * 100_000,
    "North Korean " * 12,
    "President " * 16,
    "president of " * 12,
    "a.b." * 39,
    "\x00\x1b[31mPutin\x1b[0m",
    "<b>Putin</b>",
    "Robert'); DROP TABLE actors;--",
    "\ud800\udfff",
    "İ" * 160,
    "\u0301" * 160,
    "http://" + "a." * 70 + "com",
    "country:" + "x" * 100_000,
]


def every_question(actors: Actors, text: str) -> None:
    for kind in (None, "person", "outlet", "unknown", "nonsense"):
        match = actors.resolve(text, on=date(2024, 1, 1), kind=kind, context=["country:prk", text])
        assert match is None or 0 < match.score <= 1
    party = actors.party(text)
    assert party is None or actors.get(party)
    actors.country_of_demonym(text)
    actors.by_domain(text)
    actors.get(text)
    assert len(actors.suggest(text, 3)) <= 3
    assert len(name_key(text)) <= 500


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_do_no_harm(actors: Actors, text: str) -> None:
    every_question(actors, text)


@given(st.text(max_size=200))
def test_any_text_can_be_asked_for(text: str) -> None:
    every_question(packaged_actors(), text)


PIECES = [
    "the ",
    "North Korean",
    " president",
    " of ",
    "Ukraine",
    "Kim",
    " Jong-un",
    "’s",
    ", ",
    "Putin",
    "US",
    ".com",
]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_any_mixture_of_names_can_be_asked_for(text: str) -> None:
    every_question(packaged_actors(), text)


@given(st.text(max_size=100))
def test_a_normal_form_is_its_own(text: str) -> None:
    assert fold(normal(text)) == normal(text)
