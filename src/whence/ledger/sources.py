"""What `whence add` is given, as single reports to load: folders, feeds, lists, archives and tables unfolded.

Nothing is held: each item is made when it is asked for. What cannot be unfolded is an item that says why.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from whence.errors import WhenceError
from whence.reports.errors import ReportError
from whence.reports.fetch import Fetched
from whence.reports.limits import Limits

TEXTS: Final = frozenset((".txt", ".text", ".md", ".html", ".htm", ".xhtml"))
FEEDS: Final = frozenset((".rss", ".atom", ".xml"))
ARCHIVES: Final = (".warc", ".warc.gz")
TABLES: Final = frozenset((".csv", ".jsonl", ".ndjson"))
FEED_TYPES: Final = (
    "application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/rdf+xml",
)  # fmt: skip

_DEEPEST: Final = 50
"""Folders inside each other."""
_LONGEST_LINE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of all reports of a source; it stands over what they say of themselves."""

    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One report to load, or the reason why there is none."""

    source: str
    """What to give `whence add` to have it again."""
    name: str
    """Which report of the source it is; the source itself where it is one report."""
    location: str = ""
    """The path or address where the report is, or was when it was archived."""
    data: bytes | None = None
    """Its bytes, where they are at hand; otherwise it is loaded from its location."""
    path: str | None = None
    """The file that has them, where that is not its location."""
    fetched: Fetched | None = None
    given: Given = Given()
    title: str | None = None
    outlet: str | None = None
    """The outlet by the feed that names it, where the page does not say."""
    published: str | None = None
    error: str | None = None


def failed(
    source: str, error: WhenceError | str, *, name: str | None = None, given: Given | None = None
) -> Item:
    """An item that stands for what went wrong."""
    return Item(source, name or source, source, error=str(error), given=given or Given())


def unfold(sources: Iterable[str], given: Given, limits: Limits) -> Iterator[Item]:
    """Every report that `sources` name: paths of files and folders, and addresses of pages and feeds."""
    for source in sources:
        yield from _one(source, given, limits)


def addresses(path: str, given: Given) -> Iterator[Item]:
    """The pages whose addresses stand in a file, one a line; empty lines and # comments aside."""
    from whence.ledger.tabular import lines
    from whence.reports.load import is_address

    try:
        for number, line in enumerate(lines(path, _LONGEST_LINE), 1):
            address = line.strip()
            if not address or address.startswith("#"):
                continue
            if is_address(address):
                yield Item(address, address, address, given=given)
            else:
                wrong = ReportError(
                    f"{path}, line {number}", "this is no web address", "Give one http(s) address a line"
                )
                yield failed(path, wrong, name=f"{path}#{number}", given=given)
    except ReportError as error:
        yield failed(path, error, given=given)


def again(source: str, names: frozenset[str], given: Given, limits: Limits) -> Iterator[Item]:
    """Those items of a source that are named; an item says why where one is not there any more."""
    if names == {source}:
        yield from _one(source, given, limits)
        return
    missing = set(names)
    for item in _one(source, given, limits):
        if item.name in missing or item.name == source:
            missing.discard(item.name)
            yield item
    for name in sorted(missing):
        yield failed(
            source, ReportError(name, "it is not in its source any more", "Add the source again"), name=name,
            given=given,
        )  # fmt: skip


def kind_of(path: Path) -> str | None:
    """How a file is read, by its name: "text", "feed", "archive" or "table"; else None."""
    name = path.name.lower()
    if name.endswith(ARCHIVES):
        return "archive"
    suffix = path.suffix.lower()
    for kind, suffixes in (("text", TEXTS), ("feed", FEEDS), ("table", TABLES)):
        if suffix in suffixes:
            return kind
    return None


def _one(source: str, given: Given, limits: Limits) -> Iterator[Item]:
    from whence.reports.load import is_address

    if is_address(source):
        yield from _address(source, given, limits)
        return
    try:
        path = Path(os.path.abspath(source))  # noqa: PTH100 (resolve would follow links)
        folder = path.is_dir()
    except (OSError, ValueError) as error:
        yield failed(source, ReportError(source, f"this is no path ({error})", "Check the path"), given=given)
        return
    if folder:
        shut: list[tuple[Path, str]] = []
        for file in files(path, shut):
            yield from _file(str(file), file, given, limits)
        for closed, why in shut:
            yield failed(str(closed), f"{closed}: {why}", given=given)
    else:
        yield from _file(source if source == "-" else str(path), path, given, limits, named=True)


def files(folder: Path, shut: list[tuple[Path, str]] | None = None) -> Iterator[Path]:
    """The files in a folder and below it that can be read, in order; no links, no hidden ones.

    Folders that cannot be listed, and those too deep to look into, go to `shut` with the reason.
    """
    left = shut if shut is not None else []
    stack = [(folder, 0)]
    while stack:
        here, depth = stack.pop()
        try:
            inside = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            left.append((here, f"this folder cannot be listed ({error.strerror}). Check its rights."))
            continue
        deeper = []
        for entry in inside:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEEPEST:
                    deeper.append((Path(entry.path), depth + 1))
                else:
                    left.append((Path(entry.path), f"over {_DEEPEST} folders deep. Name it by itself."))
            elif entry.is_file(follow_symlinks=False) and kind_of(Path(entry.path)) is not None:
                yield Path(entry.path)
        stack += reversed(deeper)


def _file(source: str, path: Path, given: Given, limits: Limits, *, named: bool = False) -> Iterator[Item]:
    match kind_of(path):
        case "archive":
            from whence.ledger.archives import records

            yield from records(source, path, given, limits)
        case "table":
            from whence.ledger.tabular import rows

            yield from rows(source, path, given, limits)
        case "feed":
            yield from _feed_file(source, path, given, limits, named=named)
        case _ if source == "-":
            # Taken in here, since another process has none.
            yield Item(source, source, source, data=sys.stdin.buffer.read(limits.text_bytes + 1), given=given)
        case _:
            yield Item(source, source, source, given=given)


def _feed_file(source: str, path: Path, given: Given, limits: Limits, *, named: bool) -> Iterator[Item]:
    from whence.ledger.feeds import entries, is_feed

    try:
        with path.open("rb") as file:
            data = file.read(limits.page_bytes + 1)
    except OSError as error:
        yield failed(source, ReportError(source, f"it cannot be read ({error.strerror})", "Check the file"))
        return
    if is_feed(data):
        yield from entries(source, data, given, limits)
    elif named:
        wrong = ReportError(source, "this is no feed (RSS or Atom)", "Give a feed, a page or a text")
        yield failed(source, wrong, given=given)


def _address(source: str, given: Given, limits: Limits) -> Iterator[Item]:
    """A page or a feed: only its answer tells."""
    from whence.ledger.feeds import entries, is_feed
    from whence.reports.fetch import fetch

    wider = replace(limits, content_types=(*limits.content_types, *FEED_TYPES))
    try:
        fetched = fetch(source, wider)
    except ReportError as error:
        yield failed(source, error, given=given)
        return
    if is_feed(fetched.data):
        yield from entries(source, fetched.data, given, limits)
    else:
        yield Item(source, source, source, data=fetched.data, fetched=fetched, given=given)
