from __future__ import annotations

import codecs
import gzip

import pytest

from whence.reports import ReportError
from whence.reports.decode import declared_charset, decode

TEXT = "The minister’s café — “Zoë’s” — was closed, the naïve owner said on Friday, and nobody came."


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark_decides_and_is_no_text(bom: bytes, encoding: str) -> None:
    decoded = decode(bom + TEXT.encode(encoding), "x")
    assert decoded == (TEXT, encoding, ())


def test_utf8_without_a_mark_needs_no_warning() -> None:
    assert decode(TEXT.encode(), "x") == (TEXT, "utf-8", ())


def test_newlines_stay_as_they_are() -> None:
    assert decode(b"One.\r\n\r\nTwo.\rThree.\n", "x").text == "One.\r\n\r\nTwo.\rThree.\n"


def test_windows_text_is_read_with_a_warning() -> None:
    decoded = decode(TEXT.encode("cp1252"), "x")
    assert decoded.text == TEXT
    assert "cp1252" in decoded.warnings[0]


def test_utf8_with_a_broken_byte_is_still_utf8() -> None:
    decoded = decode(TEXT.encode() + b" and \xff so on", "x")
    assert decoded.text == TEXT + " and \ufffd so on"
    assert decoded.encoding == "utf-8"
    assert "1 places" in decoded.warnings[0]


def test_cyrillic_text_is_detected() -> None:
    text = "Министр заявил в пятницу, что мост будет закрыт, и добавил, что паромов не будет."
    assert decode(text.encode("cp1251"), "x").text == text


def test_the_server_and_the_page_are_asked_before_the_detector() -> None:
    data = "<meta charset='koi8-r'><p>мост</p>".encode("koi8-r")
    assert declared_charset(data) == "koi8-r"
    assert decode(data, "x", page=True).text.endswith("<p>мост</p>")
    assert decode("мост".encode("koi8-r"), "x", charset="KOI8-R") == ("мост", "koi8-r", ())


def test_latin1_means_what_browsers_take_it_for() -> None:
    assert decode(b"\x93So,\x94 she said.", "x", charset="iso-8859-1").text == "“So,” she said."


@pytest.mark.parametrize(
    "charset", ["utf-7", "unicode_escape", "raw_unicode_escape", "base64", "punycode", "no"]
)
def test_a_charset_that_is_none_is_not_believed(charset: str) -> None:
    text = decode(b"\xe9t\xe9 +2AA- \\ud800 was hot", "x", charset=charset).text
    assert text.encode("utf-8")
    assert "\\ud800" in text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%abc", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"PK\x03\x04rest", "ZIP"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"\0\0\0\x20ftypisom", "video"),
        (b"RIFF1234WEBP", "image"),
        (b"some text\0and more", "binary"),
        (bytes(range(1, 9)) * 20, "binary"),
        (codecs.BOM_UTF16_BE + b"\0\0\0a", "binary"),
    ],
)
def test_binary_is_refused_and_named(data: bytes, kind: str) -> None:
    with pytest.raises(ReportError, match=kind) as caught:
        decode(data, "thing.bin")
    assert str(caught.value).startswith("thing.bin: ")
