"""Killed at any instant, a ledger holds whole reports only, and adding again completes it."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from ledger.conftest import Address
from ledger.made import made, other_reader
from whence.ledger import Ledger
from whence.ledger.dump import dump
from whence.reading import Reading

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

KILLS = 10
REPORTS = 40


def readings() -> Iterator[Reading]:
    """Reports, copies of some, and later readings of others."""
    for number in range(REPORTS):
        yield made(number)
        if number % 5 == 0:
            yield made(number, outlet="The Copier")
        if number % 7 == 0:
            yield other_reader(made(number))


def add_all(address: str, progress: int | None = None) -> None:
    """Add everything; a byte goes to the descriptor `progress` for each that is in."""
    with Ledger.open(address, create=True) as ledger:
        for reading in readings():
            ledger.add(reading)
            if progress is not None:
                os.write(progress, b".")


def killed_after(address: str, added: int, seconds: float) -> bool:
    """Add everything in another process, and kill it so long after so many; False where it was done before.

    Counted and not timed alone: how busy the machine is has no bearing on where the kill falls.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            add_all(address, writing)
        finally:
            os._exit(0)
    os.close(writing)
    for _ in range(added):
        if not os.read(reading, 1):
            break  # it is done
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(reading)
    return os.WIFSIGNALED(status)


def assert_whole(address: str) -> int:
    """Every report that is there has all that was read from it."""
    expected = {made(number).report.id[:16]: made(number) for number in range(REPORTS)}
    with Ledger.open(address, create=True) as ledger:
        with ledger.read() as connection:
            ids = connection.exec_driver_sql("SELECT id FROM report").scalars().all()
        for name in ids:
            first = next(one["id"] for one in ledger.readings(name))
            assert ledger.reading(name if first == name else first).report == expected[name].report
            current = ledger.reading(name)
            wanted = expected[name] if current.reader == "hand 1" else other_reader(expected[name])
            assert set(current.attributions) == set(wanted.attributions)
            assert set(current.figures) == set(wanted.figures)
            assert set(current.findings) == set(wanted.findings)
        return len(ids)


def test_killed_at_random_instants(address: Address) -> None:
    whole = address()
    start = time.monotonic()
    add_all(whole)
    took = time.monotonic() - start
    with Ledger.open(whole) as ledger:
        expected = list(dump(ledger))
    assert len(expected) > REPORTS * 10

    chance = random.Random(7)
    total = sum(1 for _ in readings())
    seen, kills = set(), 0
    for _ in range(KILLS // 2):
        # Twice each: a ledger that a kill left is added to, and killed again.
        where = address()
        for _ in range(2):
            # Anywhere within the writing of one report, and while the ledger is made.
            kills += killed_after(where, chance.randrange(total - 5), chance.uniform(0.0, took / total))
            seen.add(assert_whole(where))
        add_all(where)
        with Ledger.open(where) as ledger:
            assert list(dump(ledger)) == expected
            assert ledger.find_reports("harbour master", limit=1000) == _found(whole)
    assert kills >= KILLS // 2
    assert len(seen) > 2


def _found(address: str) -> list[str]:
    with Ledger.open(address) as ledger:
        return ledger.find_reports("harbour master", limit=1000)


def test_two_write_at_once(address: Address) -> None:
    where = address()
    children = []
    for first in (0, REPORTS // 2):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                with Ledger.open(where, create=True) as ledger:
                    for number in range(first, first + REPORTS // 2 + 5):
                        ledger.add(made(number))
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    # And one reads meanwhile.
    for _ in range(20):
        with Ledger.open(where, create=True) as ledger:
            for name in ledger.find_reports("harbour", limit=3):
                assert ledger.reading(name).figures
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    alone = address()
    with Ledger.open(alone, create=True) as ledger:
        for number in range(REPORTS + 5):
            ledger.add(made(number))
        expected = list(dump(ledger))
    with Ledger.open(where) as ledger:
        assert list(dump(ledger)) == expected
