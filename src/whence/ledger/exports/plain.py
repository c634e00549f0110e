"""CSV and JSON lines: one figure a row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from whence.ledger.exports.columns import COLUMNS, TEXT, Row, row

if TYPE_CHECKING:
    from whence.ledger.exports.write import Pair
    from whence.ledger.find import Filters

_FORMULA: Final = re.compile(r"\s*[=+\-@\t\r]")
_UNFIT: Final = re.compile("[\x00\ud800-\udfff]")


def write_csv(out: BinaryIO, pairs: Iterable[Pair], filters: Filters) -> int:
    """CSV in UTF-8 with a header. No cell from a report can pass for a spreadsheet's formula."""
    return csv_rows(out, COLUMNS, (row(figure, judged) for figure, judged in pairs))


def csv_rows(out: BinaryIO, columns: Mapping[str, str], rows: Iterable[Row]) -> int:
    """Rows as CSV, under a header; and how many there were."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    count = 0
    for values in rows:
        writer.writerow([_cell(values[name], kind) for name, kind in columns.items()])
        count += 1
    text.detach()
    return count


def write_jsonl(out: BinaryIO, pairs: Iterable[Pair], filters: Filters) -> int:
    """JSON lines in ASCII: one object a figure, null where something is not known."""
    return jsonl_rows(out, (row(figure, judged) for figure, judged in pairs))


def jsonl_rows(out: BinaryIO, rows: Iterable[Row]) -> int:
    """Rows as JSON lines; and how many there were."""
    count = 0
    for one in rows:
        values = {name: fit(v) if isinstance(v, str) else v for name, v in one.items()}
        out.write(json.dumps(values, allow_nan=False).encode("ascii") + b"\n")
        count += 1
    return count


def fit(text: str) -> str:
    """`text` without what UTF-8 or most readers of files have no place for."""
    return _UNFIT.sub("�", text)


def _cell(value: Any, kind: str) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if kind != TEXT:
        return value
    text = fit(value)
    # A spreadsheet would run "=…" as a formula; behind an apostrophe it is text.
    return f"'{text}" if _FORMULA.match(text) else text
