"""`whence trace` on small ledgers, and the packaged examples."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from tests.ledger.tracing.test_tracing import add, dispatch, later
from whence.cli import cli
from whence.ledger.store import Ledger
from whence.ledger.tracing import trace
from whence.ledger.tracing.example import folder, reports
from whence.reader import Reader
from whence.reading import read_report
from whence.reports.report import Report


@pytest.fixture
def path(tmp_path: Path) -> str:
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        add(ledger, dispatch(), later())
    return str(tmp_path / "ledger.db")


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_series_fits_its_width_and_tells_both_sides(path: str, width: int) -> None:
    text = run("trace", "killed", "--side", "Sarim", "--ledger", path, "--width", str(width), "--no-color")
    assert max(map(cell_len, text.splitlines())) <= width
    assert "\x1b" not in text
    flat = " ".join(text.split())
    assert "More than 1,840 Sarimi sailors have been killed or wounded" in flat
    assert "At least 1,840 Sarimi sailors have died" in flat
    assert "(nearest the origin)" in flat


def test_a_series_as_json(path: str) -> None:
    document = json.loads(run("trace", "--metric", "killed", "--side", "Sarim", "--json", "--ledger", path))
    assert [line["metric"] for line in document["lines"]] == ["killed", "casualties"]
    (casualties,) = document["lines"][1]["figures"]
    assert (casualties["low"], casualties["high"], casualties["low_inclusive"]) == (1840, None, False)
    assert {one["what"] for one in document["findings"]} == {"metric", "bound", "standing"}
    assert all(one["nearest"] == casualties["id"] for one in document["findings"])


def test_days_narrow_a_series(path: str) -> None:
    given = ("trace", "--metric", "killed", "--side", "Sarim", "--json", "--ledger", path)
    document = json.loads(run(*given, "--from", "2031-03-05"))
    assert [line["metric"] for line in document["lines"]] == ["killed"]
    assert run(*given[:-3], "--ledger", path, "--to", "2031-01-01").strip() == "No figures for this measure."


def test_an_account_on_a_terminal(path: str) -> None:
    document = json.loads(run("trace", "killed", "--side", "Sarim", "--json", "--ledger", path))
    claim = document["lines"][0]["figures"][0]["claim"]
    flat = " ".join(run("trace", "--claim", claim, "--ledger", path, "--no-color").split())
    assert "changed: metric, casualties → killed" in flat
    assert flat.index("Nearest the origin") < flat.index("Daily Lantern")


def test_an_account_says_which_of_several_figures_it_is_of(reader: Reader, tmp_path: Path) -> None:
    report = Report(
        "The harbour master, Ina Solt, said on Monday that 40 ships had left and 12 had been turned back.",
        outlet="Northwire", published="2031-03-03",
    )  # fmt: skip
    with Ledger.open(tmp_path / "two.db", create=True) as ledger:
        ledger.add(read_report(report, reader))
    text = run("trace", "--claim", f"{report.id[:16]}:a1", "--ledger", str(tmp_path / "two.db"), "--no-color")
    heads = [line for line in text.splitlines() if line.startswith("Nearest the origin")]
    assert heads == ["Nearest the origin of “40”", "Nearest the origin of “12”"]


def test_wrong_usage_says_what_to_do(path: str) -> None:
    for arguments, said in (
        ((), "say what to trace"),
        (("--claim", "x", "killed"), "leave out"),
    ):
        done = CliRunner().invoke(cli, ["trace", "--ledger", path, *arguments])
        assert done.exit_code == 2
        assert said in done.output
    done = CliRunner().invoke(cli, ["trace", "--metric", "nonsense", "--ledger", path])
    assert "is no metric" in str(done.exception)


def test_the_examples_are_there() -> None:
    some = list(reports())
    assert len(some) == 14
    assert all(one.outlet and one.published and one.title for one in some)
    assert (folder() / "README.md").read_text(encoding="utf-8").startswith("# Fourteen reports")


def test_a_series_is_quick_in_a_ledger_of_many_figures(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "many.db", create=True) as ledger:
        for i in range(150):
            reading = dispatch(amount=(1000 + i, None), day=f"2031-{i % 12 + 1:02d}-{i % 28 + 1:02d}")
            text = reading.report.text + f" Report {i}."
            ledger.add(replace(reading, report=replace(reading.report, text=text)))
        start = time.perf_counter()
        found = trace(ledger, metric="casualties", side="Sarim")
        taken = time.perf_counter() - start
    assert (len(found.lines[0].points), found.lines[0].more) == (80, True)
    assert taken < 2
