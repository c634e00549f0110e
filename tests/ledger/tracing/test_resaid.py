"""Statements without a figure that were told again, and such as only resemble them.

They stand in `tests/data/resaid.txt`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.ledger.tracing.test_retold import FOLDER, told
from whence.ledger import tables
from whence.ledger.store import Ledger
from whence.ledger.tracing import follow
from whence.reader import Reader
from whence.reading import Reading

Place = tuple[str, str]
"""A report and a sentence of it."""


@dataclass(frozen=True)
class Scores:
    """What was found of the truth, and what besides."""

    right: int
    wrong: list[tuple[Place, Place]]
    found: dict[tuple[Place, Place], set[str]]
    wanted: dict[tuple[Place, Place], set[str]]


def score(readings: Mapping[str, Reading], truth: list[dict[str, Any]], ledger: Ledger) -> Scores:
    """A link between two retellings of one statement is right too: the reader may have missed the first."""
    ids = {name: ledger.add(reading, then=(follow,)).report_id for name, reading in readings.items()}
    name_of = {report_id: name for name, report_id in ids.items()}
    with ledger.read() as connection:
        claims = {row.id: row for row in connection.execute(select(tables.attribution))}
        rows = connection.execute(select(tables.retelling)).mappings().all()
    places = {
        (one[end]["report"], one[end]["text"]) for one in truth for end in ("of", "in")
    }  # fmt: skip

    def place(claim: str) -> Place:
        row = claims[claim]
        name, start = name_of[row.report_id], (row.cue or row.content[0])[0]
        for report, text in places:
            at = readings[name].report.text.find(text)
            if report == name and at <= start < at + len(text):
                return report, text
        return name, row.words

    nearest: dict[str, Any] = {}
    for row in rows:
        known = nearest.get(row["later_id"])
        if row["later_id"] in claims and (known is None or row["detail"]["near"] < known["detail"]["near"]):
            nearest[row["later_id"]] = row
    wanted = {
        ((one["of"]["report"], one["of"]["text"]), (one["in"]["report"], one["in"]["text"])): set(
            one["drift"]
        )
        for one in truth
    }
    origin = {later: earlier for earlier, later in wanted}
    found: dict[tuple[Place, Place], set[str]] = {}
    right, wrong = 0, []
    for row in nearest.values():
        pair = place(row["earlier_id"]), place(row["later_id"])
        if pair in wanted:
            found[pair] = {kind for kind, _, _ in row["detail"]["drift"]}
        if pair in wanted or (pair[0] in origin and origin[pair[0]] == origin.get(pair[1])):
            right += 1
        else:
            wrong.append(pair)
    return Scores(right, wrong, found, wanted)


@pytest.fixture(scope="module")
def scores(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    path: Path = tmp_path_factory.mktemp("resaid") / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        return score(*told(reader, FOLDER / "resaid.txt"), ledger)


def test_what_is_found_is_the_same_statement(scores: Scores) -> None:
    assert scores.right >= 46
    assert scores.right / (scores.right + len(scores.wrong)) >= 0.97, scores.wrong


def test_most_retellings_are_found(scores: Scores) -> None:
    assert len(scores.found) / len(scores.wanted) >= 0.88, set(scores.wanted) - set(scores.found)


def test_what_changed_is_named_and_nothing_else(scores: Scores) -> None:
    named = {(pair, kind) for pair, kinds in scores.found.items() for kind in kinds}
    true = {(pair, kind) for pair in scores.found for kind in scores.wanted[pair]}
    assert len(named & true) >= 0.95 * len(named), named - true
    assert len(named & true) >= 0.8 * len(true), true - named
