"""Adding many reports: loaded and read over processes, written one by one, none lost to another's fault."""

from __future__ import annotations

import dataclasses
import json
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from sqlalchemy import delete, select

from whence.errors import WhenceError
from whence.ledger import keys, tables
from whence.ledger.errors import LedgerError, StoreError
from whence.ledger.sources import Given, Item, again
from whence.ledger.store import Added, Became, Ledger, Then
from whence.reports.limits import Limits
from whence.reports.report import Report

if TYPE_CHECKING:
    from whence.reading import Reading

_STDIN: Final = "-"
_WORTH_PROCESSES: Final = 16
"""Reports from which on more processes than this one pay."""


class Reads(Protocol):
    """What makes a reading of a report."""

    @property
    def name(self) -> str:
        """Name and version, as the ledger keeps it."""

    def __call__(self, report: Report) -> Reading:
        """Read a report."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: it was added, was there already, or failed for a reason."""

    item: str
    added: Added | None = None
    error: str | None = None
    trace: str | None = None
    """The traceback, where the error is a fault of Whence and not of the item."""


@dataclass(slots=True)
class Summary:
    """Outcomes, counted."""

    became: Counter[Became] = field(default_factory=Counter)
    failed: int = 0
    carried: int = 0
    left: int = 0

    def count(self, outcome: Outcome) -> None:
        """Take one more outcome in."""
        if outcome.added is None:
            self.failed += 1
            return
        self.became[outcome.added.became] += 1
        self.carried += len(outcome.added.carried)
        self.left += len(outcome.added.left)


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be added, as the ledger remembers it."""

    source: str
    item: str
    reason: str
    tries: int
    at: str


@dataclass(frozen=True, slots=True)
class _Done:
    """What a worker sends back."""

    report: Report | None = None
    reading: Reading | None = None
    error: str | None = None
    trace: str | None = None


class Packaged:
    """The packaged reader, or that in a folder; loaded when the first report is read and not before."""

    def __init__(self, weights: Path | None = None) -> None:
        from whence.reader.model import WEIGHTS

        self._folder = weights or WEIGHTS
        self._reader: Any = None

    @property
    def name(self) -> str:
        """Name and version, out of the file that tells them."""
        try:
            about = json.loads((self._folder / "reader.json").read_text(encoding="utf-8"))
            return f"{about['name']}-{about['version']}"
        except (OSError, ValueError, KeyError) as error:
            raise WhenceError(
                f"{self._folder}: the reader's weights are not there. Install the wheel again."
            ) from error

    def __call__(self, report: Report) -> Reading:
        """Read a report."""
        from whence.reader import Reader
        from whence.reading import read_report

        if self._reader is None:
            self._reader = Reader.load(self._folder)
        return read_report(report, self._reader)


def add_items(
    ledger: Ledger,
    items: Iterable[Item],
    *,
    workers: int | None = None,
    reads: Callable[[], Reads] = Packaged,
    limits: Limits | None = None,
    then: tuple[Then, ...] = (),
) -> Iterator[Outcome]:
    """Add what `items` stand for, in order, each in a transaction of its own, and tell what became of each.

    What fails is kept in the ledger with its reason; what succeeds after all is taken off that list.
    `items` may be endless. Without `workers` there are as many processes as cores, and only this one where
    there is little to do. A script that starts workers needs the usual guard, `if __name__ == "__main__":`.

    Raises LedgerError where the ledger cannot be written to, and WhenceError where no reader can be loaded.
    """
    if workers is not None and workers < 1:
        raise WhenceError(f"workers is {workers}. Give one or more.")
    make = partial(_make, ledger.address, reads, limits or Limits())
    for item, done in _worked(iter(items), make, workers):
        yield _written(ledger, item, done, then)


def failures(ledger: Ledger) -> list[Failure]:
    """What could not be added yet, by source."""
    table = tables.failure
    with ledger.read() as connection:
        rows = connection.execute(
            select(table.c.source, table.c.item, table.c.reason, table.c.tries, table.c.at)
        )
        return sorted((Failure(*row) for row in rows), key=lambda one: (one.source, one.item))


def failed_items(ledger: Ledger, limits: Limits | None = None) -> Iterator[Item]:
    """What could not be added, once more, with what was said of it then."""
    table = tables.failure
    wanted: dict[tuple[str, Given], set[str]] = defaultdict(set)
    with ledger.read() as connection:
        for row in connection.execute(select(table.c.source, table.c.item, table.c.options)):
            wanted[row.source, Given(**row.options)].add(row.item)
    for (source, given), names in sorted(wanted.items(), key=lambda one: one[0][0]):
        yield from again(source, frozenset(names), given, limits or Limits())


def _worked(
    items: Iterator[Item], make: Callable[[], Callable[[Item], _Done]], workers: int | None
) -> Iterator[tuple[Item, _Done]]:
    from whence.workers import Died, cores, spread

    first = list(islice(items, _WORTH_PROCESSES if workers is None else workers))
    if workers is None:
        workers = cores() if len(first) == _WORTH_PROCESSES else 1
    workers = max(1, min(workers, len(first)))
    every = chain(first, items)
    if workers == 1:
        if first:
            work = make()
            for item in every:
                yield item, work(item)
        return
    for item, done in spread(make, every, workers):
        if isinstance(done, Died):
            said = f"{item.name}: the process that read it {done.reason}. Try it by itself."
            yield item, _Done(error=said)
        else:
            yield item, done


def _make(address: str, reads: Callable[[], Reads], limits: Limits) -> Callable[[Item], _Done]:
    reader = reads()
    name = reader.name
    ledger = Ledger.open(address)

    def run(item: Item) -> _Done:
        if item.error is not None:
            return _Done(error=item.error)
        try:
            report = _load(item, limits)
            if ledger.has(report.id, name):
                return _Done(report)
            return _Done(report, reader(report))
        except WhenceError as error:
            return _Done(error=str(error))
        except Exception as error:  # one bad report never stops the rest
            said = f"{type(error).__name__}: {error}".rstrip(": ")
            return _Done(
                error=f"{item.name}: internal error, {said}. Please report it together with this input.",
                trace="".join(traceback.format_exception(error)),
            )

    return run


def _load(item: Item, limits: Limits) -> Report:
    from whence.reports.load import load, load_data

    given = item.given
    if item.data is None:
        report = load(
            item.path or item.location, outlet=given.outlet, published=given.published, limits=limits
        )
    else:
        report = load_data(
            item.data, item.location, fetched=item.fetched, outlet=given.outlet, published=given.published,
            limits=limits,
        )  # fmt: skip
    return dataclasses.replace(
        report,
        location=item.location,
        outlet=report.outlet or item.outlet,
        title=report.title or item.title,
        published=report.published or item.published,
    )


def _written(ledger: Ledger, item: Item, done: _Done, then: tuple[Then, ...]) -> Outcome:
    name = keys.digest(item.source, item.name)[: keys.REPORT_DIGITS]
    error, trace = done.error, done.trace
    try:
        if done.reading is not None:
            added = ledger.add(done.reading, then=then)
        elif done.report is not None:
            added = ledger.appear(done.report)
    except StoreError:
        raise
    except LedgerError as refused:
        error = str(refused)
    except Exception as bug:  # one bad report never stops the rest, and nothing of it is stored
        said = f"{type(bug).__name__}: {bug}".rstrip(": ")
        error = f"{item.name}: internal error, {said}. Please report it together with this input."
        trace = "".join(traceback.format_exception(bug))
    if error is None:
        # What could not be opened at all was remembered by its source's own name.
        _forget(ledger, {name, keys.digest(item.source, item.source)[: keys.REPORT_DIGITS]})
        return Outcome(item.name, added)
    if item.source != _STDIN:
        _remember(ledger, name, item, error)  # what came on standard input cannot be read again
    return Outcome(item.name, error=error, trace=trace)


def _forget(ledger: Ledger, names: Collection[str]) -> None:
    table = tables.failure
    with ledger.read() as connection:
        there = connection.execute(select(table.c.id).where(table.c.id.in_(names))).first()
    if there is not None:
        with ledger.write() as connection:
            connection.execute(delete(table).where(table.c.id.in_(names)))


def _remember(ledger: Ledger, name: str, item: Item, reason: str) -> None:
    table = tables.failure
    with ledger.write() as connection:
        before = connection.execute(select(table.c.tries).where(table.c.id == name)).scalar_one_or_none()
        connection.execute(delete(table).where(table.c.id == name))
        connection.execute(
            table.insert(),
            {
                "id": name, "source": item.source, "item": item.name, "reason": reason,
                "options": dataclasses.asdict(item.given), "tries": (before or 0) + 1, "at": ledger.now(),
            },
        )  # fmt: skip
