"""Drift of each kind in statements that were told again: in many wordings (`tests/data/retold.txt`), in the
ways that reporters change them every day (`retold_everyday.txt`), and beside what was ruled out, denied or
weighed (`retold_plain.txt`, `retold_plain_2.txt`); and what stands in the place of what (`retold_stead.txt`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.retellings import score
from whence.api import read_text
from whence.ledger.tracing.drift import KINDS
from whence.reader import Reader
from whence.reading import Reading

FOLDER = Path(__file__).parents[2] / "data"
DATA = FOLDER / "retold.txt"
EVERYDAY = FOLDER / "retold_everyday.txt"
PLAIN = FOLDER / "retold_plain.txt"
STEAD = FOLDER / "retold_stead.txt"
PLAIN_2 = FOLDER / "retold_plain_2.txt"
NEVER = 10**6
"""No story is one whose statements without a figure are marked."""
OUTLETS = (
    "The Harbour Chronicle", "Pacific Mail", "Daily Lantern", "Gazeta Nova", "Evening Post", "The Register",
    "Coastline", "Echo", "Morning Star", "The Observer", "City Times", "Herald", "Tribune",
)  # fmt: skip


def told(reader: Reader, path: Path = DATA) -> tuple[dict[str, Reading], list[dict[str, Any]]]:
    """The readings of every report, and what is true of them."""
    readings: dict[str, Reading] = {}
    truth: list[dict[str, Any]] = []
    day, origin, statements = date(2031, 1, 1), "", [""]

    def read(name: str, text: str, outlet: str, published: date) -> None:
        one = read_text(text, reader=reader, outlet=outlet, published=published.isoformat())
        report = replace(one.report, location=f"https://example.org/{name}")
        readings[name] = replace(one, report=report)

    number = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("O: "):
            day += timedelta(days=200)
            # A dispatch that says "on Friday" is of that day.
            if named := re.search(rf"\bsaid\b[^.|]* on ({'|'.join(calendar.day_name)})\b", line):
                day += timedelta(days=(list(calendar.day_name).index(named[1]) - day.weekday()) % 7)
            statements = [one.strip() for one in line[3:].split("|")]
            number, origin = 0, f"s{len(truth) + 1}r1"
            outlet = "Meridian" if "(Meridian)" in line else "Northwire"
            read(origin, " ".join(statements), outlet, day)
        elif match := re.match(r"(?:R (\d) \[(.*?)\]|X): (.*)", line):
            number += 1
            text = match[3].replace(" || ", "\n\n")
            name = f"{origin.removesuffix('1')}{number + 1}"
            read(name, text, OUTLETS[number % len(OUTLETS)], day + timedelta(days=1 + number % 3))
            if match[1]:
                truth.append(
                    {
                        "kind": "retelling",
                        "of": {"report": origin, "text": statements[int(match[1]) - 1].split(") - ")[-1]},
                        "in": {"report": name, "text": text.split("\n\n")[0]},
                        "drift": [kind for kind in re.split(r",\s*", match[2]) if kind],
                    }
                )
    return readings, truth


@pytest.fixture(scope="module")
def scores(reader: Reader) -> dict[str, Any]:
    return score(*told(reader), plain_from=NEVER)


def test_retellings_in_many_wordings_are_found(scores: dict[str, Any]) -> None:
    assert scores["retellings"]["precision"] >= 0.97
    assert scores["retellings"]["recall"] >= 0.97


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_drift_is_named_and_no_other(scores: dict[str, Any], kind: str) -> None:
    found = scores["drift"][kind]
    assert found["precision"] >= 0.94, found
    assert found["recall"] >= 0.88, found


@pytest.fixture(scope="module")
def everyday(reader: Reader) -> dict[str, Any]:
    return score(*told(reader, EVERYDAY), plain_from=NEVER)


def test_everyday_retellings_are_found(everyday: dict[str, Any]) -> None:
    assert everyday["retellings"]["precision"] >= 0.97
    assert everyday["retellings"]["recall"] >= 0.9


@pytest.mark.parametrize(
    ("kind", "recall"),
    [
        ("metric", 0.7),
        ("bound", 0.9),
        ("standing", 0.85),
        ("figure", 0.8),
        ("authority", 0.75),
        ("scope", 0.9),
    ],
)
def test_everyday_changes_are_named_and_no_other(everyday: dict[str, Any], kind: str, recall: float) -> None:
    found = everyday["drift"][kind]
    assert found["precision"] >= 0.94, found
    assert found["recall"] >= recall, found


@pytest.fixture(scope="module", params=[PLAIN, PLAIN_2], ids=["first", "second"])
def plain(reader: Reader, request: pytest.FixtureRequest) -> dict[str, Any]:
    return score(*told(reader, request.param), plain_from=1)


def test_plain_statements_are_found_again_and_no_others(plain: dict[str, Any]) -> None:
    assert plain["retellings"]["precision"] >= 0.95
    assert plain["retellings"]["recall"] >= 0.86


def test_changes_of_plain_statements_are_named_and_no_other(plain: dict[str, Any]) -> None:
    found = plain["drift"]["all"]
    assert found["precision"] >= 0.96, plain["drift"]
    assert found["recall"] >= 0.82, plain["drift"]


@pytest.fixture(scope="module")
def stead(reader: Reader) -> dict[str, Any]:
    return score(*told(reader, STEAD), plain_from=1)


def test_what_stands_in_the_place_of_what_is_named_and_no_other(stead: dict[str, Any]) -> None:
    assert stead["retellings"]["precision"] >= 0.97
    assert stead["retellings"]["recall"] >= 0.93
    for kind in ("scope", "figure", "authority"):
        assert stead["drift"][kind]["precision"] == 1.0, stead["drift"]
        assert stead["drift"][kind]["recall"] >= 0.9, stead["drift"]
    assert stead["drift"]["all"]["recall"] >= 0.94, stead["drift"]
