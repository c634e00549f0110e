"""Fetching a page, bounded in size, time, redirects and kind."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from whence.reports.errors import ReportError
from whence.reports.limits import Limits

if TYPE_CHECKING:
    import httpx

_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_HEADERS: Final = {
    "User-Agent": "whence (reads one report at its user's word)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
    # Only what is decompressed here, step by step, so that no size is taken on trust.
    "Accept-Encoding": "gzip, deflate",
}
_STEP: Final = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered with, decompressed, and the address that it came from in the end."""

    data: bytes
    url: str
    content_type: str | None
    charset: str | None


def fetch(url: str, limits: Limits | None = None) -> Fetched:
    """What `url` answers with. Raises ReportError where that is no page, or goes beyond `limits`."""
    # On a thread of its own, so that this works under a running event loop too (in a notebook, say).
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, _within(url, limits or Limits())).result()


async def _within(url: str, limits: Limits) -> Fetched:
    import httpx

    client = httpx.AsyncClient(headers=_HEADERS, timeout=None, follow_redirects=False)
    try:
        # One deadline over everything: a timeout for each read lets a server drip for ever.
        async with client, asyncio.timeout(limits.fetch_seconds):
            return await _follow(client, url, limits)
    except TimeoutError as error:
        raise ReportError(
            url,
            f"no whole answer within {limits.fetch_seconds:g} seconds",
            "Try again later, or save the page and give the file",
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        reason = str(error) or type(error).__name__
        raise ReportError(
            url, f"cannot be fetched ({reason})", "Check the address and your connection"
        ) from error


async def _follow(client: httpx.AsyncClient, url: str, limits: Limits) -> Fetched:
    at = url
    for _ in range(limits.redirects + 1):
        if not _is_web(at):
            raise ReportError(url, f"it leads to {at!r}, which is no web address", "Give another address")
        async with client.stream("GET", at) as response:
            location = response.headers.get("Location")
            if response.status_code not in _REDIRECTS or not location:
                return await _read(response, url, limits)
            at = urljoin(at, location)
    raise ReportError(
        url, f"it redirects more than {limits.redirects} times", "Give the address where the report stands"
    )


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


async def _read(response: httpx.Response, url: str, limits: Limits) -> Fetched:
    if not response.is_success:
        status = f"{response.status_code} {response.reason_phrase}".strip()
        raise ReportError(url, f"the server answered {status}", "Check the address, or give a saved page")
    content_type, charset = _content_type(response.headers.get("Content-Type"))
    if content_type is not None and content_type not in limits.content_types:
        raise ReportError(url, f"this is {content_type}, not a page or a text", "Give a written report")
    too_large = ReportError(
        url, f"more than {limits.page_bytes:,} bytes", "Save the report's text to a file and give that"
    )
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > limits.page_bytes:
        raise too_large
    decompress = _decompressor(response.headers.get("Content-Encoding"), url)
    data = bytearray()
    async for raw in response.aiter_raw(_STEP):
        try:
            for piece in decompress(raw):
                data += piece
                if len(data) > limits.page_bytes:
                    raise too_large
        except zlib.error as error:
            raise ReportError(url, f"its compression is broken ({error})", "Give a saved page") from error
    return Fetched(bytes(data), str(response.url), content_type, charset)


def _content_type(header: str | None) -> tuple[str | None, str | None]:
    if not header:
        return None, None
    message = Message()
    message["Content-Type"] = header
    charset = message.get_content_charset()
    # Not `get_content_type`, which makes text/plain of what it does not understand.
    return header.partition(";")[0].strip().lower() or None, charset


class _Inflate:
    """Decompresses gzip or deflate by steps of bounded size."""

    def __init__(self) -> None:
        self._raw = False
        self._begun = False
        self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)

    def __call__(self, data: bytes) -> Iterator[bytes]:
        while data and not self._inflate.eof:
            try:
                piece = self._inflate.decompress(data, _STEP)
            except zlib.error:
                # Some servers send deflate without its header.
                if self._begun or self._raw:
                    raise
                self._raw = True
                self._inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
                continue
            self._begun = True
            data = self._inflate.unconsumed_tail
            yield piece


def _as_it_is(data: bytes) -> Iterator[bytes]:
    yield data


def _decompressor(encoding: str | None, url: str) -> Callable[[bytes], Iterator[bytes]]:
    name = (encoding or "identity").strip().lower()
    if name == "identity":
        return _as_it_is
    if name in ("gzip", "x-gzip", "deflate"):
        return _Inflate()
    raise ReportError(url, f"it is compressed as {name!r}, unasked", "Save the page and give the file")
