"""`whence check` on a ledger, and `whence demo`, through the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.ledger.tracing.made import told
from tests.ledger.tracing.test_tracing import DISPATCH, add, dispatch, later
from whence.api import read_text
from whence.cli import cli
from whence.ledger.store import Ledger
from whence.ledger.tracing import trace
from whence.ledger.tracing.across import Across
from whence.reader import Reader
from whence.reading import Reading


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def reprinted(outlet: str = "Coastline Today") -> Reading:
    """The dispatch, the same to the letter, at another outlet."""
    one = dispatch()
    where = replace(one.report, outlet=outlet, published="2031-03-05", location="https://c.example/1")
    return replace(one, report=where)


def test_a_ledger_is_checked_as_a_whole(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path, create=True) as ledger:
        add(ledger, dispatch(), later(), reprinted())
    done = run("check", "--ledger", path, "--no-color")
    assert done.exit_code == 1
    flat = " ".join(done.stdout.split())
    assert flat.index("WHAT CHANGED ON THE WAY") < flat.index("HOW MANY STAND BEHIND HOW MANY")
    assert "what is counted changed on the way: casualties became killed" in flat
    assert "stands at Meridian, Coastline Today: it counts as one report" in flat
    documents = [json.loads(line) for line in run("check", "--ledger", path, "--json").stdout.splitlines()]
    assert {one["kind"] for one in documents} >= {"drift", "copies"}
    assert all(one["sides"] for one in documents)
    grave = run("check", "--ledger", path, "--json", "--severity", "warning").stdout.splitlines()
    assert grave
    assert {json.loads(line)["severity"] for line in grave} <= {"warning", "error"}


def test_a_ledger_in_which_all_holds_prints_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path, create=True) as ledger:
        add(ledger, dispatch())
    done = run("check", "--ledger", path)
    assert (done.exit_code, done.stdout) == (0, "")


def test_what_goes_with_a_report_is_refused_for_a_ledger(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path, create=True):
        pass
    report = tmp_path / "report.txt"
    report.write_text("The mayor said on Monday that the bridge was open.", encoding="utf-8")
    for arguments, said in (
        (("--outlet", "Meridian"), "go with a SOURCE"),
        ((str(report),), "either sources or --ledger"),
    ):
        done = run("check", "--ledger", path, *arguments)
        assert done.exit_code == 2
        assert said in " ".join(done.output.split())
    gone = run("check", "--ledger", str(tmp_path / "none.db"))
    assert gone.exit_code != 0
    assert "there is no ledger here" in str(gone.exception)


def _copies(found: tuple[Across, ...]) -> list[Across]:
    return [one for one in found if one.kind == "copies"]


def test_one_text_at_two_outlets_is_told_where_its_figures_are_traced(ledger: Ledger) -> None:
    add(ledger, dispatch(), reprinted())
    (copies,) = _copies(trace(ledger, metric="casualties", side="Sarim").findings)
    assert [side.outlet for side in copies.sides] == ["Meridian", "Coastline Today"]
    assert (copies.reports, copies.origins) == (2, 1)


def test_one_text_at_two_addresses_of_an_outlet_is_no_copy(ledger: Ledger) -> None:
    add(ledger, dispatch(), reprinted("Meridian"))
    assert not _copies(trace(ledger, metric="casualties", side="Sarim").findings)


def test_a_text_is_found_by_each_of_its_outlets(ledger: Ledger) -> None:
    add(ledger, dispatch(), reprinted())
    for outlet in ("Meridian", "Coastline Today"):
        series = trace(ledger, metric="casualties", side="Sarim", outlet=outlet)
        assert [line.reports for line in series.lines] == [1], outlet
    assert not trace(ledger, metric="casualties", side="Sarim", outlet="Daily Lantern").lines


def test_copies_and_sources_never_seen_are_told_of_the_measure_alone(ledger: Ledger) -> None:
    def copied(outlet: str) -> Reading:
        one = dispatch()
        text = DISPATCH + f" Compiled by the desk of {outlet}."
        return replace(one, report=replace(one.report, text=text, outlet=outlet, published="2031-03-05"))

    add(ledger, dispatch(), copied("Coastline Today"))
    (copies,) = _copies(trace(ledger, metric="casualties", side="Sarim").findings)
    assert copies.reports == 2
    other = told(
        "Nine Tovan miners have been killed, Mele Vaka said.", "Nine", amount=(9, 9), outlet="Hangang",
        day="2031-03-05", who="Mele Vaka", what="miners", metric="killed", side="Tovan",
    )  # fmt: skip
    add(ledger, other)
    assert not _copies(trace(ledger, metric="killed", side="Tovan").findings)


@pytest.mark.parametrize("width", [60, 100])
def test_the_demo_shows_each_part_and_keeps_its_ledger(tmp_path: Path, width: int) -> None:
    kept = tmp_path / "demo.db"
    done = run("demo", "--keep", str(kept), "--quiet", "--width", str(width), "--no-color")
    assert done.exit_code == 0, done.output
    for title in (
        "WHAT CHANGED ON THE WAY",
        "WHO CONTRADICTS WHOM",
        "HOW MANY STAND BEHIND HOW MANY",
        "NEXT",
    ):
        assert title in done.stdout
    again = run("demo", "--keep", str(kept), "--quiet")
    assert again.exit_code == 2
    assert "there already" in again.output
    checked = run("check", "--ledger", str(kept), "--width", str(width), "--no-color")
    assert checked.exit_code == 1
    assert checked.stdout.strip() in done.stdout


@pytest.mark.parametrize(("town", "kinds"), [("Tel Kesh", {"conflict"}), ("Old Harbin", set())])
def test_figures_of_nobodys_side_meet_where_they_name_the_same(
    tmp_path: Path, reader: Reader, town: str, kinds: set[str]
) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path, create=True) as ledger:
        for outlet, who, number, where in (
            ("Meridian", "The Lowland Doctors Union", 86, "Tel Kesh"),
            ("Coastline", "The Highland Front", 12, town),
        ):
            text = (
                f"{who} said on Thursday that {number} people were killed in a strike on a market in {where}."
            )
            add(ledger, read_text(text, reader=reader, outlet=outlet, published="2031-03-06"))
    documents = [json.loads(line) for line in run("check", "--ledger", path, "--json").stdout.splitlines()]
    assert {one["kind"] for one in documents} == kinds
