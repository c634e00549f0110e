"""The ledger itself: reports and what was read from them, each written whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.engine import RowMapping

from whence import __version__
from whence.ledger import engine, keys, rows, tables, words
from whence.ledger.dates import day_of
from whence.ledger.errors import LedgerError
from whence.ledger.lookup import current, entries, outlets

if TYPE_CHECKING:
    from whence.ledger.exchanges import ExchangeRecord
    from whence.ledger.find import Filters
    from whence.ledger.judgements import Action, Judgement
    from whence.ledger.records import FigureRecord, Statement
    from whence.reading import Reading
    from whence.reports.report import Report

Became = Literal["added", "already there", "new version", "new appearance", "new reading"]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a reading that was given to a ledger."""

    report_id: str
    became: Became
    carried: tuple[str, ...] = ()
    """Ids of the judgements on an older reading that hold for this one, at their new places."""
    left: tuple[str, ...] = ()
    """Ids of those that do not, since what they judged is no longer read as it was."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A reading that has just been written, for what is worked out from it in the same transaction."""

    report_id: str
    reading_id: str
    n: int
    rows: rows.Rows
    reading: Reading


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place where a report's text was found."""

    report_id: str
    location: str
    outlet: str | None
    title: str | None
    published: str | None


Then = Callable[[Connection, Stored], None]


class Ledger:
    """Many reports in one memory. Open it with `Ledger.open`; it is a context manager."""

    def __init__(self, address: str, connected: Any, clock: Clock) -> None:
        """Use `open`."""
        self.address = address
        self._engine = connected
        self._clock = clock

    @classmethod
    def open(
        cls, address: str | Path | None = None, *, create: bool = False, clock: Clock | None = None
    ) -> Ledger:
        """The ledger at `address`: a path, or postgresql://user@host/database.

        Without an address that of the environment's WHENCE_LEDGER, or else the user's own. With
        `create` one is made where there is none. `clock` tells the time of what is written.

        Raises LedgerError where there is no ledger, or a newer Whence made it.
        """
        named = engine.address_of(address)
        return cls(named, engine.connect(named, create=create), clock or _now)

    def close(self) -> None:
        """End every connection."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self) -> contextlib.AbstractContextManager[Connection]:
        """A connection that sees one state of the ledger, for questions of one's own."""
        return engine.reading(self._engine)

    def write(self) -> contextlib.AbstractContextManager[Connection]:
        """A transaction that writes; others wait until it ends, so it should be short."""
        return engine.writing(self._engine)

    def now(self) -> str:
        """The time that is written beside what is written now: UTC, ISO 8601."""
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")

    # Adding

    def add(self, reading: Reading, *, whence: str = __version__, then: Sequence[Then] = ()) -> Added:
        """Add a report with everything that was read from it, in one transaction.

        A report is its text. One that is there already changes nothing, or gains an appearance where it
        was found at another address or outlet. Read by another reader, or another version of Whence, it
        gains a reading, and the one before is kept as superseded. `then` is done in the same transaction,
        after a new reading.
        """
        report = reading.report
        sha256 = report.id
        wanted = keys.position(sha256, day_of(report.published))
        with self.write() as connection:
            engine.lock(connection, sha256)
            known = _report(connection, sha256)
            became: Became
            if known is None:
                n = free(connection, wanted)
                became = "new version" if _is_version(connection, report) else "added"
                connection.execute(insert(tables.report), rows.report_row(report, n, self.now()))
                words.add(connection, "report_words", words.report_entries(n, report.text, report.title))
            else:
                n = known["n"]
                became = "already there"
            if self._appears(connection, report, known) and known is not None:
                became = "new appearance"
            last = current(connection, keys.report_id(sha256)) if known is not None else None
            if _is_read(connection, keys.report_id(sha256), reading.reader, whence):
                return Added(keys.report_id(sha256), became)
            stored = self._store(connection, reading, n, last, whence)
            for work in then:
                work(connection, stored)
            if last is None:
                return Added(stored.report_id, became)
            from whence.ledger.judgements import carry

            carried, left = carry(connection, last["id"], stored, self.now())
            return Added(stored.report_id, "new reading", carried, left)

    def has(self, sha256: str, reader: str, *, whence: str = __version__) -> bool:
        """Whether a report (its full id) is there, read by this reader and this version of Whence."""
        with self.read() as connection:
            return _is_read(connection, keys.report_id(sha256), reader, whence)

    def appear(self, report: Report) -> Added:
        """Record where a report that is there was found, without reading it again. Raises LedgerError."""
        with self.write() as connection:
            engine.lock(connection, report.id)
            known = _report(connection, report.id)
            if known is None:
                raise LedgerError(f"{report.location}: this report is not in the ledger. Add it.")
            fresh = self._appears(connection, report, known)
        return Added(known["id"], "new appearance" if fresh else "already there")

    def _appears(self, connection: Connection, report: Report, known: RowMapping | None) -> bool:
        """Record the appearance of a report; False where it is known."""
        table = tables.appearance
        count = 0
        row = rows.appearance_row(report, 1, self.now())
        if known is not None:
            there = connection.execute(select(table.c.id).where(table.c.report_id == known["id"])).scalars()
            seen = set(there)
            if row["id"] in seen:
                return False
            count = len(seen)
            row["number"] = count + 1
            self._indexed_again(connection, known["id"], row["outlet_key"])
        connection.execute(insert(table), row)
        return True

    def _indexed_again(self, connection: Connection, report_id: str, outlet: str | None) -> None:
        """Let what was read from a report be found by one more outlet."""
        before = outlets(connection, report_id)
        if outlet is None or outlet in before:
            return
        last = current(connection, report_id)
        if last is None:
            return
        words.remove(connection, "statement_words", entries(connection, last["id"], before))
        words.add(connection, "statement_words", entries(connection, last["id"], [*before, outlet]))

    def _store(
        self, connection: Connection, reading: Reading, n: int, last: RowMapping | None, whence: str
    ) -> Stored:
        name = keys.report_id(reading.report.id)
        number, first = 1, n
        if last is not None:
            number = last["number"] + 1
            first = _after(connection, n)
            _supersede(connection, last["id"], name, n)
        day = connection.execute(
            select(tables.report.c.day).where(tables.report.c.n == n)
        ).scalar_one() if last is not None else day_of(reading.report.published)  # fmt: skip
        made = rows.reading_rows(reading, number, first, day, whence=whence, added=self.now())
        connection.execute(insert(tables.reading), made.reading)
        for table, some in (
            (tables.attribution, made.attributions),
            (tables.authority, made.authorities),
            (tables.figure, made.figures),
            (tables.exchange, made.exchanges),
            (tables.finding, made.findings),
            (tables.evidence, made.evidence),
        ):
            if some:
                connection.execute(insert(table), some)
        words.add(
            connection,
            "statement_words",
            words.statements(made.attributions, made.authorities, made.figures, outlets(connection, name)),
        )
        return Stored(name, made.reading["id"], n, made, reading)

    # Asking

    def report(self, report_id: str) -> Report:
        """A report by its id (16 digits, or all of its SHA-256), as it first appeared. Raises LedgerError."""
        from whence.ledger.readings import report_of

        with self.read() as connection:
            row, first = self._whole(connection, report_id)
            return report_of(row, first)

    def reading(self, reading_id: str) -> Reading:
        """A reading by its id; by a report's id its current reading. Raises LedgerError."""
        from whence.ledger.readings import reading_of, report_of

        with self.read() as connection:
            table = tables.reading
            report_id, _, number = reading_id.partition(".")
            row, first = self._whole(connection, report_id)
            chosen = (
                table.c.id == reading_id if number else (table.c.report_id == row["id"]) & table.c.current
            )
            found = connection.execute(select(table).where(chosen)).mappings().one_or_none()
            if found is None:
                raise LedgerError(f"{reading_id}: there is no such reading in the ledger. Check the id.")
            return reading_of(connection, report_of(row, first), found)

    def readings(self, report_id: str) -> list[dict[str, Any]]:
        """Every reading of a report, the first first: id, reader, version of Whence, whether current."""
        table = tables.reading
        with self.read() as connection:
            row, _ = self._whole(connection, report_id)
            found = connection.execute(
                select(table.c.id, table.c.reader, table.c.whence, table.c.current)
                .where(table.c.report_id == row["id"])
                .order_by(table.c.number)
            ).mappings()
            return [dict(one) for one in found]

    def appearances(self, report_id: str) -> list[Appearance]:
        """Where a report's text was found, the first first."""
        with self.read() as connection:
            row, _ = self._whole(connection, report_id)
            return _appearances(connection, tables.appearance.c.report_id == row["id"], by_day=False)

    def versions(self, location: str) -> list[Appearance]:
        """The texts that were found at one address, by the day that each states, then as they came."""
        with self.read() as connection:
            return _appearances(connection, tables.appearance.c.location == location, by_day=True)

    def counts(self) -> dict[str, int]:
        """How many reports, current attributions, figures, …, judgements and failures there are."""
        counted: tuple[Table, ...] = (
            tables.report, tables.appearance, tables.reading, tables.attribution, tables.figure,
            tables.exchange, tables.finding, tables.judgement, tables.failure,
        )  # fmt: skip
        with self.read() as connection:
            return {
                table.name: connection.execute(
                    select(func.count()).select_from(table)
                    if "current" not in table.c or table.name == "reading"
                    else select(func.count()).select_from(table).where(table.c.current)
                ).scalar_one()
                for table in counted
            }

    def find(self, filters: Filters, *, limit: int = 20, after: str | None = None) -> list[Statement]:
        """Statements that meet all filters, the latest report first; from behind the id `after` on.

        Raises LedgerError where a filter cannot be understood, or `after` is unknown.
        """
        from whence.ledger.find import find

        with self.read() as connection:
            return find(connection, filters, limit=limit, after=after)

    def find_reports(self, words: str, *, limit: int = 20) -> list[str]:
        """Ids of the reports in whose text or title all words stand, the latest first."""
        from whence.ledger.find import find_reports

        with self.read() as connection:
            return find_reports(connection, words, limit=limit)

    def exchanges(
        self, filters: Filters, *, limit: int | None = None, after: str | None = None
    ) -> Iterator[ExchangeRecord]:
        """Every exchange that meets all filters, the latest report first, from one state."""
        from whence.ledger.exchanges import find_exchanges

        with self.read() as connection:
            yield from find_exchanges(connection, filters, limit=limit, after=after)

    def figures(self, filters: Filters) -> Iterator[FigureRecord]:
        """Every figure of the statements that meet all filters, in the order of `find`, from one state."""
        from whence.ledger.find import figures

        with self.read() as connection:
            yield from figures(connection, filters)

    # Judging

    def judge(
        self, target: str, action: Action, *, by: str, field: str | None = None, value: Any = None
    ) -> Judgement:
        """Record what an analyst decides of a report, claim, figure, exchange, finding or actor, by its id.

        `field` and `value` are what "correct" sets (see `corrections.FIELDS`), the scale and the grade of
        "grade" (see `judgements.GRADES`); `value` alone is the other id of "merge" and "split", or the
        words of "comment". Raises LedgerError where any of these is not known.
        """
        from whence.ledger.judgements import judge

        return judge(self, target, action, field=field, value=value, by=by)

    def judge_all(
        self, target: str, decisions: Sequence[tuple[Action, str | None, Any]], *, by: str
    ) -> list[Judgement]:
        """Record several judgements on one thing, all or none: action, field and value of each."""
        from whence.ledger.judgements import judge_all

        return judge_all(self, target, decisions, by=by)

    def undo(self, judgement_id: str, *, by: str) -> Judgement:
        """Take a judgement back, by another. Raises LedgerError where it is unknown or was taken back."""
        from whence.ledger.judgements import undo

        return undo(self, judgement_id, by=by)

    def judgements(self, target: str | None = None, *, holding: bool = False) -> list[Judgement]:
        """Every judgement, or those on one target, as they were made; with `holding` those not taken back."""
        from whence.ledger.judgements import judgements

        with self.read() as connection:
            return judgements(connection, target, holding=holding)

    def left(self, report_id: str | None = None) -> list[Judgement]:
        """The judgements on superseded readings that no newer reading has a place for."""
        from whence.ledger.judgements import left

        with self.read() as connection:
            return left(connection, report_id)

    def _whole(self, connection: Connection, report_id: str) -> tuple[RowMapping, RowMapping]:
        table = tables.report
        row = connection.execute(
            select(table).where(table.c.id == keys.report_id(report_id.lower()))
        ).mappings().one_or_none()  # fmt: skip
        if row is None or not row["sha256"].startswith(report_id.lower()):
            raise LedgerError(f"{report_id}: there is no such report in the ledger. Check the id.")
        first = connection.execute(
            select(tables.appearance)
            .where(tables.appearance.c.report_id == row["id"])
            .order_by(tables.appearance.c.number)
            .limit(1)
        ).mappings().one()  # fmt: skip
        return row, first


def _is_read(connection: Connection, report_id: str, reader: str, whence: str) -> bool:
    table = tables.reading
    found = connection.execute(
        select(table.c.id).where(
            table.c.report_id == report_id, table.c.reader == reader, table.c.whence == whence
        )
    )
    return found.first() is not None


def _report(connection: Connection, sha256: str) -> RowMapping | None:
    """The place and ids of a report that is there, by the SHA-256 of its text."""
    table = tables.report
    found = (
        connection.execute(
            select(table.c.n, table.c.id, table.c.sha256).where(table.c.id == keys.report_id(sha256))
        )
        .mappings()
        .one_or_none()
    )
    if found is not None and found["sha256"] != sha256:
        raise LedgerError(f"{sha256}: another report has the same first digits. Use another ledger for it.")
    return found


def free(connection: Connection, n: int) -> int:
    """The first place from `n` on that no report has."""
    table = tables.report
    while connection.execute(select(table.c.n).where(table.c.n == n)).first() is not None:
        n = keys.next_position(n)
    return n


def _after(connection: Connection, n: int) -> int:
    """The first place in a report that nothing read from it has yet."""
    highest = [
        connection.execute(
            select(func.max(table.c.n)).where(table.c.n.between(n, n + keys.LOCAL - 1))
        ).scalar_one_or_none()
        for table in (tables.attribution, tables.figure, tables.exchange)
    ]
    return max((one + 1 for one in highest if one is not None), default=n)


def _is_version(connection: Connection, report: Report) -> bool:
    """Whether another text stood at this report's address."""
    if report.location == "-":
        return False
    table = tables.appearance
    found = connection.execute(select(table.c.id).where(table.c.location == report.location).limit(1))
    return found.first() is not None


def _supersede(connection: Connection, reading_id: str, report_id: str, n: int) -> None:
    """Keep a reading, and take it out of everything that looks at current ones."""
    words.remove(
        connection, "statement_words", entries(connection, reading_id, outlets(connection, report_id))
    )
    for table in (tables.attribution, tables.figure, tables.exchange):
        connection.execute(
            update(table)
            .where(table.c.n.between(n, n + keys.LOCAL - 1), table.c.reading_id == reading_id)
            .values(current=False)
        )
    mine = select(tables.finding.c.id).where(tables.finding.c.reading_id == reading_id)
    connection.execute(
        update(tables.evidence).where(tables.evidence.c.finding_id.in_(mine)).values(current=False)
    )
    connection.execute(
        update(tables.finding).where(tables.finding.c.reading_id == reading_id).values(current=False)
    )
    connection.execute(update(tables.reading).where(tables.reading.c.id == reading_id).values(current=False))


def _appearances(connection: Connection, condition: Any, *, by_day: bool) -> list[Appearance]:
    table = tables.appearance
    order = (table.c.day, table.c.added, table.c.id) if by_day else (table.c.number, table.c.id)
    found = connection.execute(
        select(table.c.report_id, table.c.location, table.c.outlet, table.c.title, table.c.published)
        .where(condition)
        .order_by(*order)
    )
    return [Appearance(*row) for row in found]


def _now() -> datetime:
    return datetime.now(UTC)
