"""Feeds (RSS and Atom) as the pages that they point to."""

from __future__ import annotations

import io
import ipaddress
import re
import time
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from whence.ledger.sources import Given, Item, failed
from whence.reports.errors import ReportError
from whence.reports.limits import Limits
from whence.reports.load import is_address

MOST: Final = 1_000
"""Entries of one feed; what comes behind them is left, and told."""
_HEAD: Final = 4_096
_FEED: Final = re.compile(rb"<(?:rss|feed|rdf:RDF|RDF|channel)[\s>]", re.IGNORECASE)
_ENTITY: Final = re.compile(rb"<!ENTITY", re.IGNORECASE)


def is_feed(data: bytes) -> bool:
    """Whether `data` looks like a feed."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"<!", b"<!--")) and (
        _FEED.search(head) is not None
    )


def entries(source: str, data: bytes, given: Given, limits: Limits) -> Iterator[Item]:
    """The pages that a feed names, at most `MOST`, each with what the feed says of it."""
    import feedparser

    if len(data) > limits.page_bytes:
        wrong = ReportError(source, f"more than {limits.page_bytes:,} bytes", "Give the pages themselves")
        yield failed(source, wrong, given=given)
        return
    # One that declares entities can say in a line what fills the memory when it is spelled out.
    if _ENTITY.search(data.replace(b"\0", b"")):
        wrong = ReportError(source, "this feed declares entities of its own", "Give the pages themselves")
        yield failed(source, wrong, given=given)
        return
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a parser of broken feeds may raise, the rest goes on
        said = ReportError(source, f"this feed cannot be parsed ({error})", "Give the pages themselves")
        yield failed(source, said, given=given)
        return
    found = feed.get("entries", [])
    if not found:
        why = f" ({feed['bozo_exception']})" if feed.get("bozo") and feed.get("bozo_exception") else ""
        wrong = ReportError(source, f"there is no entry in this feed{why}", "Check the feed")
        yield failed(source, wrong, given=given)
        return
    outlet = _words(feed.get("feed", {}).get("title"))
    seen = set()
    without = 0
    for entry in found[:MOST]:
        address = _link(entry, source)
        if address is None:
            without += 1
            continue
        if address in seen:
            continue
        seen.add(address)
        if not _may_lead(source, address):
            wrong = ReportError(
                address, f"the feed {source} leads from the web into a private network", "Add it by itself"
            )
            yield failed(address, wrong, given=given)
            continue
        yield Item(
            address, address, address, given=given, outlet=outlet, published=_day(entry),
            title=_words(entry.get("title")),
        )  # fmt: skip
    if len(found) > MOST:
        wrong = ReportError(
            source,
            f"{len(found):,} entries, of which the first {MOST:,} were added",
            "Give the others by --list",
        )
        yield failed(source, wrong, given=given)
    elif not seen:
        wrong = ReportError(source, "no entry of this feed has a web address", "Give the pages themselves")
        yield failed(source, wrong, given=given)
    elif without:
        has = "1 entry has" if without == 1 else f"{without:,} entries have"
        wrong = ReportError(source, f"{has} no web address", "Give what they tell by --list or a file")
        yield failed(source, wrong, given=given)


def _link(entry: Any, source: str) -> str | None:
    link = entry.get("link")
    if not isinstance(link, str):
        return None
    try:
        address = urljoin(source, link.strip()) if is_address(source) else link.strip()
        return address if is_address(address) and urlsplit(address).hostname else None
    except ValueError:
        return None


def _may_lead(source: str, address: str) -> bool:
    """A feed from the open web has no business with what only this machine can reach."""
    return not _private(address) or not is_address(source) or _private(source)


def _private(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _day(entry: Any) -> str | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return time.strftime("%Y-%m-%d", parsed) if parsed and parsed[0] > 999 else None
    except (TypeError, ValueError):
        return None


def _words(text: Any) -> str | None:
    return " ".join(text.split())[:500] or None if isinstance(text, str) else None
