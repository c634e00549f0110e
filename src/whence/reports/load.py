"""Any source as a report."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from whence.reports.decode import Decoded, decode
from whence.reports.errors import ReportError
from whence.reports.foreign import find_foreign, report_language
from whence.reports.heading import stated_authors, stated_day, stated_outlet
from whence.reports.limits import Limits
from whence.reports.pages import Page, is_page, read_page
from whence.reports.repairs import find_repairs
from whence.reports.report import Report

if TYPE_CHECKING:
    from whence.reports.fetch import Fetched

_LATIN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
_PAGE_TYPES: Final = frozenset(("text/html", "application/xhtml+xml"))
_ARCHIVE: Final = re.compile(
    rb"(?i)[a-z-]{4,30}: [\s\S]{0,2000}?^content-type: *multipart/related", re.MULTILINE
)


def load(
    source: str,
    *,
    stdin: BinaryIO | None = None,
    outlet: str | None = None,
    published: str | None = None,
    limits: Limits | None = None,
) -> Report:
    """The report that `source` names: a path, `-` for standard input, or an http(s) address.

    `stdin` is read for `-` instead of the process's own; `outlet` and `published` (ISO 8601) stand over
    what a page states. Raises ReportError, naming the input, where there is no report to read.
    """
    limits = limits or Limits()
    fetched = _fetch(source, limits) if is_address(source) else None
    data = fetched.data if fetched is not None else _read(source, stdin, limits)
    return load_data(data, source, fetched=fetched, outlet=outlet, published=published, limits=limits)


def load_data(
    data: bytes,
    source: str,
    *,
    fetched: Fetched | None = None,
    outlet: str | None = None,
    published: str | None = None,
    limits: Limits | None = None,
) -> Report:
    """The report in bytes that are at hand, found at `source`; otherwise as `load`.

    `fetched` says what the answer to a request told of them: address, type and charset.
    """
    limits = limits or Limits()
    if len(data) > limits.text_bytes:
        raise _too_large(source, limits.text_bytes)
    page = _is_page(source, data, fetched)
    if page and len(data) > limits.page_bytes:
        raise _too_large(source, limits.page_bytes)
    if not page and _ARCHIVE.match(data[:4000]):
        raise ReportError(source, "this is a web archive (MHTML)", "Save the page as HTML and give that file")
    decoded = decode(data, source, charset=fetched.charset if fetched else None, page=page)
    if len(decoded.text) > limits.characters and not page:
        raise _too_long(source, len(decoded.text), limits)
    if not decoded.text.strip():
        raise ReportError(source, "there is no text in it", "Give a report with words in it")
    found = (
        read_page(decoded.text, source, url=fetched.url if fetched else None, limits=limits)
        if page
        else _plain(decoded.text)
    )
    return _report(source, found, decoded, outlet, published, limits)


def is_address(source: str) -> bool:
    """Whether `source` names an address on the web rather than a file."""
    return source.lower().startswith(("http://", "https://"))


def _plain(text: str) -> Page:
    """A text without markup, with what its heading states."""
    return Page(text, None, stated_outlet(text), stated_authors(text), stated_day(text))


def _report(
    source: str, page: Page, decoded: Decoded, outlet: str | None, published: str | None, limits: Limits
) -> Report:
    text = page.text
    if len(text) > limits.characters:
        raise _too_long(source, len(text), limits)
    if _LATIN.search(text) is None:
        raise ReportError(source, "there are no Latin letters in it", "Give a report in English")
    language = report_language(text)
    warnings = decoded.warnings
    if language not in (None, "en"):
        warnings += (
            f"the text is not in English ({language}), and only English is read: do not rely on this",
        )
    english = language in (None, "en")
    return Report(
        text=text,
        location=source,
        outlet=outlet if outlet is not None else page.outlet,
        title=page.title,
        authors=page.authors,
        published=published if published is not None else page.published,
        language=language,
        repairs=find_repairs(text) if english else (),
        foreign=find_foreign(text) if english else (),
        warnings=warnings,
    )


def _fetch(source: str, limits: Limits) -> Fetched:
    # Only here, since asyncio is a tenth of a second that reading a file need not wait for.
    from whence.reports.fetch import fetch

    return fetch(source, limits)


def _is_page(source: str, data: bytes, fetched: Fetched | None) -> bool:
    if fetched is not None and fetched.content_type is not None:
        return fetched.content_type in _PAGE_TYPES or is_page(data, "")
    return is_page(data, source)


def _read(source: str, stdin: BinaryIO | None, limits: Limits) -> bytes:
    """The bytes of a file or of standard input. Raises ReportError beyond `limits.text_bytes`."""
    try:
        if source == "-":
            data = (stdin if stdin is not None else sys.stdin.buffer).read(limits.text_bytes + 1)
        else:
            data = _read_file(source, limits)
    except (OSError, ValueError) as error:
        raise ReportError(source, *_reason(source, error)) from error
    if len(data) > limits.text_bytes:
        raise _too_large(source, limits.text_bytes)
    return data


def _read_file(source: str, limits: Limits) -> bytes:
    with Path(source).open("rb") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode) and status.st_size > limits.text_bytes:
            raise _too_large(source, limits.text_bytes)
        return file.read(limits.text_bytes + 1)


def _reason(source: str, error: OSError | ValueError) -> tuple[str, str]:
    """What is wrong with a source that cannot be opened, and what to do."""
    match error:
        case FileNotFoundError():
            return "there is no such file", "Check the path; an address begins with http:// or https://"
        case IsADirectoryError():
            return "this is a folder", "Name the files in it"
        case PermissionError():
            return "it may not be read", "Check the file's permissions"
        case OSError():
            return f"it cannot be read ({error.strerror or error})", "Check the file"
    return f"this is no path ({error})", "Check the path"


def _too_large(source: str, most: int) -> ReportError:
    return ReportError(source, f"more than {most:,} bytes", "Give one report, or cut it into parts")


def _too_long(source: str, length: int, limits: Limits) -> ReportError:
    return ReportError(
        source, f"{length:,} characters, over {limits.characters:,}", "Give one report, or cut it into parts"
    )
