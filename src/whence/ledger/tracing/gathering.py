"""The figures of reports out of a ledger's rows, as they are compared; only as many as can be of use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, and_, select, true

from whence.ledger import keys, tables
from whence.ledger.merging import Merged
from whence.ledger.tracing.amounts import alike, changeable, in_dozens
from whence.ledger.tracing.lexicon import Lexicon, packaged_lexicon
from whence.ledger.tracing.outcomes import Other
from whence.ledger.tracing.statements import Counted, Row, Telling, amount_of, counted_in, page_of, telling_of
from whence.ledger.tracing.text import stem


def tellings_of(
    connection: Connection,
    reports: Sequence[int],
    lexicon: Lexicon | None = None,
    *,
    like: Sequence[Telling] | None = None,
    only: frozenset[str] | None = None,
) -> list[Telling]:
    """Every current figure of the reports at these places, as it is compared; in the order of the text.

    With `like` only figures whose amount and side may be those of one of these, with `only` those with
    these ids.
    """
    lexicon = lexicon or packaged_lexicon()
    alike_to = None if like is None else _Likely(like, lexicon)
    likely: Callable[[Row], bool] | None = alike_to
    if only is not None:
        likely = lambda row: row["id"] in only  # noqa: E731
    out: list[Telling] = []
    for i in range(0, len(reports), 50):
        out += _some(connection, reports[i : i + 50], lexicon, likely, alike_to)
    return out


class _Likely:
    """Whether a figure may be one of some others, by amount, side and things: most need no further look."""

    def __init__(self, like: Iterable[Telling], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, list[Telling]] = defaultdict(list)
        for one in like:
            self._known[one.unit].append(one)

    def _of(self, row: Row) -> Iterable[Telling]:
        low, high, unit = amount_of(row)
        value = low if low is not None else high
        side = row["side_key"]
        noun = None
        for one in self._known.get(unit, ()) if value is not None else ():
            if side and one.side and side != one.side:
                continue
            dozens = in_dozens(one.figure.words, row["words"])
            if alike(one.value or 0.0, value or 0.0, unit, dozens=dozens):
                yield one
            elif changeable(one.value or 0.0, value or 0.0, unit):
                # Of another amount only what counts the very same is worth a look.
                noun = noun or (stem(row["what"].split()[-1]) if row["what"] else "")
                if not noun or not one.what or noun == one.what:
                    yield one

    def __call__(self, row: Row) -> bool:
        return any(True for _ in self._of(row))

    def counts(self, row: Row, counted: Counted) -> bool:
        """Whether it counts what one of them counts."""
        return any(
            things_agree(one.unit, (one.thing, one.what, one.words), counted, self._lexicon) is not None
            for one in self._of(row)
        )


def things_agree(unit: str, first: Counted, second: Counted, lexicon: Lexicon) -> float | None:
    """How well what is counted in two sentences agrees, 0 to 1; None where it is another thing."""
    if unit not in ("count", "part"):
        return 0.5
    (one, what, words), (other, others_what, others_words) = first, second
    if one and other:
        if one == other:
            return 1.0
        return 0.3 if lexicon.related(one, other) else None
    if what and others_what:
        if what == others_what:
            return 1.0
        # Nouns of which nothing is known: either sentence should have the other's.
        if unit == "count" and what not in others_words and others_what not in words:
            return None if not (one or other) else 0.0
        return 0.3
    return 0.4


def _some(
    connection: Connection,
    reports: Sequence[int],
    lexicon: Lexicon,
    likely: Callable[[Row], bool] | None,
    like: _Likely | None,
) -> list[Telling]:
    spans: dict[int, list[Other]] = defaultdict(list)
    figures = _figures(connection, reports, likely, spans)
    rows = _rows(connection, tables.report, ~tables.report.c.rejected, sorted(figures))
    pages = {n: page_of(row) for n, row in rows.items()}
    if like is not None:
        # What is counted is known by the sentence alone; only what may be the same needs its authorities.
        for n, page in pages.items():
            figures[n] = [
                one
                for one in figures[n]
                if (counted := counted_in(page, one, lexicon)) is not None and like.counts(one, counted)
            ]
        pages = {n: page for n, page in pages.items() if figures[n]}
    if not pages:
        return []
    claim, link = tables.attribution, tables.authority
    # Of each report every attribution in short, since its authorities may be named again elsewhere, and
    # those in full that a figure stands in.
    short: dict[int, dict[int, Row]] = defaultdict(dict)
    for place, local, parent in within(connection, "attribution", ("n", "local", "parent"), pages):
        short[place // keys.LOCAL * keys.LOCAL][place] = {"n": place, "local": local, "parent": parent}
    on = {f["attribution_n"] for n in pages for f in figures[n] if f["attribution_n"] is not None}
    claims = _rows(connection, claim, and_(claim.c.current, ~claim.c.rejected), sorted(on))
    links: dict[int, list[Row]] = defaultdict(list)
    named = sorted(n for some in short.values() for n in some)
    for i in range(0, len(named), 800):
        for joint in connection.execute(
            select(link)
            .where(link.c.attribution_n.in_(named[i : i + 800]))
            .order_by(link.c.attribution_n, link.c.link, link.c.joint)
        ).mappings():
            links[joint["attribution_n"]].append(joint)
    merged = Merged.of(connection)
    out = []
    for n, page in pages.items():
        known = [one for place in short[n] for one in links[place]]
        for one in sorted(figures[n], key=lambda f: (f["start"], f["n"])):
            on_claim = claims.get(one["attribution_n"])
            telling = telling_of(
                page,
                rows[n],
                one,
                on_claim,
                links,
                short[n],
                known,
                spans[n],
                lexicon,
            )
            if telling is not None:
                out.append(_merged(telling, merged) if merged else telling)
    return out


def _merged(telling: Telling, merged: Merged) -> Telling:
    """A telling on the word of whoever an analyst says that it is."""
    word = telling.word
    if word.key is None:
        return telling
    return replace(telling, word=replace(word, actor=merged.one(word.actor, word.key)))


def _figures(
    connection: Connection,
    reports: Sequence[int],
    likely: Callable[[Row], bool] | None,
    spans: dict[int, list[Other]],
) -> dict[int, list[Row]]:
    """The rows of figures by the place of their report. Whole rows cost, so the unlikely are not read.

    Where every figure stands, and its metric, goes into `spans`.
    """
    table = tables.figure
    out: dict[int, list[Row]] = defaultdict(list)
    if not reports:
        return out
    columns = (
        "n",
        "id",
        "low",
        "high",
        "kind",
        "unit",
        "side_key",
        "start",
        "end",
        "metric",
        "words",
        "what",
    )
    some = [dict(zip(columns, row, strict=True)) for row in within(connection, "figure", columns, reports)]
    for one in some:
        spans[one["n"] // keys.LOCAL * keys.LOCAL].append((one["start"], one["end"], one["metric"]))
    for row in _rows(
        connection, table, true(), [one["n"] for one in some if likely is None or likely(one)]
    ).values():
        out[row["n"] // keys.LOCAL * keys.LOCAL].append(row)
    return out


def within(
    connection: Connection, table: str, columns: Sequence[str], places: Iterable[int]
) -> Sequence[Sequence[Any]]:
    """Some columns of what is current and stands in some reports, in the ledger's order, as it is stored.

    The reports' bounds are joined to the table: by "or" they would be answered by looking at every row.
    Places are numbers, so nothing needs to be quoted.
    """
    bounds = ", ".join(f"({n:d}, {n + keys.LOCAL - 1:d})" for n in places)
    if not bounds:
        return []
    chosen = ", ".join(f'"{column}"' for column in columns)
    found = connection.exec_driver_sql(
        f"WITH bounds(first, last) AS (VALUES {bounds}) SELECT {chosen} FROM bounds CROSS JOIN {table} "
        "WHERE n BETWEEN first AND last AND current AND NOT rejected"
    ).all()
    return sorted(found, key=lambda row: row[0])


_UNREAD: Final = frozenset(
    {"repairs", "foreign_passages", "warnings", "language", "source", "cue", "content"}
)
"""Columns that comparing statements has no use for, and that cost time to read."""


def _rows(connection: Connection, table: Any, condition: Any, places: Sequence[int]) -> dict[int, Row]:
    columns = [column for column in table.c if column.name not in _UNREAD]
    out: dict[int, Row] = {}
    for i in range(0, len(places), 800):
        query = select(*columns).where(table.c.n.in_(places[i : i + 800]), condition).order_by(table.c.n)
        for row in connection.execute(query).mappings():
            out[row["n"]] = row
    return out
