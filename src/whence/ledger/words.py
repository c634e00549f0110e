"""The search index: the words of statements and of reports, and what they are filtered by.

A statement is an attribution, or a figure that stands in none. Beside its words each has facets: one
made-up word for each property (see `keys.facet`), so that "killed" and "in December" and "said by Seoul"
are one search, which the index answers without looking at a row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, text

from whence.ledger import keys
from whence.ledger.errors import LedgerError
from whence.ledger.rows import Row

_PART: Final = 50_000
"""Characters of one entry of the index; the words of a longer report are in several."""
_TERM: Final = re.compile(r'"([^"]*)"|(\S+)')
_WORD: Final = re.compile(r"\w")
_TERMS: Final = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed at one place."""

    n: int
    words: str
    facets: tuple[str, ...] = ()


def statements(
    attributions: Iterable[Row], authorities: Iterable[Row], figures: Iterable[Row], outlets: Sequence[str]
) -> list[Entry]:
    """The entries of a reading's statements, from its rows; `outlets` are the keys of where it appeared."""
    named: dict[int, list[Row]] = defaultdict(list)
    for row in authorities:
        named[row["attribution_n"]].append(row)
    counted: dict[int, list[Row]] = defaultdict(list)
    alone = []
    for row in figures:
        if row.get("rejected"):
            continue
        if row["attribution_n"] is None:
            alone.append(row)
        else:
            counted[row["attribution_n"]].append(row)
    common = {keys.facet("outlet", outlet) for outlet in outlets}
    for some in named.values():
        some.sort(key=lambda row: (row["link"], row["joint"]))
    for some in counted.values():
        some.sort(key=lambda row: row["n"])
    entries = [
        _entry(row["n"], row, named[row["n"]], counted[row["n"]], common)
        for row in attributions
        if not row.get("rejected")
    ]
    entries += [_entry(row["n"], row, [], [row], common) for row in alone]
    # The index takes them quickest in its own order.
    return sorted(entries, key=lambda entry: entry.n)


def report_entries(n: int, body: str, title: str | None) -> list[Entry]:
    """The entries of a report's text: one for each stretch of it, at successive places."""
    whole = f"{title}\n{body}" if title else body
    return [
        Entry(n + i, keys.searchable(whole[at : at + _PART]))
        for i, at in enumerate(range(0, len(whole), _PART))
    ]


def _entry(n: int, row: Row, authorities: list[Row], figures: list[Row], common: set[str]) -> Entry:
    facets = {
        *common,
        keys.facet("any"),
        keys.facet("standing", row["standing"]),
        keys.facet("polarity", row["polarity"]),
    }
    words = [row["words"]]
    for one in authorities:
        facets.add(keys.facet("authority", one["name_key"]))
        if one["actor_id"]:
            facets.add(keys.facet("actor", one["actor_id"]))
        words += [one["name"]] if one["name"] == one["words"] else [one["name"], one["words"]]
    if figures:
        facets.add(keys.facet("figures"))
    for one in figures:
        facets.add(keys.facet("standing", one["standing"]))
        metric, side = one["metric"], one["side_key"]
        # Together as well: both may stand in one statement without belonging to one figure.
        if metric:
            facets.add(keys.facet("metric", metric))
        if side:
            facets.add(keys.facet("side", side))
        if metric and side:
            facets.add(keys.facet("metric and side", metric, side))
        words += [one[name] for name in ("what", "side", "metric", "place") if one[name]]
    joined = " ".join(dict.fromkeys(words))
    return Entry(n, keys.searchable(joined[:_PART]), tuple(sorted(facets)))


def add(connection: Connection, index: str, entries: Sequence[Entry]) -> None:
    """Put entries into the index `statement_words` or `report_words`."""
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {index}(rowid, words) VALUES (?, ?)", _pairs(entries))
    else:
        connection.execute(
            text(
                f"INSERT INTO {index}(n, words) "
                "VALUES (:n, to_tsvector('english', :words) || array_to_tsvector(:facets))"
            ),
            [{"n": e.n, "words": e.words, "facets": list(e.facets)} for e in entries],
        )


def remove(connection: Connection, index: str, entries: Sequence[Entry]) -> None:
    """Take entries out of the index again; they must be the very ones that were put in."""
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', ?, ?)", _pairs(entries)
        )
    else:
        connection.execute(text(f"DELETE FROM {index} WHERE n = :n"), [{"n": e.n} for e in entries])


def _pairs(entries: Sequence[Entry]) -> Any:
    return [(entry.n, " ".join((entry.words, *entry.facets))) for entry in entries]


def terms(asked: str) -> list[str]:
    """The words and "phrases" that a search asks for. Raises LedgerError where there is none."""
    found = [phrase or word for phrase, word in _TERM.findall(keys.searchable(asked))]
    found = [term for term in found if _WORD.search(term)]
    if not found:
        raise LedgerError(f"{asked!r}: there are no words to look for in this. Give some.")
    if len(found) > _TERMS:
        raise LedgerError(f"{len(found)} words to look for, more than {_TERMS}. Give fewer.")
    return found


@dataclass(frozen=True, slots=True)
class Query:
    """A search: all of `terms`, and of each set of facets at least one."""

    terms: tuple[str, ...] = ()
    facets: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.facets)

    def condition(self, dialect: str, index: str) -> tuple[str, dict[str, Any]]:
        """The SQL that an entry of `index` must meet, and its parameters."""
        if dialect == "sqlite":
            parts = [_quoted(term) for term in self.terms]
            parts += ["(" + " OR ".join(map(_quoted, some)) + ")" for some in self.facets]
            return f"{index} MATCH :search", {"search": " AND ".join(parts)}
        parts, values = [], {}
        for i, term in enumerate(self.terms):
            parts.append(f"phraseto_tsquery('english', :t{i})")
            values[f"t{i}"] = term
        for i, some in enumerate(self.facets):
            parts.append(f"CAST(:f{i} AS tsquery)")
            values[f"f{i}"] = " | ".join(f"'{one}'" for one in some)
        return f"{index}.words @@ ({' && '.join(parts)})", values


def latest(connection: Connection, facets: Sequence[str], low: int, high: int, most: int) -> list[int]:
    """The places of the latest statements in [low, high) that have one of the facets, `most` at most."""
    dialect = connection.dialect.name
    condition, values = Query((), (tuple(facets),)).condition(dialect, "statement_words")
    place = "statement_words.rowid" if dialect == "sqlite" else "statement_words.n"
    found = connection.execute(
        text(
            f"SELECT {place} FROM statement_words WHERE {condition} AND {place} >= :low AND {place} < :high "
            f"ORDER BY {place} DESC LIMIT :most"
        ),
        {**values, "low": low, "high": high, "most": most},
    )
    return list(found.scalars())


def latest_with(
    connection: Connection, alternatives: Sequence[Sequence[str]], low: int, high: int, most: int
) -> list[int]:
    """The places of the latest statements in [low, high) that have all terms of one of the alternatives.

    A term is a word or a facet; `most` places at most.
    """
    if not alternatives:
        return []
    values: dict[str, Any] = {"low": low, "high": high, "most": most}
    if connection.dialect.name == "sqlite":
        place = "statement_words.rowid"
        condition = "statement_words MATCH :search"
        values["search"] = " OR ".join(
            "(" + " AND ".join(map(_quoted, terms)) + ")" for terms in alternatives
        )
    else:
        place = "statement_words.n"
        some = []
        for i, terms in enumerate(alternatives):
            parts = []
            for j, term in enumerate(terms):
                facet = term.startswith(keys.FACET)
                values[f"t{i}_{j}"] = f"'{term}'" if facet else term
                name = f":t{i}_{j}"
                parts.append(f"CAST({name} AS tsquery)" if facet else f"plainto_tsquery('english', {name})")
            some.append("(" + " && ".join(parts) + ")")
        condition = f"statement_words.words @@ ({' || '.join(some)})"
    found = connection.execute(
        text(
            f"SELECT {place} FROM statement_words WHERE {condition} AND {place} >= :low AND {place} < :high "
            f"ORDER BY {place} DESC LIMIT :most"
        ),
        values,
    )
    return list(found.scalars())


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
