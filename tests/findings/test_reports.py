"""Checks on whole texts: silent where the arithmetic holds, and most flaws found where it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whence.reader import Reader
from whence.reading import Reading, read_report
from whence.reports.report import Report

DATA = Path(__file__).parent.parent / "data"
CLEAN = sorted((DATA / "clean_reports").glob("*.txt"))
FLAWED_FOUND = 27
"""Of the 40 flawed passages, those whose flaw is found: a floor, which only rises."""


def read_clean(path: Path, reader: Reader) -> Reading:
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    return read_report(Report(text, str(path), published=head.partition(":")[2].strip()), reader)


def test_there_are_twenty_clean_reports() -> None:
    assert len(CLEAN) >= 20


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_nothing_is_found_where_all_holds(path: Path, reader: Reader) -> None:
    reading = read_clean(path, reader)
    assert [finding.message for finding in reading.findings] == []
    assert len(reading.figures) >= 5


def test_flaws_are_found(reader: Reader) -> None:
    found, false = 0, []
    lines = (DATA / "flawed_reports.jsonl").read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, lines):
        reading = read_report(Report(case["text"], published=case["published"]), reader)
        wanted = {finding["kind"] for finding in case["findings"]}
        kinds = {f.kind for f in reading.findings if f.kind != "missing-date" or f.kind in wanted}
        found += wanted <= kinds
        if kinds - wanted - {"part-over-whole", "own-inference"}:
            false.append((case["id"], kinds))
        for finding in reading.findings:
            ids = {figure.id for figure in reading.figures}
            assert set(finding.figures) <= ids
            assert finding.message
    assert found >= FLAWED_FOUND
    assert false == []
