"""Tables of reports: CSV and JSON lines with columns text or file, outlet, published, location and title."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from whence.ledger.sources import Given, Item, failed
from whence.reports.errors import ReportError
from whence.reports.limits import Limits

COLUMNS: Final = {
    "text": ("text", "body", "content"),
    "outlet": ("outlet", "source", "publisher"),
    "published": ("published", "date"),
    "location": ("location", "address", "url"),
    "title": ("title", "headline"),
    "file": ("file",),
}
"""Each column, and the names that it goes by, in whatever case; the first that is there is read."""


def lines(path: str | Path, longest: int) -> Iterator[str]:
    """The lines of a file in UTF-8, with their ends. Raises ReportError for one of over `longest` bytes."""
    for line in lines_or_errors(path, longest):
        if isinstance(line, ReportError):
            raise line
        yield line


def lines_or_errors(path: str | Path, longest: int) -> Iterator[str | ReportError]:
    """The same lines; in the place of one that cannot be had, what is wrong with it, and then the others.

    Raises ReportError where the file itself cannot be read.
    """
    source = str(path)
    try:
        with Path(path).open("rb") as file:
            number = 0
            while line := file.readline(longest + 1):
                number += 1
                where = f"{source}, line {number}"
                if len(line) > longest:
                    yield ReportError(where, f"a line of more than {longest:,} bytes", "Check the file")
                    while line and not line.endswith(b"\n"):
                        line = file.readline(longest)
                    continue
                try:
                    yield line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    yield ReportError(where, f"this is not UTF-8 ({error.reason})", "Save it as UTF-8")
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise ReportError(source, f"it cannot be read ({said})", "Check the file") from error


def rows(source: str, path: Path, given: Given, limits: Limits) -> Iterator[Item]:
    """The reports in a table, a row each; what is wrong with one row does not touch the others."""
    read = _csv if path.suffix.lower() == ".csv" else _json_lines
    number = 0
    try:
        for number, row in enumerate(read(source, path, limits), 1):
            name = f"{source}#{number}"
            if isinstance(row, ReportError):
                yield Item(source, name, name, error=str(row), given=given)
            else:
                yield _item(source, name, row, given, path.parent)
    except ReportError as error:
        yield failed(source, error, given=given)
        return
    if number == 0:
        wrong = ReportError(source, "there is no row in this table", "Give a table with a column 'text'")
        yield failed(source, wrong, given=given)


def _item(source: str, name: str, row: Mapping[str, Any], given: Given, folder: Path) -> Item:
    found = {column: _value(row, names) for column, names in COLUMNS.items()}
    location = found["location"] or name

    def wrong(reason: str, hint: str) -> Item:
        return Item(source, name, location, error=str(ReportError(name, reason, hint)), given=given)

    if not found["text"] and not found["file"]:
        return wrong("there is no text in this row", "Fill in its column 'text', or 'file'")
    published = found["published"]
    if published is not None and given.published is None:
        from whence.api import iso_date

        try:
            published = iso_date(published)
        except ValueError as error:
            return wrong(str(error), "Give its date as YYYY-MM-DD")
    path: str | None = None
    data: bytes | None = None
    if found["text"]:
        try:
            data = found["text"].encode("utf-8")
        except UnicodeEncodeError:
            return wrong("there is half of a surrogate pair in its text", "Give a text that UTF-8 can hold")
    elif found["file"]:
        path = _beside(folder, found["file"])
        if path is None:
            return wrong(
                f"its file {found['file']!r} is not in the table's folder", "Put it beside the table"
            )
    return Item(
        source, name, location, data=data, path=path, title=found["title"],
        given=Given(given.outlet or found["outlet"], given.published or published),
    )  # fmt: skip


def _beside(folder: Path, name: str) -> str | None:
    """The path of a file in a folder or below it, whatever links or dots are in its name; else None."""
    try:
        path = (folder / name).resolve()
        return str(path) if path.is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError, ValueError):
        return None


def _value(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
            return str(value) if name == names[0] == "text" else str(value).strip()
    return None


def _csv(source: str, path: Path, limits: Limits) -> Iterator[Mapping[str, Any] | ReportError]:
    before = csv.field_size_limit(limits.text_bytes)
    try:
        reader = csv.reader(lines(path, limits.text_bytes), strict=True)
        header: list[str] | None = None
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                where = f"{source}, line {reader.line_num}"
                raise ReportError(where, f"this is no CSV ({error})", "Check the quotes") from error
            if header is None:
                header = [cell.strip().lower() for cell in cells]
                if not set(header) & {*COLUMNS["text"], *COLUMNS["file"]}:
                    hint = "Name its columns in its first line"
                    raise ReportError(source, "this table has no column 'text' or 'file'", hint)
            elif any(cells):
                yield dict(zip(header, cells, strict=False))
    finally:
        csv.field_size_limit(before)


def _json_lines(source: str, path: Path, limits: Limits) -> Iterator[Mapping[str, Any] | ReportError]:
    for number, line in enumerate(lines_or_errors(path, limits.text_bytes), 1):
        if isinstance(line, ReportError):
            yield line
            continue
        if not line.strip():
            continue
        where = f"{source}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield ReportError(where, f"this is not JSON ({error})", "Give one object a line")
            continue
        if isinstance(row, dict):
            yield {str(name).lower(): value for name, value in row.items()}
        else:
            yield ReportError(where, "this is no object", "Give one object a line, with a field 'text'")
