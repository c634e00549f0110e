"""What holds after the judgements on a row: its columns corrected or restored, and the index with them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from whence.ledger import corrections, keys, tables, words
from whence.ledger.engine import lock
from whence.ledger.lookup import current, entries, outlets
from whence.ledger.rows import Row


def apply(
    connection: Connection, kind: str, target: str, corrected: dict[str, Any], *, rejected: bool
) -> None:
    """Bring the row `target` to where its judgements put it: `corrected` holds all fields that differ."""
    table = getattr(tables, kind)
    row = connection.execute(select(table).where(table.c.id == target)).mappings().one()
    report_id = target[: keys.REPORT_DIGITS] if kind == "report" else row["report_id"]
    if report_id is None:  # a finding across reports
        connection.execute(update(table).where(table.c.id == target).values(rejected=rejected))
        return
    lock(connection, report_id)
    last = current(connection, report_id)
    before = entries(connection, last["id"], outlets(connection, report_id)) if last is not None else []
    if kind == "report":
        _report(connection, row, corrected, rejected, before)
    else:
        _item(connection, kind, row, corrected, rejected=rejected)
    if last is not None:
        after = entries(connection, last["id"], outlets(connection, report_id))
        if after != before:
            words.remove(connection, "statement_words", before)
            words.add(connection, "statement_words", after)


def _values(kind: str, row: RowMapping, corrected: dict[str, Any]) -> tuple[Row, Row]:
    """The columns as they should be, and what was in those that differ from the reading."""
    original = dict(row["original"] or {})
    as_read = {**row, **original}
    values = {name: as_read[name] for name in original if name in row}
    kept = {}
    for field, value in corrected.items():
        for name, new in corrections.columns(kind, field, value).items():
            kept[name] = as_read.get(name)
            values[name] = new
    return values, kept


def _item(
    connection: Connection, kind: str, row: RowMapping, corrected: dict[str, Any], *, rejected: bool
) -> None:
    table = getattr(tables, kind)
    values, kept = _values(kind, row, {k: v for k, v in corrected.items() if k != "authority"})
    if kind == "attribution":
        values |= _authority(connection, row, corrected.get("authority"), kept)
    values |= {"rejected": rejected, "original": kept or None}
    connection.execute(update(table).where(table.c.id == row["id"]).values(values))


def _authority(connection: Connection, row: RowMapping, name: str | None, kept: Row) -> Row:
    """Set the origin of a chain to `name`, or back to what was read; gives the attribution's own columns."""
    table = tables.authority
    original = dict(row["original"] or {})
    chain = [list(link) for link in original.get("chain", row["chain"])]
    was = chain[-1][0] if chain else None
    link = max(len(chain) - 1, 0)
    here = (table.c.attribution_n == row["n"]) & (table.c.link == link) & (table.c.joint == 0)
    if was is None:
        connection.execute(delete(table).where(table.c.attribution_n == row["n"]))
    shown = name or was
    if name is not None:
        kept |= {
            "chain": [list(one) for one in chain],
            "origin_key": original.get("origin_key", row["origin_key"]),
        }
        if was is None:
            chain = [[name]]
            connection.execute(insert(table), _given(row["n"], name))
        else:
            chain[-1][0] = name
    if shown is not None and was is not None:
        connection.execute(update(table).where(here).values(name=shown, name_key=keys.name_key(shown)))
    return {"chain": chain, "origin_key": keys.name_key(shown) if shown else None}


def _given(n: int, name: str) -> Row:
    """An authority that an analyst names, and no words of the report."""
    return {
        "attribution_n": n, "link": 0, "joint": 0, "name": name, "name_key": keys.name_key(name), "start": 0,
        "end": 0, "words": name, "type": "unknown", "anonymous": False, "resolved": True, "actor_id": None,
    }  # fmt: skip


def _report(
    connection: Connection,
    row: RowMapping,
    corrected: dict[str, Any],
    rejected: bool,
    before: list[words.Entry],
) -> None:
    table = tables.report
    values, kept = _values("report", row, corrected)
    now = {**row, **values}
    first = (tables.appearance.c.report_id == row["id"]) & (tables.appearance.c.number == 1)
    connection.execute(
        update(tables.appearance)
        .where(first)
        .values(
            outlet=now["outlet"],
            outlet_key=keys.name_key(now["outlet"]) if now["outlet"] else None,
            title=now["title"],
            published=now["published"],
            day=now["day"],
        )
    )
    values |= {"rejected": rejected, "original": kept or None}
    connection.execute(update(table).where(table.c.id == row["id"]).values(values))
    old = words.report_entries(row["n"], row["text"], row["title"])
    new = old
    if now["day"] != row["day"]:
        words.remove(connection, "statement_words", before)
        n = _moved(connection, row, now["day"])
        before[:] = []
        new = words.report_entries(n, row["text"], now["title"])
    elif now["title"] != row["title"]:
        new = words.report_entries(row["n"], row["text"], now["title"])
    if new != old:
        words.remove(connection, "report_words", old)
        words.add(connection, "report_words", new)


def _moved(connection: Connection, row: RowMapping, day: str | None) -> int:
    """Give a report, and all that was read from it, the place in the order of its day."""
    from whence.ledger.store import free

    n = free(connection, keys.position(row["sha256"], day))
    for table, column in (
        (tables.attribution, "n"),
        (tables.authority, "attribution_n"),
        (tables.figure, "n"),
        (tables.figure, "attribution_n"),
        (tables.exchange, "n"),
        (tables.exchange, "attribution_n"),
        (tables.evidence, "statement_n"),
        (tables.embedding, "statement_n"),
        (tables.report, "n"),
    ):
        place = table.c[column]
        connection.execute(
            update(table)
            .where(place.between(row["n"], row["n"] + keys.LOCAL - 1))
            .values({column: place + (n - row["n"])})
        )
    for table in (tables.attribution, tables.figure, tables.exchange):
        connection.execute(update(table).where(table.c.n.between(n, n + keys.LOCAL - 1)).values(day=day))
    return n
