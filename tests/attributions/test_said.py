from __future__ import annotations

import re
from datetime import date as calendar_day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.attributions.attribution import Date
from whence.attributions.said import find_said
from whence.dates import published_day

WEDNESDAY = "2024-12-18"


def exists(edtf: str) -> bool:
    """Whether there is such a month or day in some leap year."""
    year, month, day = ([*edtf.split("-"), "01", "01"])[:3]
    try:
        calendar_day.fromisoformat(f"{'2024' if year == 'XXXX' else year}-{month}-{day}")
    except ValueError:
        return False
    return True


def said(words: str, published: str | None) -> Date | None:
    return find_said(words, 0, len(words), published)


@pytest.mark.parametrize(
    ("words", "published", "edtf", "modifier"),
    [
        # months, with no year unless the report has a date or the words say it
        ("in October", None, "XXXX-10", None),
        ("in October", WEDNESDAY, "2024-10", None),
        ("in December", WEDNESDAY, "2024-12", None),
        ("in October 2022", None, "2022-10", None),
        ("in October 2022", WEDNESDAY, "2022-10", None),
        ("in October", "2025-01-08", "2024-10", None),
        ("in early October", None, "XXXX-10", "early"),
        ("at the beginning of October", None, "XXXX-10", "early"),
        ("at the start of October", WEDNESDAY, "2024-10", "early"),
        ("in mid-October", None, "XXXX-10", "mid"),
        ("in the middle of October", None, "XXXX-10", "mid"),
        ("in late October", WEDNESDAY, "2024-10", "late"),
        ("at the end of October", None, "XXXX-10", "late"),
        ("in Oct. 2023", None, "2023-10", None),
        ("in Sept.", WEDNESDAY, "2024-09", None),
        ("in May", WEDNESDAY, "2024-05", None),
        ("in March 2024", None, "2024-03", None),
        # days
        ("on 5 November", None, "XXXX-11-05", None),
        ("on November 5", None, "XXXX-11-05", None),
        ("on Nov. 5", WEDNESDAY, "2024-11-05", None),
        ("on November 5th, 2023", None, "2023-11-05", None),
        ("on the 5th November 2023", None, "2023-11-05", None),
        ("on December 24", WEDNESDAY, "2023-12-24", None),
        ("on December 18", WEDNESDAY, "2024-12-18", None),
        ("on 2024-11-05", None, "2024-11-05", None),
        ("on May 3", WEDNESDAY, "2024-05-03", None),
        # years
        ("in 2023", None, "2023", None),
        ("back in 2014", WEDNESDAY, "2014", None),
        ("in early 2023", None, "2023", "early"),
        # days of the week, back from the report's own
        ("on Monday", WEDNESDAY, "2024-12-16", None),
        ("on Thursday", WEDNESDAY, "2024-12-12", None),
        ("Wednesday", WEDNESDAY, "2024-12-18", None),
        ("last Wednesday", WEDNESDAY, "2024-12-11", None),
        ("on Tuesday evening", WEDNESDAY, "2024-12-17", None),
        ("on Monday", "2025-01-01T08:30:00Z", "2024-12-30", None),
        ("on Monday", None, None, None),
        # near
        ("yesterday", "2025-01-01", "2024-12-31", None),
        ("Today", WEDNESDAY, "2024-12-18", None),
        ("this morning", WEDNESDAY, "2024-12-18", None),
        ("yesterday", None, None, None),
        ("last month", "2025-01-08", "2024-12", None),
        ("late last month", "2025-01-08", "2024-12", "late"),
        ("earlier this month", WEDNESDAY, "2024-12", None),
        ("last year", WEDNESDAY, "2023", None),
        ("this year", WEDNESDAY, "2024", None),
        ("last week", WEDNESDAY, "2024-12-09/2024-12-15", None),
        ("this week", WEDNESDAY, "2024-12-16/2024-12-22", None),
        # what gives no date that can be written
        ("two days ago", None, None, None),
        ("weeks after the confirmation", None, None, None),
        ("weeks after the confirmation", WEDNESDAY, None, None),
    ],
)  # fmt: skip
def test_when_something_was_said(
    words: str, published: str | None, edtf: str | None, modifier: str | None
) -> None:
    date = said(words, published)
    assert date is not None
    assert (date.edtf, date.modifier) == (edtf, modifier)
    assert words[date.span.start : date.span.end] == date.span.text


@pytest.mark.parametrize(
    "words",
    [
        "", "it may rain", "May he rest", "they March on", "the mayor said", "an august body", "in 20244",
        "sat down",
        "3,000 men", "in 1850 boxes", "a second time", "Decoration",
    ],
)  # fmt: skip
@pytest.mark.parametrize("published", [None, WEDNESDAY])
def test_what_is_no_date(words: str, published: str | None) -> None:
    assert said(words, published) is None


@pytest.mark.parametrize(
    "words",
    [
        "on 99 October",
        "on October 0",
        "on 31 February",
        "on February 30, 2024",
        "on 2024-13-45",
        "on 2024-02-30",
    ],
)
@pytest.mark.parametrize("published", [None, WEDNESDAY])
def test_a_day_that_does_not_exist_is_not_written(words: str, published: str | None) -> None:
    date = said(words, published)
    # The month alone may be written, where it is one.
    assert date is None or date.edtf is None or exists(date.edtf), date


def test_the_first_of_several_is_meant() -> None:
    date = said("on Monday, a year after the talks of October 2023", WEDNESDAY)
    assert date is not None
    assert date.edtf == "2024-12-16"


def test_only_the_words_between_are_looked_at() -> None:
    text = "In October the mayor said in November that in December it would rain."
    date = find_said(text, text.index("the mayor"), text.index("that"), None)
    assert date is not None
    assert date.edtf == "XXXX-11"
    assert date.span.text in text[text.index("said") :]


def test_a_number_is_no_day_of_the_month() -> None:
    date = said("in October 3,000 fell", None)
    assert date is not None
    assert date.edtf == "XXXX-10"


@pytest.mark.parametrize(
    ("published", "day"),
    [(None, None), ("", None), ("2024", None), ("2024-12", None), ("2024-12-18", "2024-12-18"),
     ("2024-12-18T23:59:00+02:00", "2024-12-18"), ("yesterday", None), ("2024-02-31", None)],
)  # fmt: skip
def test_the_day_of_a_report(published: str | None, day: str | None) -> None:
    found = published_day(published)
    assert (found.isoformat() if found else None) == day


EDTF = re.compile(r"(\d{4}|XXXX)(-\d\d(-\d\d)?)?(/\d{4}-\d\d-\d\d)?")
PIECES = st.lists(
    st.sampled_from(
        ["on", "in", "early", "mid-", "late", "May", "March", "Oct.", "October", "5", "31", "99", "2024",
         "last", "week",
         "Monday", "ago", "two", "days", "weeks", "after", "the", "talks", ",", "yesterday",
         "this", "month", "beginning", "of"]
    ),
    max_size=8,
)  # fmt: skip


@given(PIECES, st.sampled_from([None, WEDNESDAY, "2024-02-29", "2025-01-01", "2024-03-31"]))
def test_whatever_is_found_points_at_its_words(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    date = said(text, published)
    if date is None:
        return
    assert text[date.span.start : date.span.end] == date.span.text == date.span.text.strip()
    assert date.edtf is None or EDTF.fullmatch(date.edtf)
    if published is None and "2024" not in text:
        assert date.edtf is None or date.edtf.startswith("XXXX")
