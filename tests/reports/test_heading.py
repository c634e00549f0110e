"""What a plain text states in its heading: the day, the agency, who wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.reports import load
from whence.reports.heading import stated_authors, stated_day, stated_outlet


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A title\n\nPublished 20 December 2024\n\nThe text.", "2024-12-20"),
        ("A title\n\nMonday 23 December 2024\n\n18:05 Where things stand", "2024-12-23"),
        ("Daily War Note, December 24, 2024\n\nThe text.", "2024-12-24"),
        ("A title\n\nKYIV, 23 December 2024. DSA – The number of ships has doubled.", "2024-12-23"),
        ("A title\n\nPort Tarn, 14 March 2025 — At least 41 people were killed.", "2025-03-14"),
        ("Tarn, 14 March 2025 (Agency) - At least 41 people were killed.", "2025-03-14"),
        ("The Harbour Wave, 23 December 2024, 14:32\n\nThe text.", "2024-12-23"),
        ("Updated December 23, 2024\nPublished December 22, 2024\n\nThe text.", "2024-12-22"),
        ("2024-12-23\nThe text.", "2024-12-23"),
        ("Daily briefing: Ukraine, 19 November 2024\n\nThe text.", "2024-11-19"),
        ("BEIRA, Mozambique, 19 February 2025 (AFP) – Troops left.", "2025-02-19"),
        ("HARLAN, Ohio, Dec. 2, 2024 (AP) — A fire broke out.", "2024-12-02"),
        ("Geneva / Kinshasa, 12 December 2025 – The committee said so.", "2025-12-12"),
        ("Allies fume\n\nBy ANA ROTH | 07/18/2024 05:02 AM EDT\n\nWASHINGTON — A bill.", "2024-07-18"),
        ("Allies fume\n\nBy ANA ROTH | 07/08/2024\n\nWASHINGTON — A bill.", None),
        # what is no day of publication
        ("The deal was signed on 12 December 2024\n\nThe text.", None),
        ("Born 3 March 1950 in a village\n\nThe text.", None),
        (
            "Anna Roth, 14 March 2025 was a bad day, said she counted 30 shells by noon, not more.\n",
            None,
        ),
        ("On 5 May 2023 the army said it had lost 12 men.\n", None),
        ("A title\n\nKYIV, Dec 23 (Meridian) - The number of ships has doubled.", None),
        ("From 12 December 2024 to 13 December 2024\n\nThe text.", None),
        ("12 December 2024\n13 December 2024\n\nThe text.", None),
        ("31 February 2024\n\nThe text.", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_the_day_stated_in_a_heading(text: str, day: str | None) -> None:
    assert stated_day(text) == day


def test_a_day_far_down_is_not_of_the_heading() -> None:
    assert stated_day("A line.\n" * 10 + "23 December 2024\n") is None


def test_a_text_is_dated_by_its_heading_and_an_option_stands_over_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("A title\n\nPublished 20 December 2024\n\nThe mill said on Monday that it was shut.\n")
    assert load(str(path)).published == "2024-12-20"
    assert load(str(path), published="2024-12-21").published == "2024-12-21"


@pytest.mark.parametrize(
    ("text", "outlet", "authors"),
    [
        ("TRIPOLI, Nov 3 (Reuters) - Two ships sank.", "Reuters", ()),
        (
            "A title\n\nBy Ama Owusu and Jo van Park\n\nAccra (AFP) – Two ships sank.",
            "AFP",
            ("Ama Owusu", "Jo van Park"),
        ),
        ("KYIV, Ukraine (AP) — Two ships sank.", "AP", ()),
        ("MOSCOW, December 20. /TASS/. Two ships sank.", "TASS", ()),
        ("BY AMA OWUSU\n\nTwo ships sank.", None, ("AMA OWUSU",)),
        ("By Ama Owusu, Jo Park and Lee Sung\nText.", None, ("Ama Owusu", "Jo Park", "Lee Sung")),
        # what is none
        ("SAINT-DENIS (France) - Two ships sank.", None, ()),
        ("Doctors Without Borders (MSF) - a charity - said so.", None, ()),
        ("By the river stood a mill.", None, ()),
        ("By Friday\n\nTwo ships sank, Reuters said (Reuters) - twice.", None, ()),
        ("", None, ()),
    ],
)
def test_who_wrote_it_and_for_whom(text: str, outlet: str | None, authors: tuple[str, ...]) -> None:
    assert stated_outlet(text) == outlet
    assert stated_authors(text) == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Marcus Webb, Staff Writer", ("Marcus Webb",)),
        ("By Ama Owusu and Jo Park, Court Reporters", ("Ama Owusu", "Jo Park")),
        ("By ANA ROTH | 07/18/2024 05:02 AM EDT", ("ANA ROTH",)),
    ],
)
def test_what_a_byline_says_besides_names(line: str, authors: tuple[str, ...]) -> None:
    assert stated_authors(f"A title\n\n{line}\n\nThe text goes on.") == authors
