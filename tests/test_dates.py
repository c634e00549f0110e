from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.dates import When, find_dates

WEDNESDAY = "2024-12-18"


def one(words: str, published: str | None, direction: str = "past") -> When:
    found = list(find_dates(words, 0, len(words), published, direction))  # type: ignore[arg-type]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("words", "published", "edtf", "modifier", "role"),
    [
        ("since February 2022", None, "2022-02", None, "since"),
        ("ever since March 2011", None, "2011-03", None, "since"),
        ("in the first half of 2024", None, "2024-40", None, "at"),
        ("in the second half of 2024", None, "2024-41", None, "at"),
        ("in the third quarter of 2023", None, "2023-35", None, "at"),
        ("in the first half of October", None, "XXXX-10", "early", "at"),
        ("in the spring of 2023", None, "2023-21", None, "at"),
        ("during the 1990s", None, "199X", None, "within"),
        ("between March and June 2024", None, "2024-03/2024-06", None, "within"),
        ("from November to February 2024", None, "2023-11/2024-02", None, "within"),
        ("between March and June", WEDNESDAY, "2024-03/2024-06", None, "within"),
        ("from 2014 to 2021", None, "2014/2021", None, "within"),
        ("by mid-January", "2025-01-22", "2025-01", "mid", "at"),
        ("in October last year", "2025-01-22", "2024-10", None, "at"),
        ("by the end of November", WEDNESDAY, "2024-11", "late", "at"),
        ("as of 20 December 2024", None, "2024-12-20", None, "at"),
        ("until September 2024", None, "2024-09", None, "until"),
        ("in the past 24 hours", WEDNESDAY, "2024-12-17/2024-12-18", None, "within"),
        ("over the last two weeks", WEDNESDAY, "2024-12-04/2024-12-18", None, "within"),
        ("in the past three months", WEDNESDAY, "2024-09/2024-12-18", None, "within"),
        ("in the past three months", None, None, None, "within"),
        ("over the past few days", WEDNESDAY, None, None, "within"),
        ("tomorrow", WEDNESDAY, "2024-12-19", None, "at"),
        ("last night", WEDNESDAY, "2024-12-17", None, "at"),
        ("since the war began", WEDNESDAY, None, None, "since"),
        ("since the start of the full-scale invasion", WEDNESDAY, None, None, "since"),
        ("at the start of the conflict", None, None, None, "at"),
        ("earlier this month", WEDNESDAY, "2024-12", None, "at"),
        ("early this month", WEDNESDAY, "2024-12", "early", "at"),
        ("next year", WEDNESDAY, "2025", None, "at"),
        ("mid-2023", None, "2023", "mid", "at"),
        ("so far this year", WEDNESDAY, "2024", None, "within"),
        ("three weeks ago", WEDNESDAY, None, None, "at"),
    ],
)  # fmt: skip
def test_what_a_time_expression_gives(
    words: str, published: str | None, edtf: str | None, modifier: str | None, role: str
) -> None:
    when = one(words, published)
    assert (when.date.edtf, when.date.modifier, when.role) == (edtf, modifier, role)


def test_a_weekday_lies_where_the_verb_points() -> None:
    assert one("on Monday", WEDNESDAY).date.edtf == "2024-12-16"
    assert one("on Monday", WEDNESDAY, "future").date.edtf == "2024-12-23"
    assert one("in January", WEDNESDAY).date.edtf == "2024-01"
    assert one("in January", WEDNESDAY, "future").date.edtf == "2025-01"
    assert one("on Monday", None, "future").date.edtf is None


def test_several_in_one_sentence_do_not_overlap() -> None:
    text = "From 3 May 2023 to 9 June 2024 they held it, and on Friday, weeks after the truce, they left."
    found = list(find_dates(text, 0, len(text), "2024-12-18"))
    assert [w.date.edtf for w in found] == ["2023-05-03/2024-06-09", "2024-12-13", None]
    assert all(a.date.span.end <= b.date.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "words",
    ["2024 men", "in 2,022 cases", "it may march", "since then", "a 2019 law", "over 2024 soldiers",
     "on 31 February", "a second half", "the war"],
)  # fmt: skip
def test_what_is_no_date(words: str) -> None:
    assert list(find_dates(words, 0, len(words), WEDNESDAY)) == []


@given(st.text(max_size=300), st.sampled_from([None, WEDNESDAY, "0001-01-01", "9999-12-31"]))
def test_any_text_is_taken(text: str, published: str | None) -> None:
    for when in find_dates(text, 0, len(text), published):
        span = when.date.span
        assert text[span.start : span.end] == span.text


def test_time_is_in_step_with_the_length() -> None:
    text = "since the start of the war in the first half of " * 4000
    began = time.perf_counter()
    assert list(find_dates(text, 0, len(text), WEDNESDAY))
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Khan Jan Alokozai said so", []),
        ("April Jones said so", []),
        ("Last April Russia said so", ["April"]),
        ("In April NATO said so", ["In April"]),
    ],
)
def test_a_name_is_no_month(text: str, words: list[str]) -> None:
    assert [when.date.span.text for when in find_dates(text, 0, len(text), None)] == words


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("between 10 May and 11 June 2024", "2024-05-10/2024-06-11"),
        ("from 3 to 5 June 2024", "2024-06-03/2024-06-05"),
        ("between December 20 and January 4, 2024", "2023-12-20/2024-01-04"),
        ("until June", "XXXX-06"),  # told in March: of this year or the last
        ("until February", "2024-02"),
    ],
)
def test_intervals_and_what_lasts_until(text: str, edtf: str) -> None:
    (only,) = find_dates(text, 0, len(text), "2024-03-03")
    assert only.date.edtf == edtf


def test_into_a_place_is_no_time() -> None:
    text = "It let in 200 lorries a day into Gaza."
    assert list(find_dates(text, 0, len(text), "2024-03-03")) == []
