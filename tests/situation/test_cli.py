"""`whence situation` at the command line, on the fourteen example reports."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from click.testing import CliRunner

from whence.cli import cli
from whence.ledger.store import Ledger
from whence.reader import Reader
from whence.reading import read_report
from whence.reports import load


@pytest.fixture(scope="module")
def ledger(root: Path, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = root / "examples" / "december-2024"
    path = tmp_path_factory.mktemp("situation") / "december.db"
    with Ledger.open(path, create=True) as opened, (folder / "reports.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            report = load(str(folder / row["file"]), outlet=row["outlet"], published=row["published"])
            opened.add(read_report(report, reader))
    return str(path)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["situation", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_what_passes_either_way(ledger: str) -> None:
    found = json.loads(run("--ledger", ledger, "--between", "Pyongyang", "Moscow", "--json"))
    ways = {(f["giver"]["name"], f["category"]): f for f in found["flows"]}
    given = {category for giver, category in ways if giver == "North Korea"}
    assert {"troops", "ammunition", "missiles"} <= given
    for category in ("money", "technology", "fuel"):
        back = ways["Russia", category]
        assert back["standing"] in ("expected", "under way")
        assert back["furthest"] != "delivered"
        assert {c["standing"] for c in back["denied"]} == {"denied"}
        # Somebody expects it who is not among those that do not believe it delivered.
        affirmed, denied = ({c["origin"] for c in back[side]} for side in ("affirmed", "denied"))
        assert affirmed - denied
        if category != "technology":  # the same officials say that he hopes for it, and has not had it
            assert denied - affirmed
    for one in found["flows"]:
        assert all(c["words"] and c["id"] for c in (*one["affirmed"], *one["denied"]))


def test_from_offer_to_signature(ledger: str) -> None:
    found = json.loads(run("--ledger", ledger, "--between", "Pyongyang", "Moscow", "--json"))
    (history,) = found["agreements"]
    steps = {step["standing"]: step for step in history["steps"]}
    assert {"agreed", "signed", "delivered"} <= set(steps)
    accepted = {claim["words"] for claim in steps["agreed"]["claims"]}
    assert any("accepted the offer" in words for words in accepted)
    assert steps["signed"]["when"] == ["2024-06"]
    assert all(claim["words"] for step in history["steps"] for claim in step["claims"])


def test_as_it_was_known_in_october(ledger: str) -> None:
    found = json.loads(run("--ledger", ledger, "--as-of", "2024-10-05", "--json"))
    assert found["reports"] == 1
    assert {c["published"] for f in found["flows"] for c in f["affirmed"]} == {"2024-10-04"}


def test_the_table(ledger: str) -> None:
    text = run("--ledger", ledger, "--width", "80", "--no-color")
    assert "North Korea → Russia" in text
    assert "not believed delivered by" in text
    assert max(map(len, text.splitlines())) <= 80


def test_files(ledger: str, tmp_path: Path) -> None:
    svg, graph, ftm = tmp_path / "a.svg", tmp_path / "a.graphml", tmp_path / "a.ftm.json"
    out = run("--ledger", ledger, "--svg", str(svg), "--graphml", str(graph), "--ftm", str(ftm))
    assert out == ""
    ElementTree.parse(svg)
    ElementTree.parse(graph)
    assert all(json.loads(line)["schema"] for line in ftm.read_text(encoding="utf-8").splitlines())


def test_sources_and_a_ledger_are_not_both_taken(ledger: str) -> None:
    result = CliRunner().invoke(cli, ["situation", "some.txt", "--ledger", ledger])
    assert result.exit_code == 2


def test_merged_sides_are_one_until_that_is_undone(ledger: str) -> None:
    def names() -> set[str]:
        found = json.loads(run("--ledger", ledger, "--json"))
        return {f[side]["name"] for f in found["flows"] for side in ("giver", "receiver")}

    before = names()
    assert {"North Korea", "Russia"} <= before
    with Ledger.open(ledger) as opened:
        made = opened.judge("country:prk", "merge", value="country:rus", by="me")
    # What passes between them stays within one side.
    assert not {"North Korea", "Russia"} & names()
    with Ledger.open(ledger) as opened:
        opened.undo(made.id, by="me")
    assert names() == before


def test_who_rejects_an_accusation_denies_it(tmp_path: Path) -> None:
    """The sentence is quoted whole, "U.S." ends none, and what is said stands before its denial."""
    report = tmp_path / "report.txt"
    report.write_text(
        "France accused Iran of sending Syria drones, which Tehran denies. "
        "Russian tanks were handed to Syria by the U.S. Army in Idlib, officials said.\n"
        "Serbia denied the Croatian allegation that it had sent Belarus shells.\n",
        encoding="utf-8",
    )
    found = json.loads(run(str(report), "--json"))
    told = {
        (flow["giver"]["name"], side): [c["authority"][-1] for c in flow[side]]
        for flow in found["flows"]
        for side in ("affirmed", "denied")
    }
    assert told["Iran", "affirmed"] == ["France"]
    assert told["Iran", "denied"] == ["Tehran"]
    assert told["Serbia", "denied"] == ["Serbia"]
    words = [c["words"] for c in (*found["unplaced"], *(c for f in found["flows"] for c in f["affirmed"]))]
    assert any("U.S. Army in Idlib" in one for one in words)
