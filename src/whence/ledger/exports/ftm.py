"""FollowTheMoney statements, as CSV: articles, those on whose word it rests, and what they say as events.

The model has no claim. An Event comes nearest: it has dates, a place, those involved and the document that
proves it. Nothing here says that it happened; `summary` has the words, and `description` on whose word.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from whence.ledger import keys
from whence.ledger.exports.columns import row
from whence.ledger.exports.plain import fit
from whence.reports.load import is_address

if TYPE_CHECKING:
    from whence.ledger.exports.write import Pair
    from whence.ledger.find import Filters
    from whence.ledger.records import FigureRecord

DATASET: Final = "whence"
COLUMNS: Final = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang",
    "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_TYPES: Final = {
    "Article": {
        "contentHash": "checksum", "publishedAt": "date", "publisher": "string", "sourceUrl": "url",
        "title": "string",
    },
    "Event": {
        "description": "text", "endDate": "date", "involved": "entity", "keywords": "string",
        "location": "string", "name": "name", "proof": "entity", "startDate": "date", "summary": "text",
    },
    "LegalEntity": {"name": "name"},
}  # fmt: skip
"""The properties that are used, and their types in the model."""

Statement = tuple[str, str, str, str]
"""Entity, schema, property, value."""


def write_ftm(out: BinaryIO, pairs: Iterable[Pair], filters: Filters) -> int:
    """Statements in the columns that FollowTheMoney reads; each is there once."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, dialect=csv.unix_dialect)
    writer.writerow(COLUMNS)
    known: set[str] = set()
    count = 0
    for figure, judged in pairs:
        count += 1
        values = row(figure, judged)
        seen = values["source_date"] or ""
        for entity, schema, prop, value in _statements(figure, values):
            kept = fit(value).strip()
            if not kept:
                continue
            key = hashlib.sha1(f"{DATASET}.{entity}.{prop}.{kept}".encode()).hexdigest()
            if entity not in known or schema == "Event":
                writer.writerow(
                    (entity, entity, prop, _TYPES[schema][prop], schema, kept, DATASET,
                     figure.source.report_id, "", "", "f", seen, seen, key)
                )  # fmt: skip
        known |= {_report(figure), *map(_name, _names(figure))}
    text.detach()
    return count


def _statements(figure: FigureRecord, values: dict[str, str | None]) -> Iterator[Statement]:
    report, event = _report(figure), f"{DATASET}-{figure.id.replace(':', '-').replace('.', '-')}"
    source = figure.source
    article = {
        "title": source.title or source.location,
        "publisher": source.outlet,
        "publishedAt": values["source_date"],
        "sourceUrl": source.location if is_address(source.location) else None,
    }
    for prop, value in article.items():
        if value:
            yield report, "Article", prop, value
    for name in _names(figure):
        yield _name(name), "LegalEntity", "name", name
        yield event, "Event", "involved", _name(name)
    counted = " ".join(filter(None, (figure.what, figure.metric)))
    said = {
        "name": f"{figure.words} {counted}".strip(),
        "summary": figure.statement,
        "description": f"On the word of: {values['authority_chain'] or source.outlet or 'the report itself'}",
        "startDate": values["date_start"],
        "endDate": values["date_end"],
        "location": figure.place,
        "keywords": figure.metric,
        "proof": report,
    }
    for prop, value in said.items():
        if value:
            yield event, "Event", prop, value


def _names(figure: FigureRecord) -> list[str]:
    return list(dict.fromkeys(name for link in figure.chain for name in link))


def _report(figure: FigureRecord) -> str:
    return f"{DATASET}-{figure.source.report_id}"


def _name(name: str) -> str:
    return f"{DATASET}-name-{keys.digest(keys.name_key(name))[:16]}"
