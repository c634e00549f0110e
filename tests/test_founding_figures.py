"""The report with which it began: its figures, what they are parts of, and what does not hold.

The report is somebody else's text and no part of the project: it is read from the development data.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import whence
from whence.figures.figure import Figure
from whence.reader import Reader
from whence.reading import Reading


@pytest.fixture(scope="module")
def founding(shared: Path, reader: Reader) -> Reading:
    path = shared / "founding-report" / "report.txt"
    if not path.exists():
        pytest.skip("without the development data there is no founding report")
    return whence.read(path, reader=reader)


def one(reading: Reading, words: str) -> Figure:
    found = [figure for figure in reading.figures if words in figure.span.text]
    assert len(found) == 1, [figure.span.text for figure in reading.figures]
    return found[0]


def on_word_of(reading: Reading, figure: Figure) -> str | None:
    by_id = {a.id: a for a in reading.attributions}
    return by_id[figure.attribution].authority[-1].name if figure.attribution else None


def value(figure: Figure, name: str) -> str | None:
    named = getattr(figure.measure, name)
    return named.value if named is not None else None


def test_the_dead_and_the_sent(founding: Reading) -> None:
    dead, sent = one(founding, "3,000"), one(founding, "10,000")
    assert (dead.low, dead.high, dead.low_inclusive, dead.kind) == (3000, None, True, "count")
    assert (sent.low, sent.high) == (10000, 10000)
    assert dead.of == sent.id
    assert (value(dead, "metric"), value(sent, "metric")) == ("killed", "sent")
    assert value(dead, "side") == value(sent, "side") == "North Korea"
    assert "Zelensky" in str(on_word_of(founding, dead))
    assert "Zelensky" in str(on_word_of(founding, sent))
    assert dead.standing == "conditional"


def test_the_quarter_is_the_reports_own(founding: Reading) -> None:
    quarter = one(founding, "a quarter")
    assert (quarter.low, quarter.high, quarter.kind) == (0.25, 0.25, "share")
    assert quarter.attribution is None
    assert quarter.same_as == one(founding, "3,000").id


def test_the_pentagons_figure_floats_in_its_year(founding: Reading) -> None:
    figure = one(founding, "600,000")
    assert (figure.low, figure.high, figure.low_inclusive) == (600000, None, False)
    assert (value(figure, "side"), value(figure, "metric")) == ("Russia", "killed")
    assert "Pentagon" in str(on_word_of(founding, figure))
    as_of = figure.measure.as_of
    assert as_of is not None
    assert (as_of.edtf, as_of.modifier) == ("XXXX-10", "early")
    assert figure.measure.since is not None
    assert figure.measure.covers == "total"


def test_shares_are_fractions(founding: Reading) -> None:
    for words, share, noun in (("two-thirds", 2 / 3, "mortar"), ("one in three", 1 / 3, "missile")):
        figure = one(founding, words)
        assert figure.kind == "share"
        assert figure.low == pytest.approx(share, abs=1e-4)
        assert noun in str(figure.unit)
        assert on_word_of(founding, figure) == "several Ukrainian officials"


def test_what_does_not_hold(founding: Reading) -> None:
    by_kind = {finding.kind: finding for finding in founding.findings}
    assert {"share-mismatch", "own-inference", "missing-date"} == set(by_kind)
    assert "30%" in by_kind["share-mismatch"].message
    assert "12,000" in by_kind["share-mismatch"].message
    assert set(by_kind["share-mismatch"].figures) == {
        one(founding, words).id for words in ("3,000", "10,000", "a quarter")
    }
    assert "Zelensky" in by_kind["own-inference"].message
    assert "October" in by_kind["missing-date"].message
    assert "November" in by_kind["missing-date"].message
