"""Exchanges in a ledger: found, judged and exported, a row each."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledger.made import full, made
from whence.cli import cli
from whence.ledger import Filters, Ledger, LedgerError
from whence.ledger.exports import export_exchanges


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for number in range(3):
        ledger.add(made(number))
    ledger.add(full())
    return ledger


@pytest.fixture
def name() -> str:
    return f"{full().report.id[:16]}:x1"


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(words="troops"),
        Filters(words="TROOP korea"),
        Filters(side="North Korea"),
        Filters(party="Russia"),
        Filters(standing="promised"),
        Filters(since="2024-12-24", until="2024-12-24"),
        Filters(report=full().report.id[:16]),
    ],
)
def test_what_is_found(filled: Ledger, name: str, filters: Filters) -> None:
    (found,) = filled.exchanges(filters)
    assert found.id == name
    assert found.giver is not None
    assert (found.giver.name, found.giver.words, found.giver.actor) == ("North Korea", "Kim", "country:prk")
    assert [(i.words, i.category, i.support) for i in found.gives] == [
        ("troops", "troops", "foreign military presence")  # promised, and not yet sent
    ]
    assert [i.category for i in found.in_return] == ["money"]
    assert found.attribution == name.replace("x1", "a1")


@pytest.mark.parametrize(
    "filters",
    [
        Filters(words="tanks"),
        Filters(side="Chad"),
        Filters(party="Chad"),
        Filters(standing="delivered"),
        Filters(since="2024-12-25"),
        Filters(outlet="Nobody"),
        Filters(authority="Nobody"),
    ],
)
def test_what_is_not(filled: Ledger, filters: Filters) -> None:
    assert list(filled.exchanges(filters)) == []


def test_filters_of_figures_are_refused(filled: Ledger) -> None:
    with pytest.raises(LedgerError, match="--metric is of figures"):
        list(filled.exchanges(Filters(metric="killed")))


def test_going_on_behind_one(filled: Ledger, name: str) -> None:
    assert list(filled.exchanges(Filters(), after=name)) == []
    with pytest.raises(LedgerError, match="no such exchange"):
        list(filled.exchanges(Filters(), after="nothing:x1"))


def test_as_judged(filled: Ledger, name: str) -> None:
    filled.judge(name, "correct", field="standing", value="delivered", by="me")
    filled.judge(name, "correct", field="receiver", value="Belarus", by="me")
    (found,) = filled.exchanges(Filters(standing="delivered"))
    assert found.receiver is not None
    assert (found.receiver.name, found.receiver.actor) == ("Belarus", None)
    assert found.gives[0].support == "troops"
    filled.judge(name, "reject", by="me")
    assert list(filled.exchanges(Filters())) == []


def test_a_row_each(filled: Ledger, name: str) -> None:
    filled.judge(name, "grade", field="reliability", value="B", by="me")
    out = io.BytesIO()
    assert export_exchanges(filled, "csv", out, Filters()) == 1
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8")))
    assert {
        "id": name, "giver": "North Korea", "giver_actor": "country:prk", "receiver": "Russia",
        "gives": "troops", "categories": "troops", "support_types": "foreign military presence",
        "return_categories": "money", "standing": "promised", "plover": "AID", "reliability": "B",
    }.items() <= row.items()  # fmt: skip
    lines = io.BytesIO()
    export_exchanges(filled, "jsonl", lines, Filters())
    assert json.loads(lines.getvalue())["receiver"] == "Russia"


def test_other_forms_are_the_situations(filled: Ledger) -> None:
    with pytest.raises(LedgerError, match="whence situation"):
        export_exchanges(filled, "html", io.BytesIO(), Filters())


def test_the_commands(tmp_path: Path) -> None:
    path = tmp_path / "reports.db"
    with Ledger.open(str(path), create=True) as opened:
        opened.add(full())
    runner = CliRunner()
    found = runner.invoke(cli, ["find", "--ledger", str(path), "--exchanges", "troops"])
    assert found.exit_code == 0, found.output
    assert "North Korea → Russia: troops ⇄ per cent" in found.output
    as_json = runner.invoke(cli, ["find", "--ledger", str(path), "--exchanges", "--json"])
    assert json.loads(as_json.output)["standing"] == "promised"
    both = runner.invoke(cli, ["find", "--ledger", str(path), "--exchanges", "--figures"])
    assert both.exit_code == 2
    out = tmp_path / "x.csv"
    written = runner.invoke(
        cli, ["export", "--ledger", str(path), "--exchanges", "--format", "csv", "--out", str(out)]
    )
    assert written.exit_code == 0, written.output
    assert "1 exchanges written" in written.output
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
