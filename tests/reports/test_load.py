from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.errors import WhenceError
from whence.reports import Limits, Report, ReportError, load

TEXT = (
    "The minister said on Friday that the bridge would be closed for a month.\r\n\r\n"
    "It was the ministry that had lost the moneywhich the union wanted, “and no more of it”, she said."
)
PAGE = (
    "<!DOCTYPE html><html><head><title>Bridge closed</title><meta property='og:site_name' content='The Post'>"
    "<meta name='date' content='2024-11-02'></head><body><article>"
    "<p>The minister said on Friday that the bridge would be <a>closed</a>for a month, and no ferry ran.</p>"
    "<p>It was the ministry that had lost the money, the union said, and it would not be found again.</p>"
    "</article></body></html>"
)


def of(data: bytes, **keywords: object) -> Report:
    return load("-", stdin=io.BytesIO(data), **keywords)  # type: ignore[arg-type]


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    report = load(str(path), outlet="The Post", published="2024-11-02")
    assert report.text == TEXT
    assert report.location == str(path)
    assert (report.outlet, report.published, report.title, report.authors) == (
        "The Post",
        "2024-11-02",
        None,
        (),
    )
    assert [(repair.before, repair.after) for repair in report.repairs] == [("moneywhich", "money which")]
    assert report.language == "en"
    assert report.warnings == ()


def test_a_page_by_its_looks_and_what_is_given_stands_over_what_it_states() -> None:
    report = of(PAGE.encode())
    assert (report.title, report.outlet, report.published) == ("Bridge closed", "The Post", "2024-11-02")
    assert "closed for a month" in report.text
    assert report.repairs == ()
    assert of(PAGE.encode(), outlet="Mine", published="2020-01-01").outlet == "Mine"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert load("-").text == TEXT


def test_mis_encoded_text_reads_on_with_a_warning() -> None:
    report = of(TEXT.encode("cp1252"))
    assert report.text == TEXT
    assert len(report.warnings) == 1


def test_another_language_reads_on_with_a_warning() -> None:
    report = of("El ministro dijo el viernes que el puente estaría cerrado durante un mes.".encode())
    assert report.language == "es"
    assert "(es)" in report.warnings[0]
    assert (report.repairs, report.foreign) == ((), ())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b" \r\n\t ", "no text"),
        ("\ufeff".encode(), "no text"),
        ("Министр сказал, что мост закрыт.".encode(), "no Latin letters"),
        (b"123 456", "no Latin letters"),
        (b"%PDF-1.7", "PDF"),
        (b"a\0b", "binary"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", "MHTML"),
    ],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason) as caught:
        of(data)
    assert str(caught.value).startswith("standard input: ")
    assert str(caught.value).endswith(".")


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "none", "no such file"), (tmp_path, "folder")):
        with pytest.raises(ReportError, match=reason) as caught:
            load(str(path))
        assert caught.value.source == str(path)
    for path_name in ("a\0b", "x" * 5_000):
        with pytest.raises(ReportError):
            load(path_name)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_an_endless_file_is_bounded() -> None:
    with pytest.raises(ReportError, match="more than 1,000 bytes"):
        load("/dev/zero", limits=Limits(text_bytes=1_000))


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 50_000_000)
    with pytest.raises(ReportError, match="more than 20,000,000 bytes"):
        load(str(path))


def test_bounds_on_text_and_page() -> None:
    with pytest.raises(ReportError, match="over 100"):
        of(TEXT.encode(), limits=Limits(characters=100))
    with pytest.raises(ReportError, match="over 100"):
        of(PAGE.encode(), limits=Limits(characters=100))
    with pytest.raises(ReportError, match="more than 100 bytes"):
        of(PAGE.encode(), limits=Limits(page_bytes=100))
    with pytest.raises(ReportError, match="more than 100 bytes"):
        of(TEXT.encode(), limits=Limits(text_bytes=100))


@pytest.mark.parametrize("wrong", [{"text_bytes": 0}, {"fetch_seconds": -1.0}, {"redirects": -1}])
def test_limits_are_checked(wrong: dict[str, int]) -> None:
    with pytest.raises(WhenceError, match=next(iter(wrong))):
        Limits(**wrong)  # type: ignore[arg-type]


def test_an_error_says_what_and_where_and_what_to_do() -> None:
    error = ReportError("a.txt", "there is no text in it", "Give another")
    assert isinstance(error, WhenceError)
    assert str(error) == "a.txt: there is no text in it. Give another."


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8")))
def test_any_bytes_are_a_report_or_a_clear_error(data: bytes) -> None:
    try:
        report = of(data)
    except ReportError:
        return
    assert report.text.encode("utf-8").strip()
    for repair in report.repairs:
        assert report.text[repair.start : repair.end] == repair.before
