from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fakes
import pytest
from samples import harbour

import whence
from whence import api
from whence.errors import WhenceError
from whence.reading import Reading
from whence.reports.report import Report


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Puts a hand-made report and reading in the place of loading and reading; gives the calls."""
    calls: list[tuple[str, dict[str, Any]]] = []

    def load(source: str, **options: Any) -> Report:
        if source.startswith("bad"):
            raise WhenceError(f"{source}: is no report. Give another.")
        if source.startswith("odd"):
            raise ZeroDivisionError("by zero")
        stdin = options.pop("stdin", None)
        calls.append((source, options))
        text = stdin.read().decode() if stdin else "It rained."
        return Report(text, source, outlet=options.get("outlet"), published=options.get("published"))

    def read_report(report: Report, reader: object) -> Reading:
        return Reading(report, harbour().attributions, str(reader))

    monkeypatch.setattr("whence.reports.load", load, raising=False)
    monkeypatch.setattr("whence.reading.read_report", read_report, raising=False)
    monkeypatch.setattr("whence.api.default_reader", lambda: "packaged")
    return calls


def test_read_gives_a_path_an_outlet_and_a_date_on(loads: list[tuple[str, dict[str, Any]]]) -> None:
    reading = whence.read(Path("a.txt"), outlet="The Inland Post", published="2024-12-23")
    assert loads == [("a.txt", {"outlet": "The Inland Post", "published": "2024-12-23"})]
    assert reading.reader == "packaged"
    assert reading.report.outlet == "The Inland Post"


def test_read_takes_a_report_as_it_is(loads: list[tuple[str, dict[str, Any]]]) -> None:
    report = Report("It rained.", outlet="A", published="2024-12-01")
    assert whence.read(report).report == report
    changed = whence.read(report, outlet="B").report
    assert (changed.outlet, changed.published) == ("B", "2024-12-01")
    assert loads == []


def test_read_text_reads_what_it_is_given(loads: list[tuple[str, dict[str, Any]]]) -> None:
    reading = whence.read_text("Inés said so.", title="Rain", outlet="A", reader="mine")  # type: ignore[arg-type]
    assert reading.report.text == "Inés said so."
    assert (reading.report.title, reading.report.outlet, reading.reader) == ("Rain", "A", "mine")


def test_text_that_no_file_could_hold_is_refused(loads: list[tuple[str, dict[str, Any]]]) -> None:
    with pytest.raises(WhenceError, match="surrogates not allowed at 3"):
        whence.read_text("abc\ud800")


@pytest.mark.parametrize(
    "published", ["yesterday", "2024-13-01", "2024", "20241223", "2024-12-23Tnoon", "2024-W52-1"]
)
def test_what_is_no_date_is_refused(loads: list[tuple[str, dict[str, Any]]], published: str) -> None:
    with pytest.raises(WhenceError, match="YYYY-MM-DD"):
        whence.read("a.txt", published=published)
    with pytest.raises(WhenceError, match="YYYY-MM-DD"):
        whence.read_many(["a.txt"], published=published)


@pytest.mark.parametrize("published", ["2024-12-23", "2024-12-23T08:30", "2024-12-23T08:30:00+09:00"])
def test_dates_are_kept_as_given(loads: list[tuple[str, dict[str, Any]]], published: str) -> None:
    assert whence.read("a.txt", published=published).report.published == published


def test_one_bad_input_never_stops_the_rest(loads: list[tuple[str, dict[str, Any]]]) -> None:
    outcomes = list(whence.read_many(["a.txt", "bad.pdf", "odd.txt", "b.txt"]))
    assert [outcome.source for outcome in outcomes] == ["a.txt", "bad.pdf", "odd.txt", "b.txt"]
    assert [outcome.reading is not None for outcome in outcomes] == [True, False, False, True]
    assert outcomes[1].error == "bad.pdf: is no report. Give another."
    assert outcomes[1].trace is None
    assert "odd.txt: internal error, ZeroDivisionError: by zero (test_api.py, line" in str(outcomes[2].error)
    assert "Traceback" in str(outcomes[2].trace)


def test_nothing_is_drawn_before_it_is_wanted(loads: list[tuple[str, dict[str, Any]]]) -> None:
    drawn: list[str] = []

    def sources() -> Iterator[str]:
        for number in range(1000):
            drawn.append(f"{number}.txt")
            yield drawn[-1]

    outcomes = whence.read_many(sources(), workers=1)
    assert drawn == []
    assert next(outcomes).source == "0.txt"
    assert len(drawn) <= 2


def test_no_sources_need_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.api.default_reader", lambda: pytest.fail("loaded a reader for nothing"))
    assert list(whence.read_many([])) == []


def test_workers_must_be_one_or_more() -> None:
    with pytest.raises(WhenceError, match="workers is 0"):
        whence.read_many(["a.txt"], workers=0)


def test_over_processes_every_source_has_its_outcome_in_order(
    loads: list[tuple[str, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources: list[api.Source] = ["a.txt", "bad.txt", "-", "deadly.txt", Report("x", "given"), "b.txt"]
    outcomes = list(api._outcomes(iter(sources), 2, fakes.make_outcomes))
    assert [outcome.source for outcome in outcomes] == sources
    assert [outcome.reading is not None for outcome in outcomes] == [True, False, True, False, True, True]
    assert outcomes[1].error == "bad.txt: is no report. Give another."
    assert (
        outcomes[3].error == "deadly.txt: the process that read it ended with exit code 1. Try it by itself."
    )
    assert outcomes[0].reading == harbour("a.txt")
    # Standard input was taken in here: a worker has none.
    assert [call[0] for call in loads] == ["-"]


def test_standard_input_that_cannot_be_read_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(source: str, **options: Any) -> Report:
        raise WhenceError("standard input: is empty. Give it a report.")

    monkeypatch.setattr("whence.reports.load", load, raising=False)
    outcomes = list(api._outcomes(iter(["-", "a.txt"]), 2, fakes.make_outcomes))
    assert [outcome.error for outcome in outcomes] == ["standard input: is empty. Give it a report.", None]


def test_reading_for_real(reader: whence.Reader, root: Path) -> None:
    path = root / "examples" / "01-agency-dispatch.txt"
    reading = whence.read(path, reader=reader)
    assert reading.attributions
    whence.validate(whence.to_json(reading))
    again = whence.read_text(reading.report.text, reader=reader)
    assert [claim.content for claim in again.attributions] == [
        claim.content for claim in reading.attributions
    ]
    outcomes = list(whence.read_many([path, root / "no-such-file.txt"], workers=2))
    assert outcomes[0].reading == reading
    assert "no-such-file.txt" in str(outcomes[1].error)


def test_text_that_looks_like_a_page_stays_text(reader: whence.Reader) -> None:
    text = "<p>The mayor said the bridge was safe.</p>"
    assert whence.read_text(text, reader=reader).report.text == text
