"""Web archives (WARC, gzipped or not) as the pages that are in them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from whence.ledger.sources import Given, Item, failed
from whence.reports.errors import ReportError
from whence.reports.fetch import Fetched
from whence.reports.limits import Limits

MOST: Final = 1_000_000
"""Records of one archive that are looked at."""
_PAGES: Final = ("text/html", "application/xhtml+xml")
_STEP: Final = 65_536


class _TooLargeError(Exception):
    pass


def records(source: str, path: Path, given: Given, limits: Limits) -> Iterator[Item]:
    """The pages of an archive: its responses of type HTML that succeeded, none larger than `limits`."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        with path.open("rb") as file:
            # What is compressed inside a record is undone below, where its size is watched.
            found = ArchiveIterator(
                file, record_types=WarcRecordType.response, parse_http=True, auto_decode="none"
            )
            number = 0
            for number, record in enumerate(found, 1):
                if number > MOST:
                    wrong = ReportError(source, f"more than {MOST:,} records", "Split the archive")
                    yield failed(source, wrong, given=given)
                    return
                item = _item(source, number, record, given, limits)
                if item is not None:
                    yield item
    except OSError as error:
        said = error.strerror or str(error)
        yield failed(source, _damaged(source, said), given=given)
        return
    except (EOFError, ValueError, UnicodeError, zlib.error) as error:
        yield failed(source, _damaged(source, str(error)), given=given)
        return
    if number == 0:
        wrong = ReportError(source, "there is no page in this archive", "Check that it is a WARC file")
        yield failed(source, wrong, given=given)


def _damaged(source: str, said: str) -> ReportError:
    return ReportError(
        source,
        f"this archive cannot be read to its end ({said})",
        "What stood before was added; check the file",
    )


def _item(source: str, number: int, record: Any, given: Given, limits: Limits) -> Item | None:
    http = record.http_headers
    if http is None or http.status_code is None or not 200 <= http.status_code < 300:
        return None
    headers = {name.lower(): value for name, value in http.items()}
    content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in _PAGES:
        return None
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    name = f"{source}#{number}"
    location = address or name

    def wrong(reason: str) -> Item:
        error = ReportError(f"{name} ({address})" if address else name, reason, "Save the page and give that")
        return Item(source, name, location, error=str(error), given=given)

    wanted = record.content_length
    if wanted > limits.page_bytes:
        return wrong(f"more than {limits.page_bytes:,} bytes")
    raw = record.reader.read(wanted)
    if len(raw) < wanted:
        return wrong("the archive breaks off inside it")
    try:
        data = _decoded(raw, headers, limits.page_bytes)
    except _TooLargeError:
        return wrong(f"more than {limits.page_bytes:,} bytes when it is decompressed")
    except (zlib.error, ValueError) as error:
        return wrong(f"its compression is broken ({error})")
    fetched = Fetched(data, address or name, content_type, record.http_charset)
    # The day of archiving is no day of publication, and is not made one.
    return Item(source, name, location, data=data, fetched=fetched, given=given)


def _decoded(raw: bytes, headers: dict[str, str], most: int) -> bytes:
    if headers.get("transfer-encoding", "").strip().lower() == "chunked":
        raw = _unchunked(raw)
    name = headers.get("content-encoding", "identity").strip().lower()
    # Some crawlers store what they decompressed under the header that it came with.
    if name in ("identity", "") or (name in ("gzip", "x-gzip") and not raw.startswith(b"\x1f\x8b")):
        return raw
    if name not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"it is compressed as {name!r}, which is not read")
    out = bytearray()
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    data = raw
    while data and not inflate.eof:
        out += inflate.decompress(data, _STEP)
        data = inflate.unconsumed_tail
        if len(out) > most:
            raise _TooLargeError
    return bytes(out)


def _unchunked(raw: bytes) -> bytes:
    """The body that was sent in chunks; as it is where the crawler joined them already."""
    out, at = bytearray(), 0
    while True:
        end = raw.find(b"\r\n", at, at + 100)
        size = raw[at:end].partition(b";")[0].strip() if end > 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return bytes(out) if out else raw
        if length <= 0:
            return bytes(out) if length == 0 else raw
        out += raw[end + 2 : end + 2 + length]
        at = end + 2 + length + 2
